"""What figures count of offerings."""

from datetime import date

from django.db.models import QuerySet

from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Course, Offering
from werkveld.steps.people.models import Region


def offerings_held(region: Region, *, start: date, end: date) -> QuerySet[Offering]:
    """Began in the half-open period, and was neither a draft nor cancelled."""
    return Offering.objects.filter(programme__region=region, starts_on__gte=start, starts_on__lt=end).exclude(
        state__in=[OfferingState.DRAFT, OfferingState.CANCELLED]
    )


def courses_from_projects(region: Region, *, start: date, end: date) -> QuerySet[Course]:
    """Versions that came into force in the half-open period and were made in a project."""
    return Course.objects.filter(
        programme__region=region, project__isnull=False, valid_from__gte=start, valid_from__lt=end
    )
