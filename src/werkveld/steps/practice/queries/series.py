"""Activities and lessons that come back: which dates there are to plan, who comes on them, and where somebody is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import Can, OrganizationKind
from werkveld.steps.people.models import ClosedDays, OpeningHours, Organization, Person, Region, Role, Room, Site
from werkveld.steps.people.rules import homes_where, worn_on
from werkveld.steps.practice.enums import HERE_STATES, HandoverState, ShiftState, TurnState
from werkveld.steps.practice.models import Handover, Shift, Turn
from werkveld.steps.practice.rules import is_going_on, may_plan
from werkveld.steps.practice.rules.series import RECEIVE, was_held

A_DAY = timedelta(days=1)
WITH_GROUPS = (OrganizationKind.PRIMARY_SCHOOL, OrganizationKind.SECONDARY_SCHOOL, OrganizationKind.CHILDCARE)
EXPECTED = Q(turns__state__in=HERE_STATES)


@dataclass(frozen=True, slots=True)
class DayToPlan:
    """A date as it would be planned. `closed` says why it cannot be; the other two are for who plans to weigh."""

    day: date
    closed: str = ""
    is_outside_hours: bool = False
    is_room_taken: bool = False

    @property
    def is_free(self) -> bool:
        return not (self.closed or self.is_room_taken)


def closed_between(site: Site, first: date, last: date) -> dict[date, str]:
    """Day -> why it is closed: a holiday of the region, or something of the site itself."""
    rows = ClosedDays.objects.filter(Q(site=site) | Q(site__isnull=True), region=site.organization.region_id)
    found: dict[date, str] = {}
    for row in rows.filter(first_on__lte=last, last_on__gte=first).order_by("first_on", "id"):
        day = max(first, row.first_on)
        while day <= min(last, row.last_on):
            found.setdefault(day, row.name)
            day += A_DAY
    return found


def taken_rooms(room: Room, spans: Iterable[tuple[datetime, datetime]], *, but: Iterable[int] = ()) -> set[date]:
    """Days on which something else goes on in the room at that time."""
    spans = list(spans)
    if not spans:
        return set()
    near = Shift.objects.filter(
        room=room,
        state=ShiftState.PLANNED,
        starts_at__lt=max(end for _start, end in spans),
        ends_at__gt=min(start for start, _end in spans),
    ).exclude(pk__in=list(but))
    busy = list(near.order_by("id").values_list("starts_at", "ends_at"))
    return {
        timezone.localdate(start) for start, end in spans if any(begins < end and start < ends for begins, ends in busy)
    }


def days_to_plan(
    site: Site, *, weekdays: Iterable[int], first: date, last: date, begins: time, ends: time, room: Room | None = None
) -> list[DayToPlan]:
    """Every date on these weekdays, also those on which nothing can be planned, so that everybody sees why."""
    wanted = set(weekdays)
    days = [first + A_DAY * number for number in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() in wanted]
    closed = closed_between(site, first, last)
    spans = [tuple(timezone.make_aware(datetime.combine(day, clock)) for clock in (begins, ends)) for day in days]
    taken = taken_rooms(room, spans) if room else set()  # type: ignore[arg-type]
    hours = list(OpeningHours.objects.filter(site=site))
    return [
        DayToPlan(
            day=day,
            closed=closed.get(day, ""),
            is_outside_hours=bool(hours) and not _is_within(hours, day, begins, ends),
            is_room_taken=day in taken,
        )
        for day in days
    ]


def _is_within(hours: list[OpeningHours], day: date, begins: time, ends: time) -> bool:
    return any(
        one.weekday == day.weekday()
        and one.opens <= begins
        and ends <= one.closes
        and one.valid_from <= day
        and (one.valid_until is None or day < one.valid_until)
        for one in hours
    )


def hosts_to_plan_for(reader: Person, on: date) -> QuerySet[Organization]:
    """The organisations for which the reader offers; a coordinator plans for every partner too."""
    homes = homes_where(reader, Can.OFFER, on)
    every = Organization.objects.filter(region=reader.region).order_by("name", "id")
    return every if may_plan(reader, on) else every.filter(pk__in=homes)


def programmes_to_plan_in(hosts: Iterable[int], region: Region) -> QuerySet[Programme]:
    """Of the host itself, of a partnership that it takes part in, or in which it hosts already; by date only.

    Schools for children also find what looks for a host with a group, such as lessons.
    """
    keys = list(hosts)
    theirs = Q(organization__in=keys) | Q(partnership__partners__organization__in=keys)
    theirs |= Q(offerings__organization__in=keys)
    if Organization.objects.filter(pk__in=keys, kind__in=WITH_GROUPS).exists():
        theirs |= Q(kind__needs_host=True)
    by_date = Q(kind__has_hours=True, kind__is_ranked=False, kind__has_appointments=False)
    found = Programme.objects.filter(theirs & by_date, region=region, kind__is_counted_by_head=False)
    return found.select_related("kind", "site").distinct().order_by("name_nl", "id")


def sites_to_plan_at(hosts: Iterable[int], programmes: Iterable[Programme]) -> QuerySet[Site]:
    """Of the host and its school or group, and where its programmes are; with their rooms."""
    keys = list(hosts)
    own = Q(organization__in=keys) | Q(organization__parts__in=keys)
    at_programme = Q(pk__in=[one.site_id for one in programmes if one.site_id and one.organization_id in keys])
    found = Site.objects.filter(own | at_programme).select_related("organization").distinct()
    return found.prefetch_related(Prefetch("rooms", Room.objects.order_by("code"))).order_by("name", "id")


def people_to_receive(hosts: Iterable[int], on: date) -> QuerySet[Person]:
    """Who works at the host or speaks for it today, by name."""
    worn = Role.objects.filter(worn_on(on), organization__in=list(hosts), code__in=RECEIVE)
    found = Person.objects.filter(pk__in=worn.values("person"), left_at__isnull=True)
    return found.order_by("given_name", "family_name", "id")


def series_of(reader: Person, on: date) -> QuerySet[Offering]:
    """Offerings by date of the reader's organisations, or for who plans of all; the one that ends last comes first."""
    shifts = Shift.objects.filter(offering=OuterRef("pk"), slot__isnull=True).exclude(state=ShiftState.DRAFT)
    found = Offering.objects.filter(Exists(shifts), programme__region=reader.region)
    found = found.filter(programme__kind__has_appointments=False).exclude(state=OfferingState.CANCELLED)
    if not may_plan(reader, on):
        found = found.filter(organization__in=homes_where(reader, Can.OFFER, on))
    return found.select_related("programme__kind", "organization", "site").order_by("-ends_on", "-starts_on", "-id")


def one_series(reader: Person, key: UUID, on: date) -> Offering | None:
    return series_of(reader, on).filter(key=key).first()


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who said beforehand not to come. `instead` is who comes; `is_open`: somebody is looked for."""

    name: str
    instead: str = ""
    is_open: bool = False


@dataclass(slots=True)
class SeriesDate:
    """A date with who comes, by first name, as a partner may know it."""

    shift: Shift
    coming: list[str] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    missing: int = 0
    is_past: bool = False
    was_held: bool = False
    may_note: bool = False

    @property
    def is_off(self) -> bool:
        return self.shift.state == ShiftState.CANCELLED


def dates_of(offering: Offering, at: datetime) -> list[SeriesDate]:
    """Every date of a series in the order of the calendar, past and to come."""
    turns = Turn.objects.select_related("person").order_by("id")
    handovers = Handover.objects.select_related("taken_by").order_by("-id")
    shifts = Shift.objects.filter(offering=offering).exclude(state=ShiftState.DRAFT)
    found = (
        shifts.select_related("site", "room", "coach", "host", "offering__programme__kind")
        .prefetch_related(Prefetch("turns", turns), Prefetch("turns__handovers", handovers))
        .order_by("starts_at", "id")
    )
    return [_date(shift, at) for shift in found]


def _date(shift: Shift, at: datetime) -> SeriesDate:
    turns = list(shift.turns.all())
    is_past = shift.ends_at <= at
    states = (TurnState.PRESENT,) if is_past else HERE_STATES
    coming = [turn.person.given_name for turn in turns if turn.state in states]
    away = [_away(turn) for turn in turns if turn.state == TurnState.EXCUSED]
    return SeriesDate(
        shift,
        coming,
        away,
        missing=max(0, shift.seats - len(coming)),
        is_past=is_past,
        was_held=is_past and bool(coming) and was_held(shift),
        may_note=is_going_on(shift, at),
    )


def _away(turn: Turn) -> Away:
    handovers = list(turn.handovers.all())
    taken = next((one.taken_by for one in handovers if one.state == HandoverState.TAKEN and one.taken_by), None)
    is_open = any(one.state == HandoverState.OPEN for one in handovers)
    return Away(turn.person.given_name, taken.given_name if taken else "", is_open)


def date_of(offering: Offering, key: UUID) -> Shift | None:
    """One date of it, with who is on it."""
    found = Shift.objects.filter(offering=offering, key=key).exclude(state=ShiftState.DRAFT)
    turns = Turn.objects.select_related("person").order_by("id")
    related = ("host", "offering__organization", "offering__programme__kind")
    return found.select_related(*related).prefetch_related(Prefetch("turns", turns)).first()


@dataclass(frozen=True, slots=True)
class DateToChoose:
    shift: Shift
    free: int
    is_mine: bool


def dates_to_choose(person: Person, offering: Offering, at: datetime) -> list[DateToChoose]:
    """Dates to come, with the seats that are left and whether this student comes."""
    shifts = Shift.objects.filter(offering=offering, state=ShiftState.PLANNED, starts_at__gt=at)
    found = shifts.select_related("site", "room", "coach", "host").annotate(here=Count("turns", filter=EXPECTED))
    mine = set(
        Turn.objects.filter(person=person, shift__in=shifts, state__in=HERE_STATES).values_list("shift", flat=True)
    )
    return [
        DateToChoose(shift, max(0, shift.seats - shift.here), shift.pk in mine)
        for shift in found.order_by("starts_at", "id")
    ]


def series_to_choose(person: Person, at: datetime) -> QuerySet[Offering]:
    """Where this student has a place and dates are to come on which seats are left."""
    placed = Enrolment.objects.filter(person=person, state=EnrolmentState.PLACED).values("offering")
    shifts = short_shifts(at).filter(offering=OuterRef("pk")).exclude(turns__person=person)
    return Offering.objects.filter(Exists(shifts), pk__in=placed).select_related("site").order_by("starts_on", "id")


def short_shifts(at: datetime) -> QuerySet[Shift]:
    """Of series, to come, with fewer students than were asked."""
    by_date = Shift.objects.filter(
        state=ShiftState.PLANNED,
        starts_at__gt=at,
        slot__isnull=True,
        offering__programme__kind__has_appointments=False,
    )
    return by_date.annotate(here=Count("turns", filter=EXPECTED)).filter(here__lt=F("seats"))


def series_short(reader: Person, at: datetime, *, until: datetime) -> list[tuple[Offering, int, Shift]]:
    """For who plans: series with dates before a moment on which students are missing; how many dates, and the first."""
    if not may_plan(reader, timezone.localdate(at)):
        return []
    rows = short_shifts(at).filter(starts_at__lt=until, offering__programme__region=reader.region)
    found: dict[int, list[Shift]] = {}
    for shift in rows.select_related("offering__organization", "site").order_by("starts_at", "id"):
        found.setdefault(shift.offering_id, []).append(shift)
    return [(shifts[0].offering, len(shifts), shifts[0]) for shifts in found.values()]


def meetings_held(region: Region, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    """Of activities and lessons by date: students were there, and the host where the kind asks that."""
    present = Turn.objects.filter(shift=OuterRef("pk"), state=TurnState.PRESENT)
    with_host = Q(offering__programme__kind__needs_host=False) | Q(host_came_at__isnull=False)
    return Shift.objects.filter(
        with_host,
        Exists(present),
        state=ShiftState.PLANNED,
        offering__programme__region=region,
        offering__programme__kind__has_appointments=False,
        starts_at__gte=start,
        starts_at__lt=end,
    )


def visits_of_students(region: Region, *, start: datetime, end: datetime) -> QuerySet[Turn]:
    """Each time that a student was there, at a meeting that was held."""
    return Turn.objects.filter(shift__in=meetings_held(region, start=start, end=end), state=TurnState.PRESENT)


def visitors_counted(region: Region, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    """Meetings and services at which visitors were counted without names."""
    return Shift.objects.filter(
        state=ShiftState.PLANNED,
        heads__gte=1,
        offering__programme__region=region,
        starts_at__gte=start,
        starts_at__lt=end,
    )
