"""What residents can have done."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Region, Site


def kinds_of_help(region: Region) -> QuerySet[Help]:
    """All of it, by programme and in its own order; only what has a place where it is given."""
    return (
        Help.objects.filter(programme__region=region, sites__isnull=False)
        .distinct()
        .select_related("programme__organization", "skill")
        .prefetch_related(Prefetch("sites", Site.objects.select_related("organization").order_by("name", "id")))
        .order_by("programme__name_nl", "programme", "ordering", "id")
    )


def help_of(region: Region, key: UUID) -> Help | None:
    return kinds_of_help(region).filter(key=key).first()
