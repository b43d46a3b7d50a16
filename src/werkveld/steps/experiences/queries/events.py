"""Who was asked how an event was, by link, aloud or on paper."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_anywhere


def survey_coded(region: Region, code: str) -> Survey | None:
    return Survey.objects.filter(region=region, code=code).first()


def asked_about(enrolment: Enrolment, on: date) -> Asked | None:
    """For who holds the code of the enrolment, while it can still be answered."""
    waiting = Asked.objects.filter(enrolment=enrolment, answered_at__isnull=True, survey__closes_on__gte=on)
    return waiting.exclude(secret="").order_by("-asked_at", "-id").first()


def asked_after(offering: Offering) -> dict[str, int]:
    """How many were asked, and how many answered."""
    found: dict[str, int] = Asked.objects.filter(enrolment__offering=offering).aggregate(
        asked=Count("id"), answered=Count("id", filter=Q(answered_at__isnull=False))
    )
    return found


def asked_to_type_in(reader: Person, offering: Offering, on: date) -> QuerySet[Asked]:
    """Neighbours whose answer is still to be heard, for who helps residents."""
    if not may_anywhere(reader, Can.HELP_RESIDENTS, on):
        return Asked.objects.none()
    waiting = Asked.objects.filter(
        enrolment__offering=offering,
        answered_at__isnull=True,
        survey__respondents=Respondents.RESIDENT,
        survey__opens_on__lte=on,
        survey__closes_on__gte=on,
    )
    return waiting.select_related("person", "survey").order_by("person__given_name", "id")
