"""The organisations of a region for who looks around: a page at a time, by key."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, SmallIntegerField, Value, When

from werkveld.steps.people.enums import OrganizationKind
from werkveld.steps.people.models import Organization, Region, Site

A_PAGE = 24


@dataclass(frozen=True, slots=True)
class WantedPartners:
    """Every word of the text stands in the name or in the town; `after` and `before` are keys of organisations."""

    text: str = ""
    kind: str = ""
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class Partners:
    """One page of organisations; `first` is the place of the first row, from 1, and `numbers` is how many by kind."""

    rows: list[Organization]
    own: int
    invented: int
    numbers: dict[str, int]
    first: int
    before: UUID | None
    after: UUID | None

    @property
    def total(self) -> int:
        return self.own + self.invented


def partners(region: Region, wanted: WantedPartners) -> Partners:
    """Those of the region itself first, then the invented ones; by kind, as the kinds are listed, and by name."""
    found = _in_order(_with_words(Organization.objects.filter(region=region), wanted.text))
    tallies = list(found.order_by().values_list("kind", "is_example").annotate(Count("pk")))
    counted = [row for row in tallies if row[0] == (wanted.kind or row[0])]
    found = found.filter(kind=wanted.kind) if wanted.kind else found
    key = wanted.after or wanted.before
    start = _in_order(Organization.objects.filter(region=region, key=key)).first() if key else None
    rows, before, after = _page(found, start, backwards=start is not None and wanted.after is None)
    numbers: dict[str, int] = {}
    for kind, _is_example, number in tallies:
        numbers[kind] = numbers.get(kind, 0) + number
    return Partners(
        rows=rows,
        own=sum(number for _kind, is_example, number in counted if not is_example),
        invented=sum(number for _kind, is_example, number in counted if is_example),
        numbers=numbers,
        first=found.filter(_before(rows[0])).count() + 1 if rows and before else 1,
        before=before,
        after=after,
    )


def _in_order(rows: QuerySet[Organization]) -> QuerySet[Organization]:
    places = [When(kind=kind, then=Value(place)) for place, kind in enumerate(OrganizationKind.values)]
    return (
        rows.select_related("parent")
        .annotate(place=Case(*places, output_field=SmallIntegerField()))
        .order_by("is_example", "place", "name", "id")
    )


def _with_words(rows: QuerySet[Organization], text: str) -> QuerySet[Organization]:
    for word in text.split():
        rows = rows.filter(
            Q(name__icontains=word) | Exists(Site.objects.filter(organization=OuterRef("pk"), city__icontains=word))
        )
    return rows


def _page(
    found: QuerySet[Organization], start: Organization | None, *, backwards: bool
) -> tuple[list[Organization], UUID | None, UUID | None]:
    """The rows, and the keys to go on from at both ends; one row more tells whether there is more."""
    if start is not None:
        found = found.filter(_before(start) if backwards else _after(start))
    rows = list((found.reverse() if backwards else found)[: A_PAGE + 1])
    is_more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    if backwards:
        rows.reverse()
    if not rows:
        return [], None, None
    has_before, has_after = (is_more, True) if backwards else (start is not None, is_more)
    return rows, rows[0].key if has_before else None, rows[-1].key if has_after else None


def _after(row: Any) -> Q:
    """What comes later in the order of `_in_order`."""
    return _beyond(row, "gt")


def _before(row: Any) -> Q:
    return _beyond(row, "lt")


def _beyond(row: Any, side: str) -> Q:
    same, found = Q(), Q(pk__in=())
    for name in ("is_example", "place", "name", "id"):
        value = getattr(row, name)
        found |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    return found
