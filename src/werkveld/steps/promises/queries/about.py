"""From what can be chosen to what is counted of it."""

from django.db.models import F, Max, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from werkveld.ground.prepared import Prepared
from werkveld.steps.offerings.models import Programme
from werkveld.steps.promises.models import Edition, IndicatorVersion


def _text(name: str) -> Cast:
    """Compared as a text, not as JSON, in which every database writes a value otherwise."""
    return Cast(KT(f"params__{name}"), TextField())


def _about(region: int, code: str, rows: str) -> QuerySet[IndicatorVersion, IndicatorVersion]:
    year = "indicator__public_figures__year"
    editions = Edition.objects.filter(report__promise__region=region, withdrawn_at__isnull=True)
    is_told = Q(**{f"{year}__in": editions.values("report__year")})
    return (
        IndicatorVersion.objects.alias(of_programme=_text("programme"), of_rows=_text("row"))
        .filter(Q(of_programme=code) | (Q(of_rows=rows) & ~Q(of_rows="")), indicator__region=region)
        .annotate(counted_in=Coalesce(Max(year, filter=is_told), Max(year)))
        .filter(counted_in__gte=F("first_year"))
        .select_related("indicator")
        .order_by("indicator__ordering", "indicator__code", "number")
    )


_figures = Prepared(_about, region=-1, code="a code", rows="some rows")


def figures_about(programme: Programme) -> list[IndicatorVersion]:
    """Definitions that count this programme alone and that readers can open. One query.

    `counted_in` is the last year that was told in a report, which is a whole one; before any report, the last year.
    """
    return _figures(region=programme.region_id, code=programme.code, rows=programme.rows)
