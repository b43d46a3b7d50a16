"""Who came and went home again while the shift goes on, such as somebody who falls ill."""

from collections.abc import Iterable

from django.db.models import F

from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.models import Turn
from werkveld.steps.practice.rules import Stretch

GoneHome = dict[tuple[int, int], list[Stretch]]


def gone_home(shifts: Iterable[int]) -> GoneHome:
    """Shift and person, by row number -> from when on, and until when. What was told before somebody came is not so."""
    gone = Turn.objects.filter(
        shift__in=list(shifts),
        state=TurnState.PRESENT,
        person__absences__withdrawn_at__isnull=True,
        person__absences__told_at__gte=F("came_at"),
        person__absences__starts_at__lt=F("shift__ends_at"),
        person__absences__ends_at__gt=F("shift__starts_at"),
    )
    found: GoneHome = {}
    facts = ("starts_at", "ends_at", "told_at")
    rows = gone.order_by("id").values_list("shift", "person", *(f"person__absences__{name}" for name in facts))
    for shift, person, starts_at, ends_at, told_at in rows:
        found.setdefault((shift, person), []).append(Stretch(max(starts_at, told_at), ends_at))
    return found
