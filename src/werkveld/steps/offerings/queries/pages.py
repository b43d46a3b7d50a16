"""What the pages of the catalogue show beside a search: cards, one offering, one programme, one organisation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from werkveld.ground.prepared import Prepared
from werkveld.ground.text import bilingual
from werkveld.steps.offerings.models import Offering, OfferingPart, Programme
from werkveld.steps.offerings.rules import PUBLIC_STATES
from werkveld.steps.people.models import Organization, Region, Site, Theme

AT_ONCE = 24  # cards of a page
A_KEY = UUID(int=0)


@dataclass(frozen=True)
class CardFacts:
    """What a card shows of an offering. Not the record itself: making five records a card cost more than all the rest."""

    pk: int
    key: UUID
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    description_nl: str
    description_en: str
    kind_nl: str
    kind_en: str
    kind_ordering: int
    organization: str
    site: str | None
    city: str | None
    lat: float | None
    lon: float | None
    starts_on: date | None
    starts_any_week: bool
    begins: time | None
    ends: time | None
    hours: int | None
    level_min: int | None
    level_max: int | None
    is_example: bool

    title = bilingual("title")
    summary = bilingual("summary")
    description = bilingual("description")
    kind = bilingual("kind")


CARD_COLUMNS = (
    "pk", "key", "title_nl", "title_en", "summary_nl", "summary_en",
    "programme__description_nl", "programme__description_en",
    "programme__kind__name_nl", "programme__kind__name_en", "programme__kind__ordering",
    "organization__name", "site__name", "site__city", "site__lat", "site__lon",
    "starts_on", "starts_any_week", "begins", "ends", "hours", "level_min", "level_max", "is_example",
)  # fmt: skip


_cards = Prepared(
    lambda ids: Offering.objects.filter(pk__in=ids, state__in=PUBLIC_STATES).order_by("pk").values_list(*CARD_COLUMNS),
    ids=tuple(range(-AT_ONCE, 0)),
)


def card_facts(ids: Iterable[int]) -> list[CardFacts]:
    """In any order; what is no longer public is left out. One query for as many as stand on a page."""
    return [CardFacts(*row) for some in _batches(list(ids)) for row in _cards(ids=some)]


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def titles(ids: Iterable[int]) -> dict[int, Offering]:
    """Only what a link needs."""
    rows = Offering.objects.filter(pk__in=list(ids)).only("key", "title_nl", "title_en", "is_example").order_by("pk")
    return {offering.pk: offering for offering in rows}


def sites_by_id(ids: Iterable[int]) -> dict[int, Site]:
    return {site.pk: site for site in Site.objects.filter(pk__in=list(ids)).order_by("pk")}


_offering = Prepared(
    lambda key: (
        Offering.objects.filter(key=key, state__in=PUBLIC_STATES)
        .select_related("programme__kind", "organization", "site", "course")
        .order_by("pk")
    ),
    key=A_KEY,
)
_themes = Prepared(lambda programme: Theme.objects.filter(programmes=programme).order_by("pk"), programme=-1)
_parts = Prepared(
    lambda offering: (
        OfferingPart.objects.filter(offering=offering).select_related("organization", "site").order_by("ordering")
    ),
    offering=-1,
)


def offering_page(key: UUID) -> Offering | None:
    """With everything that its page names but the themes and the parts."""
    return next(iter(_offering(key=key)), None)


def themes_of(programme: Programme) -> list[Theme]:
    return _themes(programme=programme.pk)


def parts_of(offering: Offering) -> Sequence[OfferingPart]:
    return _parts(offering=offering.pk)


def programme_page(key: UUID) -> Programme | None:
    related = ("kind", "organization", "site", "partnership")
    return Programme.objects.filter(key=key).select_related(*related).prefetch_related("themes").first()


def programmes_of(organization: Organization) -> QuerySet[Programme]:
    return organization.programmes.select_related("kind").order_by("name_nl", "id")


def programmes_with_counts(region: Region) -> QuerySet[Programme]:
    """By the order of their kinds, each with how many of its offerings are open."""
    is_open = Q(offerings__listing__is_open=True)
    return (
        Programme.objects.filter(region=region)
        .select_related("kind", "organization")
        .annotate(open_offerings=Count("offerings", filter=is_open))
        .order_by("kind__ordering", "name_nl", "id")
    )


def organization_page(key: UUID) -> Organization | None:
    return Organization.objects.filter(key=key).select_related("parent").prefetch_related("themes").first()


def has_open_examples(region: Region) -> bool:
    return Offering.objects.filter(programme__region=region, listing__is_open=True, is_example=True).exists()


def outline(region: Region) -> dict[str, Any] | None:
    """The land of the region as GeoJSON, which no other page needs."""
    found: dict[str, Any] | None = Region.objects.values_list("outline", flat=True).get(pk=region.pk)
    return found


def offering_addresses(region: Region) -> QuerySet[Offering]:
    """For machines that read the whole site: what is open, and since when."""
    rows = Offering.objects.filter(programme__region=region, listing__is_open=True)
    return rows.only("key", "opened_at").order_by("pk")
