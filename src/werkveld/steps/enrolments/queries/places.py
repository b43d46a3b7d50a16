"""Readers' ways to who has a place or waits, and which groups come."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from werkveld.steps.enrolments.enums import TAKES_A_SEAT, EnrolmentState, OfferState
from werkveld.steps.enrolments.models import Enrolment, GroupBooking
from werkveld.steps.enrolments.rules import may_draw
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import clockwork, organizations
from werkveld.steps.people.rules import homes_where


def enrolments_of(person: Person) -> QuerySet[Enrolment]:
    """Of one person: the person's own page."""
    return (
        Enrolment.objects.filter(person=person)
        .select_related("offering__programme__kind", "offering__organization", "offering__site", "coach")
        .select_related("offering__team_plan")
        .order_by("-starts_on", "-id")
    )


def own_enrolment(reader: Person, key: UUID) -> Enrolment | None:
    return enrolments_of(reader).filter(key=key).first()


def enrolment_in(reader: Person, offering: Offering) -> Enrolment | None:
    """The reader's own, as it stands; what was withdrawn does not count."""
    return enrolments_of(reader).filter(offering=offering).exclude(state=EnrolmentState.WITHDRAWN).first()


def live_places_of(person: Person) -> QuerySet[Enrolment]:
    """Where somebody has a place or waits."""
    return enrolments_of(person).filter(state__in=(EnrolmentState.PLACED, EnrolmentState.WAITING))


def turn_in_line(enrolment: Enrolment) -> int:
    """The how-manieth to get a place that comes free."""
    line = Enrolment.objects.filter(offering=enrolment.offering_id, state=EnrolmentState.WAITING)
    return line.filter(Q(at__lt=enrolment.at) | Q(at=enrolment.at, pk__lte=enrolment.pk)).count()


def turns_in_line(enrolments: Iterable[Enrolment]) -> dict[int, int]:
    """The same of many at once: enrolment -> turn."""
    mine = list(enrolments)
    line = Enrolment.objects.filter(state=EnrolmentState.WAITING, offering__in={one.offering_id for one in mine})
    turns: dict[int, int] = {}
    ahead: Counter[int] = Counter()
    for key, offering in line.order_by("at", "id").values_list("pk", "offering"):
        ahead[offering] += 1
        turns[key] = ahead[offering]
    return {one.pk: turns[one.pk] for one in mine if one.pk in turns}


def live_among(person: Person, offerings: Iterable[int]) -> dict[int, Enrolment]:
    """Offering -> what this person has in it: a place, also when it was completed or stopped, or a turn in line."""
    mine = Enrolment.objects.filter(person=person, offering__in=offerings).exclude(state=EnrolmentState.WITHDRAWN)
    return {enrolment.offering_id: enrolment for enrolment in mine.order_by("id")}


def line_for(offering: Offering) -> QuerySet[Enrolment]:
    """Who is next: who waits and has no offer yet, in the order in which they came."""
    line = Enrolment.objects.filter(offering=offering, state=EnrolmentState.WAITING)
    return line.exclude(seat_offers__state=OfferState.OPEN).order_by("at", "id")


def first_in_line(offering: Offering) -> Enrolment | None:
    return line_for(offering).select_related("round").first()


def people_in_line(offering: Offering) -> int:
    return Enrolment.objects.filter(offering=offering, state=EnrolmentState.WAITING).count()


def organizations_to_book_for(reader: Person, on: date) -> QuerySet[Organization]:
    return organizations(reader.region).filter(pk__in=homes_where(reader, Can.BOOK_GROUP, on))


def groups_booked(reader: Person, on: date) -> QuerySet[GroupBooking]:
    """Of the reader's organisations, from today on; the first to come first."""
    homes = homes_where(reader, Can.BOOK_GROUP, on)
    return (
        GroupBooking.objects.filter(organization__in=homes, comes_on__gte=on)
        .select_related("offering__organization", "offering__site", "organization")
        .order_by("comes_on", "id")
    )


def without_coach(reader: Person, on: date) -> QuerySet[Enrolment]:
    """Who has a place with hours and nobody who guides, of the reader's own people; who begins first comes first.

    Places of a round are left out, since who teaches the course guides there; so is what is over.
    """
    homes = homes_where(reader, Can.PLACE, on)
    theirs = Q(person__college__in=homes) | Q(person__college__parent__in=homes)
    if homes:
        theirs |= Q(person__college__isnull=True, person__region=reader.region)
    goes_on = Q(offering__ends_on__isnull=True) | Q(offering__ends_on__gte=on)
    return (
        Enrolment.objects.filter(theirs, goes_on, state=EnrolmentState.PLACED, coach__isnull=True)
        .filter(offering__programme__kind__has_hours=True, offering__programme__kind__is_ranked=False)
        .select_related("person__college", "offering__organization")
        .order_by("starts_on", "id")
    )


def waiting_lists(reader: Person, on: date) -> list[tuple[Offering, int]]:
    """Offerings with people in line, the longest line first; for who gives places."""
    if not may_draw(reader, on):
        return []
    lines = (
        Enrolment.objects.filter(state=EnrolmentState.WAITING, offering__programme__region=reader.region)
        .order_by()
        .values("offering")
        .annotate(people=Count("id"))
        .order_by("-people", "offering")[:20]
    )
    waiting = {line["offering"]: line["people"] for line in lines}
    offerings = Offering.objects.filter(pk__in=waiting).select_related("organization").order_by("id")
    return sorted(((o, waiting[o.pk]) for o in offerings), key=lambda line: (-line[1], line[0].pk))


def learners_of(coach: Person) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.filter(coach=coach).select_related("person", "offering").order_by("person__family_name", "id")
    )


def taken_places(region: Region, *, start: date, end: date) -> QuerySet[Enrolment]:
    """Every place that began or ran in the half-open period; what figures count."""
    runs = (
        Q(ended_on__gte=start)
        | Q(ended_on__isnull=True, offering__ends_on__gte=start)
        | Q(ended_on__isnull=True, offering__ends_on__isnull=True, starts_on__gte=start)
    )
    return Enrolment.objects.filter(runs, offering__programme__region=region, state__in=TAKES_A_SEAT, starts_on__lt=end)


def people_who_came(region: Region, *, start: date, end: date) -> QuerySet[Enrolment]:
    """Who was seen on the day itself, of what began in the half-open period."""
    return Enrolment.objects.filter(
        came=True, offering__programme__region=region, starts_on__gte=start, starts_on__lt=end
    )


def enrolment_with(code: str) -> Enrolment | None:
    """For who holds the code; the newest, also when it was given back."""
    if not code:
        return None
    found = Enrolment.objects.filter(code=code).select_related("person__region")
    related = ("offering__programme__kind", "offering__organization", "offering__site")
    return found.select_related(*related).order_by("-at", "-id").first()


def enrolment_of_request(once: UUID) -> Enrolment | None:
    return Enrolment.objects.filter(once=once).select_related("person", "offering").first()


def expected_at(offering: Offering) -> QuerySet[Enrolment]:
    """Who has a place, by name, with whether they came."""
    states = (EnrolmentState.PLACED, EnrolmentState.COMPLETED)
    found = Enrolment.objects.filter(offering=offering, state__in=states).select_related("person")
    return found.order_by("person__given_name", "person__family_name", "id")


def groups_that_came(region: Region, *, start: date, end: date) -> QuerySet[GroupBooking]:
    return GroupBooking.objects.filter(
        offering__programme__region=region,
        withdrawn_at__isnull=True,
        came__gte=1,
        comes_on__gte=start,
        comes_on__lt=end,
    )


def live_enrolments(offering: Offering) -> QuerySet[Enrolment]:
    """Who has a place or waits."""
    live = (EnrolmentState.PLACED, EnrolmentState.WAITING)
    return Enrolment.objects.filter(offering=offering, state__in=live).select_related("person").order_by("at", "id")


def people_placed(offering: Offering) -> QuerySet[Person]:
    """Who takes part now, by name."""
    placed = Enrolment.objects.filter(offering=offering, state=EnrolmentState.PLACED)
    return Person.objects.filter(pk__in=placed.values("person")).order_by("given_name", "family_name", "id")


def keeper_of_line(offering: Offering) -> Person:
    """In whose name waiting lists move: the product itself."""
    return clockwork(offering.programme.region)
