"""An activity or a lesson that comes back: one shift a date, on which students come afterwards."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note_all
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Room, Site
from werkveld.steps.practice.actions.shifts import ShiftIsPlanned
from werkveld.steps.practice.enums import ShiftState
from werkveld.steps.practice.models import Shift, ShiftNeed
from werkveld.steps.practice.queries.series import closed_between, taken_rooms
from werkveld.steps.practice.rules import is_planned_by_date, may_plan_at, may_plan_series, may_receive

MOST_DATES = 120


class MayNotPlanSeries(Refusal):
    sentence = _("You plan for your own organisation, at its own places.")


class IsNotByDate(Refusal):
    sentence = _("This is not something to which students come on dates.")


class NothingIsPlanned(Refusal):
    sentence = _("Choose at least one date.")


class TooManyDates(Refusal):
    sentence = _("Choose at most %(most)s dates at once.")


class DateIsPast(Refusal):
    sentence = _("%(day)s is already past.")


class SiteIsClosed(Refusal):
    sentence = _("On %(day)s it is closed: %(why)s.")


class HostIsNeeded(Refusal):
    sentence = _("Say who of your organisation is there each time, such as the teacher of the group.")


class HostIsFromElsewhere(Refusal):
    sentence = _("Who receives the students works at the place itself.")


class RoomIsTooSmall(Refusal):
    sentence = _("%(room)s holds %(capacity)s people.")


class RoomIsTaken(Refusal):
    sentence = _("On %(day)s something else is in this room at that time.")


@transaction.atomic
def plan_series(
    offering: Offering,
    *,
    site: Site,
    dates: Iterable[date],
    begins: time,
    ends: time,
    seats: int,
    by: Person,
    at: datetime,
    room: Room | None = None,
    host: Person | None = None,
) -> list[Shift]:
    """All or none. A date on which the place is closed is refused: the page shows those beforehand."""
    today, days = timezone.localdate(at), sorted(set(dates))
    if not (may_plan_series(by, offering.organization, today) and may_plan_at(by, offering, site, today)):
        raise MayNotPlanSeries
    if not is_planned_by_date(offering.programme.kind):
        raise IsNotByDate
    _ask_about_dates(site, days, today)
    ask_about_host(offering, host, today)
    Site.objects.select_for_update(of=("self",)).get(pk=site.pk)  # two who plan here at one moment take turns
    spans = [(moment(day, begins), moment(day, ends)) for day in days]
    ask_about_room(room, seats, spans)
    live = Shift.objects.filter(offering=offering, site=site).exclude(state=ShiftState.CANCELLED)
    if live.filter(starts_at__in=[start for start, _end in spans]).exists():
        raise ShiftIsPlanned
    shifts = Shift.objects.bulk_create(
        Shift(offering=offering, site=site, room=room, host=host, starts_at=start, ends_at=end, seats=seats)
        for start, end in spans
    )
    ShiftNeed.objects.bulk_create(ShiftNeed(shift=shift, asked=seats) for shift in shifts)
    note_all("planned", shifts, by=by, at=at)
    return shifts


def moment(day: date, clock: time) -> datetime:
    """What the clock at the place says, also over a change to summer or winter time."""
    return timezone.make_aware(datetime.combine(day, clock))


def day_words(day: date) -> str:
    return date_format(day, "l j F")


def _ask_about_dates(site: Site, days: list[date], today: date) -> None:
    if not days:
        raise NothingIsPlanned
    if len(days) > MOST_DATES:
        raise TooManyDates(most=MOST_DATES)
    if days[0] < today:
        raise DateIsPast(day=day_words(days[0]))
    closed = closed_between(site, days[0], days[-1])
    for day in days:
        if day in closed:
            raise SiteIsClosed(day=day_words(day), why=closed[day])


def ask_about_host(offering: Offering, host: Person | None, on: date) -> None:
    """No teacher, no lesson: where the kind asks it, somebody of the host is named."""
    if host is None and offering.programme.kind.needs_host:
        raise HostIsNeeded
    if host is not None and not may_receive(host, offering.organization, on):
        raise HostIsFromElsewhere


def ask_about_room(
    room: Room | None, seats: int, spans: list[tuple[datetime, datetime]], *, but: Iterable[int] = ()
) -> None:
    if room is None:
        return
    if seats > room.capacity:
        raise RoomIsTooSmall(room=room.name, capacity=room.capacity)
    for day in sorted(taken_rooms(room, spans, but=but)):
        raise RoomIsTaken(day=day_words(day))
