"""Waiting for a time: in turn, with an offer that is answered before a moment, and then the next one's."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person, Site
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.actions.booking import Details, HasEnough, MayNotBook, NeedsAPlace, book, new_code
from werkveld.steps.practice.actions.quarters import give_back
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models import Appointment, Wait
from werkveld.steps.practice.queries.slots import FreeTime, free_times
from werkveld.steps.practice.queries.visits import waiting_for
from werkveld.steps.practice.rules import may_book, may_move_line
from werkveld.steps.questions.enums import AskedBy

ON_THE_WAY = 3  # hours at least between an answer and the visit, so that nobody is offered what cannot be reached


class WaitsAlready(Refusal):
    sentence = _("You are in line for this already.")


class IsNotOffered(Refusal):
    sentence = _("This time is no longer offered to you.")


class MayNotMoveLine(Refusal):
    sentence = _("Waiting lists move by themselves.")


@transaction.atomic
def wait(
    kind: Help,
    *,
    resident: Person,
    by: Person,
    at: datetime,
    until_on: date,
    site: Site | None = None,
    place: str = "",
    language: str = "",
    channel: AskedBy = AskedBy.WEB,
) -> Wait:
    """At one site, or without one wherever a time comes free first."""
    if not may_book(by, resident, at.date()):
        raise MayNotBook
    if (kind.is_at_home or kind.is_walking_along) and not place.strip():
        raise NeedsAPlace
    Person.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    standing = Wait.objects.filter(help=kind, resident=resident, state__in=(WaitState.WAITING, WaitState.OFFERED))
    if standing.exists():
        raise WaitsAlready
    line = Wait.objects.create(
        help=kind,
        site=site,
        resident=resident,
        since=at,
        until_on=until_on,
        place=place,
        language=language,
        channel=channel,
        code=new_code(),
    )
    note("waits", line, by=by, at=at)
    return line


@transaction.atomic
def offer_free_times(kind: Help, *, by: Person, at: datetime) -> list[Wait]:
    """To who waits longest, as long as there are times; a time that is offered is held until it is answered."""
    if not may_move_line(by, at.date()):
        raise MayNotMoveLine
    offered: list[Wait] = []
    times: list[FreeTime] | None = None
    for line in waiting_for(kind).select_for_update(of=("self",)):
        if line.until_on < timezone.localdate(at):
            _settle(line, WaitState.LAPSED, by=by, at=at)
            continue
        if times is None:  # asked anew only after one of them went
            times = _in_time(kind, at)
        if (found := _first_for(line, times)) is None:
            continue
        try:
            offered.append(_offer(line, kind, found, by=by, at=at))
            times = None
        except HasEnough:
            continue  # stays where it is in line, and holds up nobody
    return offered


def _in_time(kind: Help, at: datetime) -> list[FreeTime]:
    soonest = at + timedelta(hours=ON_THE_WAY + 1)
    return [one for one in free_times(kind, at=at) if one.starts_at >= soonest]


def _first_for(line: Wait, times: list[FreeTime]) -> FreeTime | None:
    fits = (one for one in times if line.site_id in (None, one.site.pk))
    return next((one for one in fits if timezone.localdate(one.starts_at) <= line.until_on), None)


def _answer_until(kind: Help, starts_at: datetime, at: datetime) -> datetime:
    """Within the hours of the rule, and some hours before it begins."""
    hours = norm(kind.programme.region, "wait_answer_hours", timezone.localdate(at))
    return min(at + timedelta(hours=hours), starts_at - timedelta(hours=ON_THE_WAY))


def _offer(line: Wait, kind: Help, found: FreeTime, *, by: Person, at: datetime) -> Wait:
    visit = book(
        shift=found.shift,
        resident=line.resident,
        starts_at=found.starts_at,
        kind=kind,
        details=Details(channel=AskedBy(line.channel), language=line.language, place=line.place),
        by=by,
        at=at,
    )
    until = _answer_until(kind, found.starts_at, at)
    visit.state, visit.answer_until, visit.code = AppointmentState.OFFERED, until, ""
    visit.save(update_fields=["state", "answer_until", "code"])
    line.state, line.offer = WaitState.OFFERED, visit
    line.save(update_fields=["state", "offer"])
    note("offered", line, by=by, at=at)
    facts: dict[str, Any] = {
        "title": [kind.name_nl, kind.name_en],
        "starts_at": visit.starts_at.isoformat(),
        "where": "" if line.place else found.site.name,
        "until": until.isoformat(),
        "code": line.code,
    }
    tell(line.resident, "time-offered", about=visit, by=by, at=at, **facts)
    return line


@transaction.atomic
def take_time(line: Wait, *, by: Person, at: datetime) -> Appointment:
    """The appointment gets the code of the line, so that there is one to keep."""
    held = _held(line, by, at)
    visit = held.offer
    if visit is None or visit.state != AppointmentState.OFFERED or (visit.answer_until and visit.answer_until <= at):
        raise IsNotOffered
    visit.state, visit.answer_until, visit.code = AppointmentState.BOOKED, None, held.code
    visit.save(update_fields=["state", "answer_until", "code"])
    _settle(held, WaitState.BOOKED, by=by, at=at)
    note("booked", visit, by=by, at=at)
    return visit


@transaction.atomic
def leave_line(line: Wait, *, by: Person, at: datetime) -> Wait:
    """Also says no to a time that is offered; that goes to the next."""
    held = _held(line, by, at)
    if held.state in (WaitState.WAITING, WaitState.OFFERED):
        _free(held, at)
        _settle(held, WaitState.WITHDRAWN, by=by, at=at)
    return held


@transaction.atomic
def let_offer_lapse(line: Wait, *, by: Person, at: datetime) -> bool:
    """Not answered in time: free again for the next. An answer that came in meanwhile stands."""
    if not may_move_line(by, at.date()):
        raise MayNotMoveLine
    held = Wait.objects.select_for_update(of=("self",)).select_related("offer").get(pk=line.pk)
    visit = held.offer
    if held.state != WaitState.OFFERED or visit is None or visit.answer_until is None or visit.answer_until > at:
        return False
    _free(held, at)
    _settle(held, WaitState.LAPSED, by=by, at=at)
    return True


def _held(line: Wait, by: Person, at: datetime) -> Wait:
    held = Wait.objects.select_for_update(of=("self",)).select_related("offer__shift", "resident").get(pk=line.pk)
    if not may_book(by, held.resident, at.date()):
        raise MayNotBook
    return held


def _free(line: Wait, at: datetime) -> None:
    visit = line.offer
    if visit is not None and visit.state == AppointmentState.OFFERED:
        give_back([visit])
        visit.state, visit.closed_at, visit.answer_until = AppointmentState.CANCELLED, at, None
        visit.save(update_fields=["state", "closed_at", "answer_until"])


def _settle(line: Wait, state: WaitState, *, by: Person, at: datetime) -> None:
    line.state, line.settled_at = state, at
    line.save(update_fields=["state", "settled_at"])
    note(f"line {state.value}", line, by=by, at=at)
