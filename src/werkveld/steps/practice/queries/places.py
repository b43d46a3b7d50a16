"""Places where somebody learns, and the conversations about them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import enrolments_of
from werkveld.steps.people.models import Person, Region
from werkveld.steps.practice.models import ContactMoment


def contact_moments(region: Region, *, start: date, end: date) -> QuerySet[ContactMoment]:
    return ContactMoment.objects.filter(
        enrolment__offering__programme__region=region, held_on__gte=start, held_on__lt=end
    )


def places_of(person: Person) -> QuerySet[Enrolment]:
    """What somebody takes part in, with its agreement where there is one."""
    return enrolments_of(person).select_related("agreement")


def place_of(person: Person, key: UUID) -> Enrolment | None:
    """One of the reader's own."""
    return places_of(person).filter(key=key).first()


def coached_place(coach: Person, key: UUID) -> Enrolment | None:
    """Of one of the coach's own learners, and of nobody else's."""
    return (
        Enrolment.objects.filter(coach=coach, key=key)
        .select_related("person__college", "offering__organization", "offering__programme__kind", "agreement")
        .first()
    )


def contact_moments_of(enrolment: Enrolment) -> QuerySet[ContactMoment]:
    return ContactMoment.objects.filter(enrolment=enrolment).select_related("held_by").order_by("-held_on", "-id")
