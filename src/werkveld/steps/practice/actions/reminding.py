"""Who comes tomorrow is reminded: a resident of an appointment, who works there of a shift. Once, whatever restarts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import take_back, tell, tell_all
from werkveld.steps.messages.enums import Channel
from werkveld.steps.people.models import Person, Region
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.queries.soon import reminders_to_renew, time_of, who_works
from werkveld.steps.practice.rules import may_plan


class MayNotRemind(Refusal):
    sentence = _("Only who plans reminds people.")


@transaction.atomic
def remind_of_visit(visit: Appointment, *, by: Person, at: datetime) -> bool:
    """Whether it was said now. After its start nobody sends it any more."""
    if not may_plan(by, localdate(at)):
        raise MayNotRemind
    locked = Appointment.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if locked.state != AppointmentState.BOOKED or locked.reminded_at is not None or locked.starts_at <= at:
        return False
    locked.reminded_at = at
    locked.save(update_fields=["reminded_at"])
    tell(
        locked.resident,
        "visit-soon",
        about=locked,
        anew=locked.starts_at.isoformat(),
        by=by,
        at=at,
        news_until=locked.starts_at,
        **facts_of(locked),
    )
    note("reminded", locked, by=by, at=at)
    return True


def facts_of(visit: Appointment) -> dict[str, Any]:
    """Time, place and code, and nothing else. A place that a resident named may be a home, so it is not repeated."""
    is_elsewhere = bool(visit.place) or (visit.help is not None and visit.help.is_at_home)
    return {
        "starts_at": visit.starts_at.isoformat(),
        "where": "" if is_elsewhere else visit.shift.site.name,
        "code": visit.code,
    }


@transaction.atomic
def remind_of_shifts(shifts: Iterable[Shift], *, by: Person, at: datetime) -> int:
    """On their page: students whose turn it is, and the coach. Returns how many were told now."""
    if not may_plan(by, localdate(at)):
        raise MayNotRemind
    rows = [
        {
            "to": who,
            "about": shift,
            "facts": {"starts_at": shift.starts_at.isoformat(), "where": shift.site.name},
            "news_until": shift.starts_at,
            "anew": time_of(shift),
        }
        for who, shift in who_works(shifts)
    ]
    return len(tell_all("shift-soon", rows, by=by, at=at, channel=Channel.PAGE))


@transaction.atomic
def renew_reminders(region: Region, *, by: Person, at: datetime) -> tuple[int, int]:
    """After a turn changed hands or a shift its time: how many were taken back, and how many told now."""
    if not may_plan(by, localdate(at)):
        raise MayNotRemind
    stale, late = reminders_to_renew(region, at)
    return take_back(stale, by=by, at=at), remind_of_shifts(late, by=by, at=at)
