"""Answers as rows for figures, and the series of others."""

from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When

from werkveld.steps.experiences.models import Asked, ExternalMeasure
from werkveld.steps.people.models import Region


def answers(region: Region, respondents: str, *, start: datetime, end: datetime) -> QuerySet[Asked]:
    return Asked.objects.filter(
        survey__region=region,
        survey__respondents=respondents,
        answered_at__isnull=False,
        answered_at__gte=start,
        answered_at__lt=end,
    )


def answers_with_yes_or_no(region: Region, respondents: str, *, start: datetime, end: datetime) -> QuerySet[Asked]:
    """Who answered the second question too; `yes` is 100 or 0, so that its mean is a share in percent."""
    yes = Case(When(also=True, then=Value(100)), default=Value(0), output_field=IntegerField())
    return answers(region, respondents, start=start, end=end).filter(also__isnull=False).annotate(yes=yes)


def all_asked(region: Region, respondents: str, *, start: datetime, end: datetime) -> QuerySet[Asked]:
    """Answered or not: the response is answers over this."""
    return Asked.objects.filter(
        survey__region=region, survey__respondents=respondents, asked_at__gte=start, asked_at__lt=end
    )


def series(region: Region, code: str) -> QuerySet[ExternalMeasure]:
    return ExternalMeasure.objects.filter(region=region, series=code).order_by("year")


def measure(region: Region, code: str, year: int) -> ExternalMeasure | None:
    return ExternalMeasure.objects.filter(region=region, series=code, year=year).first()
