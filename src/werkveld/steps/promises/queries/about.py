"""From what can be chosen to what is counted of it."""

from django.db.models import F, Max, Q

from werkveld.steps.offerings.models import Programme
from werkveld.steps.promises.models import IndicatorVersion


def figures_about(programme: Programme) -> list[IndicatorVersion]:
    """Definitions that count this programme alone and that readers can open; `counted_in` is the last year. One query."""
    counts_it = Q(params__programme=programme.code)
    if programme.rows:
        counts_it |= Q(params__row=programme.rows)
    return list(
        IndicatorVersion.objects.filter(counts_it, indicator__region=programme.region_id)
        .annotate(counted_in=Max("indicator__public_figures__year"))
        .filter(counted_in__gte=F("first_year"))
        .select_related("indicator")
        .order_by("indicator__ordering", "indicator__code", "number")
    )
