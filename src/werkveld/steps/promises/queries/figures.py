"""Counted figures for readers: what everybody sees, and more for who may see records."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.ground.text import bilingual_column
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.queries import norm
from werkveld.steps.promises._counting import Count, count, counter_of, records_of, span_of, unpack_records
from werkveld.steps.promises._counting.counts import rows_of
from werkveld.steps.promises.enums import Unit
from werkveld.steps.promises.models import FrozenFigure, Indicator, IndicatorVersion, PublicFigure
from werkveld.steps.promises.queries.publishing import definition_in_words, versions_in
from werkveld.steps.promises.rules import may_see_records
from werkveld_engine.explain import Difference, compare


class MayNotSeeRecords(Refusal):
    sentence = _("The records behind a figure are only for who guards it.")


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted figure as everybody may see it. `frozen` stands; `live` moves; either may be absent.

    `earlier`: what readers see of the same figure in earlier years, of a score only.
    """

    indicator: Indicator
    version: IndicatorVersion
    year: int
    threshold: int
    live: PublicFigure | None
    frozen: FrozenFigure | None
    earlier: tuple[tuple[int, dict[str, Any]], ...] = ()

    @property
    def last_day(self) -> date:
        """The count date."""
        return span_of(self.version, self.year).last_day

    @property
    def is_about_people(self) -> bool:
        """Then small groups are hidden."""
        return counter_of(self.version.counter).is_about_people

    @property
    def definition(self) -> dict[str, Any]:
        """As it was when the year was frozen, else as it is."""
        return self.frozen.definition if self.frozen else definition_in_words(self.indicator, self.version)

    @property
    def public(self) -> dict[str, Any]:
        """What stands in the report: the frozen value where there is one."""
        return (self.frozen or self.live or _Nothing).public

    @property
    def is_shown(self) -> bool:
        return bool(self.public.get("shown"))

    @property
    def is_counted(self) -> bool:
        return self.frozen is not None or self.live is not None

    @property
    def is_example(self) -> bool:
        kept = self.frozen or self.live
        return bool(kept and kept.is_example)

    @property
    def counted_at(self) -> datetime | None:
        if self.frozen:
            return self.frozen.frozen_at
        return self.live.counted_at if self.live else None

    @property
    def has_moved(self) -> bool:
        """Readers see another value now than on the day of freezing."""
        if self.frozen is None or self.live is None:
            return False
        return self.frozen.public.get("value") != self.live.public.get("value")


class _Nothing:
    public: dict[str, Any] = {}


def indicators(region: Region) -> list[Indicator]:
    return list(Indicator.objects.filter(region=region).order_by("ordering", "code"))


def counted_figures(
    region: Region, year: int, codes: set[str] | None = None, *, threshold: int | None = None
) -> dict[str, Counted]:
    """Code -> figure; three queries however many, and one for the threshold when the caller does not know it."""
    versions = [v for v in versions_in(region, year) if codes is None or v.indicator.code in codes]
    if not versions:  # a year before anything was defined, and so perhaps before any rule
        return {}
    ids = [version.indicator_id for version in versions]
    if threshold is None:
        threshold = norm(region, "small_group_threshold", date(year, 12, 31))
    until = Q(year=year) | Q(year__lt=year, indicator__unit=Unit.SCORE)
    live = {(f.indicator_id, f.year): f for f in PublicFigure.objects.filter(until, indicator__in=ids)}
    until = Q(report__year=year) | Q(report__year__lt=year, indicator__unit=Unit.SCORE)
    kept = FrozenFigure.objects.filter(until, indicator__in=ids).defer("records", "behind").select_related("report")
    frozen = {(f.indicator_id, f.report.year): f for f in kept.order_by("-frozen_at")}
    return {
        version.indicator.code: Counted(
            version.indicator,
            version,
            year,
            threshold,
            live.get((version.indicator_id, year)),
            frozen.get((version.indicator_id, year)),
            _earlier(version.indicator_id, year, live, frozen),
        )
        for version in versions
    }


def _earlier(
    indicator: int,
    year: int,
    live: dict[tuple[int, int], PublicFigure],
    frozen: dict[tuple[int, int], FrozenFigure],
) -> tuple[tuple[int, dict[str, Any]], ...]:
    years = sorted({when for one, when in (*live, *frozen) if one == indicator and when < year})
    return tuple((when, (frozen.get((indicator, when)) or live[indicator, when]).public) for when in years)


def counted_figure(region: Region, code: str, year: int) -> Counted | None:
    return counted_figures(region, year, {code}).get(code)


def exact_count(reader: Person | None, figure: Counted, on: date) -> Count:
    """Now, from the records, for who may see them."""
    _allow(reader, on)
    return count(figure.version, figure.indicator.region, figure.year)


@dataclass(frozen=True, slots=True)
class Record:
    """One line behind a figure: address, title in words, day, and what it adds (None: one)."""

    pk: int
    address: str
    title: str
    on: Any
    adds: Any
    is_example: bool


def records_behind(
    reader: Person | None, figure: Counted, on: date, *, after: int = 0, size: int = 50
) -> tuple[list[Record], int | None]:
    """A page of records in order of their numbers, and the number after which the next page starts."""
    _allow(reader, on)
    counter = counter_of(figure.version.counter)
    rows = rows_of(figure.version, figure.indicator.region, figure.year).filter(pk__gt=after).order_by("pk")
    columns = ["pk", "key", bilingual_column(counter.title), counter.on, counter.adds or "pk", counter.example]
    labels = _labels(rows.model, counter.title)
    name, page = rows.model.__name__, list(rows.values_list(*columns)[: size + 1])
    records = [
        Record(pk, f"{name}:{key}", str(labels.get(title, title)), day, adds if counter.adds else None, bool(example))
        for pk, key, title, day, adds, example in page[:size]
    ]
    return records, records[-1].pk if len(page) > size else None


def _labels(model: type[Model], column: str) -> dict[Any, Any]:
    """What the codes in a column are called, where it is one with choices."""
    if "__" in column:
        return {}
    field = model._meta.get_field(column)  # noqa: SLF001  Django publishes it under this name
    return dict(getattr(field, "flatchoices", ()))


def what_changed(reader: Person | None, figure: Counted, on: date) -> Difference | None:
    """Which records make the difference between the frozen figure and now, by address; None when they are not kept."""
    _allow(reader, on)
    if figure.frozen is None:
        return compare({}, {})
    kept = FrozenFigure.objects.get(pk=figure.frozen.pk)
    if not kept.records:
        return None
    return compare(unpack_records(kept.records), records_of(figure.version, figure.indicator.region, figure.year))


def _allow(reader: Person | None, on: date) -> None:
    if not may_see_records(reader, on):
        raise MayNotSeeRecords
