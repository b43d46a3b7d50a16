"""Waiting for a time: in turn, with an offer that is answered before a moment, and then the next one's."""

from contextlib import suppress
from datetime import date, datetime, timedelta

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
from werkveld.steps.practice.actions.passing_over import notice_taken, number_of, open_now
from werkveld.steps.practice.actions.quarters import give_back
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models import Appointment, Wait
from werkveld.steps.practice.queries.slots import FreeTime, free_times
from werkveld.steps.practice.queries.visits import declined_times, offered_to, waiting_for
from werkveld.steps.practice.rules import may_book, may_come_in, may_move_line
from werkveld.steps.questions.enums import AskedBy

IN_LINE = (WaitState.WAITING, WaitState.OFFERED)
ON_THE_WAY = 3  # hours at least between an answer and the visit, so that nobody is offered what cannot be reached
TO_ANSWER = 12  # hours at least, so that nobody loses a time overnight or before breakfast
OFFERS = 2  # not answered, and the turn goes; who missed one keeps it
Declined = dict[int, list[tuple[int, datetime]]]


class WaitsAlready(Refusal):
    sentence = _("You are in line for this already.")


class HasNoWayIn(Refusal):
    sentence = _("No place that you wait for is known to have room for a wheelchair. Ask the school what is possible.")


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
    needs_step_free: bool = False,
    channel: AskedBy = AskedBy.WEB,
) -> Wait:
    """At one site, or without one wherever a time comes free first; what is free already they can choose themselves."""
    if not may_book(by, resident, timezone.localdate(at)):
        raise MayNotBook
    if (kind.is_at_home or kind.is_walking_along) and not place.strip():
        raise NeedsAPlace
    if needs_step_free and not any(may_come_in(kind, one) for one in ([site] if site else kind.sites.all())):
        raise HasNoWayIn
    Person.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    standing = Wait.objects.filter(help=kind, resident=resident, state__in=IN_LINE)
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
        needs_step_free=needs_step_free,
        channel=channel,
        code=new_code(),
        passed_over=open_now(kind, at),
    )
    note("waits", line, by=by, at=at)
    return line


@transaction.atomic
def offer_free_times(kind: Help, *, by: Person, at: datetime) -> list[Wait]:
    """To who waits longest, as long as there are times; a time that is offered is held until it is answered."""
    if not may_move_line(by, timezone.localdate(at)):
        raise MayNotMoveLine
    notice_taken(kind, at)
    offered: list[Wait] = []
    times: list[FreeTime] | None = None
    declined = declined_times(kind, at)
    for line in waiting_for(kind).select_for_update(of=("self",)):
        if line.until_on < timezone.localdate(at):
            _settle(line, WaitState.LAPSED, by=by, at=at)
            continue
        if times is None:  # asked anew only after one of them went
            times = _in_time(kind, at)
        if (found := _first_for(line, times, declined)) is None:
            continue
        try:
            offered.append(_told(_offer(line, found, by=by, at=at), by=by, at=at))
            times = None
        except HasEnough:
            continue  # stays where it is in line, and holds up nobody
    return offered


def _in_time(kind: Help, at: datetime) -> list[FreeTime]:
    soonest = at + timedelta(hours=ON_THE_WAY + TO_ANSWER)
    return [one for one in free_times(kind, at=at) if one.starts_at >= soonest]


def _first_for(line: Wait, times: list[FreeTime], declined: Declined) -> FreeTime | None:
    fits = (one for one in times if _suits(line, one) and not _is_passed_over(line, one, declined))
    return next(fits, None)


def _suits(line: Wait, found: FreeTime) -> bool:
    is_there = line.site_id in (None, found.site.pk)
    is_in_time = timezone.localdate(found.starts_at) <= line.until_on
    return is_there and is_in_time and (not line.needs_step_free or may_come_in(line.help, found.site))


def _is_passed_over(line: Wait, found: FreeTime, declined: Declined) -> bool:
    """Free already when they joined, or (partly) the same moment at the same site as one that they did not take."""
    if number_of(found.starts_at) in line.passed_over.get(str(found.site.pk), ()):
        return True
    whole = timedelta(minutes=line.help.minutes)
    return any(
        site == found.site.pk and abs(found.starts_at - starts_at) < whole
        for site, starts_at in declined.get(line.pk, ())
    )


def _answer_until(kind: Help, starts_at: datetime, at: datetime) -> datetime:
    """Within the hours of the rule, and some hours before it begins."""
    hours = norm(kind.programme.region, "wait_answer_hours", timezone.localdate(at))
    return min(at + timedelta(hours=hours), starts_at - timedelta(hours=ON_THE_WAY))


def _offer(line: Wait, found: FreeTime, *, by: Person, at: datetime) -> Wait:
    before = line.instead_of
    visit = book(
        shift=found.shift,
        resident=line.resident,
        starts_at=found.starts_at,
        kind=line.help,
        question=before.question if before else None,
        details=_details(line),
        by=by,
        at=at,
    )
    until = _answer_until(line.help, found.starts_at, at)
    visit.state, visit.answer_until, visit.code = AppointmentState.OFFERED, until, ""
    visit.save(update_fields=["state", "answer_until", "code"])
    line.state, line.offer = WaitState.OFFERED, visit
    line.save(update_fields=["state", "offer"])
    note("offered", line, by=by, at=at)
    return line


def _details(line: Wait) -> Details:
    """What the visit needs; who was let down by us need not say it again."""
    if line.instead_of is not None:
        return Details(**{name: getattr(line.instead_of, name) for name in Details.__slots__})
    return Details(
        channel=AskedBy(line.channel),
        language=line.language,
        place=line.place,
        needs_step_free=line.needs_step_free,
    )


def _told(line: Wait, *, by: Person, at: datetime) -> Wait:
    tell(line.resident, "time-offered", about=line.offer or line, by=by, at=at, **offered_to(line))
    return line


@transaction.atomic
def offer_instead(visit: Appointment, *, by: Person, at: datetime) -> Wait | None:
    """Of an appointment that cannot go on through us: another time is held before anybody else gets it, or else the

    turn in line counts from the day of booking. The code stays the same. None when nobody can wait for such help.
    """
    if not may_move_line(by, timezone.localdate(at)):
        raise MayNotMoveLine
    if visit.help is None:
        return None
    Person.objects.select_for_update(of=("self",)).get(pk=visit.resident_id)
    line = _line_instead(visit, visit.help, by=by, at=at)
    found = _first_for(line, _in_time(visit.help, at), declined_times(visit.help, at))
    if line.state == WaitState.WAITING and found is not None:
        with suppress(HasEnough):
            _offer(line, found, by=by, at=at)
    return line


def _line_instead(visit: Appointment, kind: Help, *, by: Person, at: datetime) -> Wait:
    """Who waits for this help already keeps that turn."""
    standing = Wait.objects.filter(help=kind, resident=visit.resident_id, state__in=IN_LINE)
    line = standing.select_for_update(of=("self",)).select_related("offer__shift__site").first()
    if line is not None:
        if line.offer_id == visit.pk:
            _back_in_line(line)
        return line
    ahead = norm(kind.programme.region, "book_ahead_days", timezone.localdate(at))
    line = Wait.objects.create(
        help=kind,
        site=visit.shift.site,
        resident=visit.resident,
        since=visit.booked_at,
        until_on=timezone.localdate(at) + timedelta(days=ahead),
        place=visit.place,
        language=visit.language,
        needs_step_free=visit.needs_step_free,
        channel=visit.channel,
        code=visit.code or new_code(),
        instead_of=visit,
    )
    Appointment.objects.filter(pk=visit.pk).update(code="")
    note("waits", line, by=by, at=at)
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
    if held.state in IN_LINE:
        _free(held, at)
        _settle(held, WaitState.WITHDRAWN, by=by, at=at)
    return held


@transaction.atomic
def decline_time(line: Wait, *, by: Person, at: datetime) -> Wait:
    """Not this time: the turn in line stays, and the same moment at the same site is not offered again."""
    held = _held(line, by, at)
    if held.state != WaitState.OFFERED:
        raise IsNotOffered
    _free(held, at)
    _back_in_line(held)
    note("declined time", held, by=by, at=at)
    return held


@transaction.atomic
def let_offer_lapse(line: Wait, *, by: Person, at: datetime) -> bool:
    """Not answered in time: free again for the next. The first time the turn stays; an answer that came in stands."""
    if not may_move_line(by, timezone.localdate(at)):
        raise MayNotMoveLine
    held = Wait.objects.select_for_update(of=("self",)).select_related("offer").get(pk=line.pk)
    visit = held.offer
    if held.state != WaitState.OFFERED or visit is None or visit.answer_until is None or visit.answer_until > at:
        return False
    _free(held, at)
    held.unanswered += 1
    if held.unanswered < OFFERS:
        _back_in_line(held)
        note("did not answer", held, by=by, at=at)
    else:
        _settle(held, WaitState.LAPSED, by=by, at=at)
    return True


def _held(line: Wait, by: Person, at: datetime) -> Wait:
    held = Wait.objects.select_for_update(of=("self",)).select_related("offer__shift", "resident").get(pk=line.pk)
    if not may_book(by, held.resident, timezone.localdate(at)):
        raise MayNotBook
    return held


def _free(line: Wait, at: datetime) -> None:
    visit = line.offer
    if visit is not None and visit.state == AppointmentState.OFFERED:
        notice_taken(line.help, at)
        give_back([visit])
        visit.state, visit.closed_at, visit.answer_until = AppointmentState.CANCELLED, at, None
        visit.save(update_fields=["state", "closed_at", "answer_until"])


def _back_in_line(line: Wait) -> None:
    line.state, line.offer = WaitState.WAITING, None
    line.save(update_fields=["state", "offer", "unanswered"])


def _settle(line: Wait, state: WaitState, *, by: Person, at: datetime) -> None:
    line.state, line.settled_at, line.passed_over = state, at, {}
    line.save(update_fields=["state", "settled_at", "passed_over", "unanswered"])
    note(f"line {state.value}", line, by=by, at=at)
