"""Rosters, for who plans them and for who says when they can."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can, RoleCode
from werkveld.steps.people.models import ClosedDays, OpeningHours, Person, Room, Site
from werkveld.steps.people.rules import homes_where
from werkveld.steps.practice.enums import HERE_STATES, RosterState, ShiftState
from werkveld.steps.practice.models import Absence, Answer, Roster, RosterSlot, Shift, Turn
from werkveld.steps.practice.rules import STILL_MADE, may_plan


def rosters_for(reader: Person, on: date) -> QuerySet[Roster]:
    """Of the whole region for who plans; for a coach those of the own organisation and those that name them."""
    every = Roster.objects.filter(offering__programme__region=reader.region).exclude(state=RosterState.WITHDRAWN)
    if not may_plan(reader, on):
        homes = homes_where(reader, Can.HELP_RESIDENTS, on)
        own = Q(offering__organization__in=homes) | Q(offering__organization__parent__in=homes)
        own |= Q(offering__site__organization__in=homes) | Q(offering__site__organization__parent__in=homes)
        own |= Q(pk__in=Roster.coaches.through.objects.filter(person=reader).values("roster"))
        every = every.filter(own) if homes else every.none()
    return every.select_related("offering__site", "offering__programme__region").order_by("-starts_on", "-id")


def roster_for(reader: Person, key: UUID, on: date) -> Roster | None:
    return rosters_for(reader, on).filter(key=key).first()


def offerings_to_roster(reader: Person, on: date) -> QuerySet[Offering]:
    """With a place, and not over."""
    living = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    found = Offering.objects.filter(living, programme__region=reader.region, site__isnull=False)
    found = found.filter(state__in=(OfferingState.OPEN, OfferingState.CLOSED))
    if not may_plan(reader, on):
        homes = homes_where(reader, Can.HELP_RESIDENTS, on)
        own = Q(organization__in=homes) | Q(organization__parent__in=homes)
        found = found.filter(own | Q(site__organization__in=homes) | Q(site__organization__parent__in=homes))
    has_shifts = Q(programme__kind__has_appointments=True) | Q(programme__kind__has_hours=True)
    return found.filter(has_shifts).select_related("site", "programme__kind").order_by("title_nl", "id")


def coaches_at(offering: Offering, on: date) -> QuerySet[Person]:
    """Who coaches at the organisation or the site of the offering, at the school above it, or a student in it."""
    homes = {offering.organization_id, offering.organization.parent_id}
    if offering.site is not None:
        homes |= {offering.site.organization_id, offering.site.organization.parent_id}
    here = Q(roles__organization__in=homes - {None}, roles__code=RoleCode.COACH, roles__begins_on__lte=on)
    here &= Q(roles__ends_on__isnull=True) | Q(roles__ends_on__gte=on)
    own = Enrolment.objects.filter(offering=offering, state=EnrolmentState.PLACED, coach__isnull=False)
    found = Person.objects.filter(here | Q(pk__in=own.values("coach")), left_at__isnull=True)
    return found.distinct().order_by("family_name", "given_name", "id")


def students_on(roster: Roster) -> QuerySet[Enrolment]:
    """Everybody with a place in the offering, by name; with the own coach."""
    placed = Enrolment.objects.filter(offering=roster.offering_id, state=EnrolmentState.PLACED)
    placed = placed.filter(starts_on__lte=roster.ends_on)
    return placed.select_related("person", "coach").order_by("person__family_name", "person__given_name", "id")


def coaches_on(roster: Roster) -> QuerySet[Person]:
    return roster.coaches.order_by("family_name", "given_name", "id")


def people_on(roster: Roster) -> list[Person]:
    """Students first; who is both is asked once."""
    found = {one.person_id: one.person for one in students_on(roster)}
    for coach in coaches_on(roster):
        found.setdefault(coach.pk, coach)
    return list(found.values())


def is_on(roster: Roster, person: Person) -> bool:
    """Whether this person is asked, as student or as coach."""
    return students_on(roster).filter(person=person).exists() or roster.coaches.filter(pk=person.pk).exists()


def slots_of(roster: Roster) -> QuerySet[RosterSlot]:
    """In the order of the week."""
    slots = RosterSlot.objects.filter(roster=roster).select_related("room", "coach").prefetch_related("needs__skill")
    return slots.order_by("weekday", "begins", "id")


def slot_of(roster: Roster, key: UUID) -> RosterSlot | None:
    return slots_of(roster).filter(key=key).first()


def answers_to(roster: Roster) -> QuerySet[Answer]:
    return Answer.objects.filter(slot__roster=roster).select_related("slot").order_by("id")


def answers_by(person: Person, roster: Roster) -> dict[int, str]:
    """Slot -> what was said."""
    return dict(Answer.objects.filter(slot__roster=roster, person=person).values_list("slot", "can"))


def rosters_asking(person: Person, on: date) -> QuerySet[Roster]:
    """Those on which somebody is, and that still take an answer; also those that were answered."""
    placed = Enrolment.objects.filter(person=person, state=EnrolmentState.PLACED)
    mine = Q(offering__in=placed.values("offering"))
    mine |= Q(pk__in=Roster.coaches.through.objects.filter(person=person).values("roster"))
    asking = Roster.objects.filter(mine, state__in=(RosterState.ASKING, RosterState.PROPOSED), ends_on__gte=on)
    said = Count("slots__answers", filter=Q(slots__answers__person=person))
    return asking.select_related("offering__site").annotate(said=said).order_by("answer_until", "id")


def rosters_to_make(reader: Person, on: date) -> QuerySet[Roster]:
    """Those that wait for a hand of the planner."""
    return rosters_for(reader, on).filter(state__in=STILL_MADE, ends_on__gte=on)


def shifts_in(roster: Roster, *, start: datetime | None = None, end: datetime | None = None) -> QuerySet[Shift]:
    """Drafts and what became of them, with who is on them."""
    found = Shift.objects.filter(roster=roster).exclude(state=ShiftState.CANCELLED)
    if start is not None:
        found = found.filter(starts_at__gte=start)
    if end is not None:
        found = found.filter(starts_at__lt=end)
    return (
        found.select_related("coach", "room", "slot", "site", "offering")
        .prefetch_related("turns__person", "needs__skill")
        .order_by("starts_at", "id")
    )


def absences_of(people: Iterable[int], *, start: datetime, end: datetime) -> QuerySet[Absence]:
    """Of these people, by row number, that touch the time."""
    return Absence.objects.filter(
        person__in=list(people), withdrawn_at__isnull=True, starts_at__lt=end, ends_at__gt=start
    ).order_by("starts_at", "id")


def is_within_hours(site: Site, weekday: int, begins: time, ends: time, on: date) -> bool:
    """A site that says nothing about its hours is open when it is asked."""
    hours = [one for one in OpeningHours.objects.filter(site=site) if _holds(one, on)]
    inside = any(one.weekday == weekday and one.opens <= begins and ends <= one.closes for one in hours)
    return inside or not hours


def _holds(hours: OpeningHours, on: date) -> bool:
    return hours.valid_from <= on and (hours.valid_until is None or on < hours.valid_until)


def answered_on(roster: Roster) -> int:
    """People who said something."""
    return Answer.objects.filter(slot__roster=roster).order_by().values("person").distinct().count()


def numbers_of(rosters: Iterable[Roster]) -> dict[int, dict[str, int]]:
    """For each: people who answered, and shifts; in two queries."""
    keys = [roster.pk for roster in rosters]
    counted: dict[int, dict[str, int]] = {key: {"answered": 0, "shifts": 0} for key in keys}
    answers = Answer.objects.filter(slot__roster__in=keys).order_by().values("slot__roster")
    for row in answers.annotate(count=Count("person", distinct=True)):
        counted[row["slot__roster"]]["answered"] = row["count"]
    shifts = Shift.objects.filter(roster__in=keys).exclude(state=ShiftState.CANCELLED).order_by()
    for key, count in shifts.values_list("roster").annotate(count=Count("id")):
        counted[key]["shifts"] = count
    return counted


def rooms_at(site: Site) -> QuerySet[Room]:
    return Room.objects.filter(site=site).order_by("name_nl", "id")


def hours_at(site: Site, on: date) -> list[OpeningHours]:
    """As they hold on a day, in the order of the week."""
    rows = OpeningHours.objects.filter(site=site).order_by("weekday", "opens", "id")
    return [one for one in rows if _holds(one, on)]


def other_shifts_at(roster: Roster, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    """What else is planned at the same site."""
    there = Shift.objects.filter(site=roster.offering.site, state=ShiftState.PLANNED)
    there = there.filter(Q(roster__isnull=True) | ~Q(roster=roster), starts_at__gte=start, starts_at__lt=end)
    return there.select_related("offering", "coach").order_by("starts_at", "id")


def rostered_shift(reader: Person, key: UUID, on: date) -> Shift | None:
    """Of a roster that this reader plans."""
    found = Shift.objects.filter(key=key, roster__in=rosters_for(reader, on)).exclude(state=ShiftState.CANCELLED)
    related = ("site", "offering__programme__region", "coach", "room", "slot", "roster__offering__site")
    return found.select_related(*related).prefetch_related("turns__person", "needs__skill").first()


def turn_counts(roster: Roster) -> dict[int, int]:
    """Student -> shifts on this roster."""
    rows = Turn.objects.filter(shift__roster=roster, state__in=HERE_STATES).order_by().values("person")
    return {row["person"]: row["count"] for row in rows.annotate(count=Count("id"))}


def coached_counts(roster: Roster) -> list[tuple[Person, int]]:
    """Coaches of the roster with the shifts they lead, by name."""
    rows = Shift.objects.filter(roster=roster).exclude(state=ShiftState.CANCELLED).order_by().values("coach")
    counts = {row["coach"]: row["count"] for row in rows.annotate(count=Count("id"))}
    return [(coach, counts.get(coach.pk, 0)) for coach in coaches_on(roster)]


def days_of(roster: Roster) -> list[tuple[RosterSlot, date]]:
    """Every slot on every day of the term on which the site is open then; closed days are left out."""
    site = roster.offering.site
    if site is None:
        return []
    hours = list(OpeningHours.objects.filter(site=site))
    closed = closed_days(site, roster.starts_on, roster.ends_on)
    slots = list(slots_of(roster))
    found = []
    for number in range((roster.ends_on - roster.starts_on).days + 1):
        day = roster.starts_on + timedelta(days=number)
        holding = [one for one in hours if _holds(one, day) and one.weekday == day.weekday()]
        for slot in slots:
            is_open = any(one.opens <= slot.begins and slot.ends <= one.closes for one in holding) or not hours
            if slot.weekday == day.weekday() and is_open and day not in closed:
                found.append((slot, day))
    return found


def closed_days(site: Site, first: date, last: date) -> dict[date, str]:
    """Day -> why: a holiday of the region, or something of the site itself."""
    region = site.organization.region_id
    rows = ClosedDays.objects.filter(Q(site=site) | Q(site__isnull=True), region=region)
    found: dict[date, str] = {}
    for row in rows.filter(first_on__lte=last, last_on__gte=first).order_by("first_on", "id"):
        for number in range((row.last_on - row.first_on).days + 1):
            found.setdefault(row.first_on + timedelta(days=number), row.name)
    return found
