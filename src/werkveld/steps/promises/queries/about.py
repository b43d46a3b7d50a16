"""From what can be chosen to what is counted of it."""

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce

from werkveld.steps.offerings.models import Programme
from werkveld.steps.promises.models import Edition, IndicatorVersion


def figures_about(programme: Programme) -> list[IndicatorVersion]:
    """Definitions that count this programme alone and that readers can open. One query.

    `counted_in` is the last year that was told in a report, which is a whole one; before any report, the last year.
    """
    counts_it = Q(params__programme=programme.code)
    if programme.rows:
        counts_it |= Q(params__row=programme.rows)
    year = "indicator__public_figures__year"
    editions = Edition.objects.filter(report__promise__region=programme.region_id, withdrawn_at__isnull=True)
    is_told = Q(**{f"{year}__in": editions.values("report__year")})
    return list(
        IndicatorVersion.objects.filter(counts_it, indicator__region=programme.region_id)
        .annotate(counted_in=Coalesce(Max(year, filter=is_told), Max(year)))
        .filter(counted_in__gte=F("first_year"))
        .select_related("indicator")
        .order_by("indicator__ordering", "indicator__code", "number")
    )
