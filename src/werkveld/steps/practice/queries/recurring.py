"""Which days of a request that comes back are possible."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from werkveld.steps.offerings.models import Help
from werkveld.steps.practice.queries.slots import FreeTime, free_times


@dataclass(frozen=True, slots=True)
class Again:
    """Without `free` nobody can come on that day."""

    starts_at: datetime
    free: FreeTime | None


def times_again(
    kind: Help, first: FreeTime, *, every: int, times: int, at: datetime, step_free: bool = False
) -> list[Again]:
    """The same clock time at the same site every so many weeks, also over a change of summer time."""
    here = timezone.localtime(first.starts_at)
    wanted = [
        timezone.make_aware(here.replace(tzinfo=None) + timedelta(weeks=every * number)) for number in range(times)
    ]
    found = free_times(kind, at=at, sites=[first.site], first=timezone.localdate(wanted[0]), step_free=step_free)
    by_start = {one.starts_at: one for one in found}
    return [Again(moment, by_start.get(moment)) for moment in wanted]
