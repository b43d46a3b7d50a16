"""What readers would see now, decided by the engine for a whole family of figures at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from werkveld.steps.people.models import Region
from werkveld.steps.people.queries import norm
from werkveld.steps.promises._counting import (
    Counter,
    count,
    counter_of,
    family_of,
    has_example,
    moment_of,
    pack_publication,
    records_of,
    unpack_publication,
)
from werkveld.steps.promises.models import Indicator, IndicatorVersion, PublicFamily
from werkveld_engine import explain, statistics
from werkveld_engine.disclosure import (
    HIDDEN,
    Publication,
    Shown,
    Sighting,
    disclose,
    disclose_movement,
    hold_with_whole,
    person_of,
)

SHOWN_TO_ALL = 1
WHOLE = ("people",)


@dataclass(frozen=True, slots=True)
class Renewed:
    """One figure for readers, and who stands behind what they see (for the server only)."""

    version: IndicatorVersion
    public: dict[str, Any]
    behind: dict[str, float]
    is_example: bool


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything that freezing keeps."""

    count: Any
    records: dict[str, str]


def versions_in(region: Region, year: int) -> list[IndicatorVersion]:
    """The definition that holds in a year, for every indicator that had one by then."""
    versions = IndicatorVersion.objects.filter(indicator__region=region, first_year__lte=year)
    return newest_versions(versions.select_related("indicator").order_by("first_year"), year)


def newest_versions(versions: Iterable[IndicatorVersion], year: int) -> list[IndicatorVersion]:
    """`versions`: in order of their first year."""
    newest = {version.indicator_id: version for version in versions if version.first_year <= year}
    return sorted(newest.values(), key=lambda version: (version.indicator.ordering, version.indicator.code))


def family_codes(region: Region, year: int) -> dict[str, list[IndicatorVersion]]:
    """Family name -> the definitions in it."""
    families: dict[str, list[IndicatorVersion]] = {}
    for version in versions_in(region, year):
        families.setdefault(family_of(version).name, []).append(version)
    return families


def family_kept(region: Region, name: str, year: int) -> PublicFamily:
    """With all that readers saw of it; a new one, not yet stored and with a secret of its own, when that is nothing."""
    kept = PublicFamily.objects.filter(region=region, name=name, year=year).first()
    return kept or PublicFamily(region=region, name=name, year=year, seen=b"")


def minimum_for(version: IndicatorVersion, region: Region, on: date) -> int:
    """What is not about people hides nothing."""
    is_about_people = family_of(version).is_about_people
    return int(norm(region, "small_group_threshold", on)) if is_about_people else SHOWN_TO_ALL


def public_now(kept: PublicFamily, versions: list[IndicatorVersion], on: date) -> tuple[bytes, list[Renewed]]:
    """The family as readers may see it from now on, packed for keeping, and each of its figures."""
    before = unpack_publication(kept.seen) if kept.seen else None
    first, region, year = versions[0], kept.region, kept.year
    minimum = minimum_for(first, region, on)
    moment = moment_of(first, region, year, bytes(kept.secret))
    published = hold_with_whole(before, replace(moment, on=on), parts="line", whole=WHOLE, minimum=minimum)
    return pack_publication(published), [_renewed(version, published, region, year) for version in versions]


def _renewed(version: IndicatorVersion, published: Publication, region: Region, year: int) -> Renewed:
    counter, line = counter_of(version.counter), family_of(version).line
    standing, cell = _standing(published, line)
    behind: dict[str, float] = {}
    if standing is not None and cell in standing.shown:
        behind = {person_of(name): float(str(value)) for name, value in standing.members.get(cell, {}).items()}
    is_shown = standing is not None and cell in standing.shown
    public: dict[str, Any] = {"shown": is_shown}
    if standing is not None and is_shown:
        public |= {**_values(counter, behind), "on": _day(standing)}
    if not line and (table := published.tables.get("line")):
        public |= {"lines": _parts(counter, table), "lines_on": _day(table), "lines_total": _own_total(counter, table)}
    return Renewed(version, public, behind, has_example(version, region, year))


def _day(standing: Sighting) -> str | None:
    return standing.on.isoformat() if standing.on else None


def _standing(published: Publication, line: str) -> tuple[Sighting | None, tuple[str, ...]]:
    """The whole stands by itself; a line is a part of the table of lines. A line that never was is nobody."""
    if not line:
        return published.populations.get(WHOLE), WHOLE
    return published.tables.get("line"), ("line", line)


def _values(counter: Counter, behind: dict[str, float]) -> dict[str, Any]:
    amounts = list(behind.values())
    if counter.how == "mean":
        found = statistics.mean(amounts)
        return {"value": _text(found.value), "margin": _text(found.margin), "people": found.n}
    value = len(amounts) if counter.how == "distinct" else sum(amounts)
    return {"value": _text(value), "margin": None, "people": len(amounts)}


def _text(value: float | None) -> str | None:
    return None if value is None else f"{Decimal(str(round(value, 2))).normalize():f}"


def _parts(counter: Counter, table: Sighting) -> list[dict[str, Any]]:
    parts = []
    for label, cell in table.parts.items():
        is_shown = isinstance(table.seen(cell), Shown)
        behind = {person: float(str(value)) for person, value in table.members[cell].items()} if is_shown else {}
        parts.append({"label": label, "shown": is_shown, **(_values(counter, behind) if is_shown else {})})
    return sorted(parts, key=lambda part: part["label"])


def _own_total(counter: Counter, table: Sighting) -> str | None:
    """All parts together, hidden ones too, on the day of the table: the whole may stand at another day.

    Not of means, which do not add up. Of people who can be in two parts only where no part is hidden: beside the whole
    it tells how many are in two, and the engine lets readers know that of shown parts alone.
    """
    if counter.how == "mean" or table.total not in table.shown:
        return None
    if counter.how == "distinct" and table.hidden_parts():
        return None
    return _text(sum(float(str(value)) for value in table.members[table.total].values()))


def told_since(
    frozen: dict[str, float], standing: dict[str, float], known: dict[str, Any], minimum: int
) -> dict[str, Any]:
    """What readers may have of who came, left and changed between two states that they have seen."""
    changed = len(explain.compare(frozen, standing).changed)
    return told_movement(moved_since(frozen, standing, minimum), known, minimum) | told_changes(changed, known, minimum)


def moved_since(frozen: dict[str, float], standing: dict[str, float], minimum: int) -> dict[str, int] | None:
    """How many people came and left between two states that readers have seen; None when that may not be told."""
    difference = explain.compare(frozen, standing)
    told = disclose_movement(len(difference.added), len(difference.removed), minimum=minimum)
    return None if told == HIDDEN else dict(zip(("came", "left"), told.value, strict=True))  # type: ignore[union-attr]


def told_movement(moved: dict[str, int] | None, known: dict[str, Any], minimum: int) -> dict[str, Any]:
    """`moved` as readers may have it, beside all that they were told before (`told`).

    A value may stand still while one person replaces another; the two numbers of came and left would then each grow
    by one and tell it. So they are told only when they are far enough from everything told before.
    """
    told: list[list[int]] = list(known.get("told", []))
    if moved is None:
        return {"moved": None, "told": told}
    now = [moved["came"], moved["left"]]
    steps = [abs(new - old) for before in told for new, old in zip(now, before, strict=True)]
    if any(disclose(step, step, minimum=minimum) == HIDDEN for step in steps):
        return {"moved": None, "told": told}
    return {"moved": moved, "told": told if now in told else [*told, now]}


def told_changes(changed: int, known: dict[str, Any], minimum: int) -> dict[str, Any]:
    """How many who were counted already count for more or less now: nobody or enough, and as far from what was told."""
    told: list[int] = list(known.get("told_changed", []))
    if any(disclose(step, step, minimum=minimum) == HIDDEN for step in (abs(changed - old) for old in (0, *told))):
        return {"changed": None, "told_changed": told}
    return {"changed": changed, "told_changed": told if changed in told else [*told, changed]}


def frozen_now(version: IndicatorVersion, region: Region, year: int) -> Frozen:
    """Exact count and record ids, for keeping only."""
    return Frozen(count(version, region, year), records_of(version, region, year))


def definition_in_words(indicator: Indicator, version: IndicatorVersion) -> dict[str, Any]:
    """The whole definition as it holds now, so that a frozen figure needs nothing else."""
    columns = (
        "number first_year name_nl name_en definition_nl definition_en population_nl population_en counter params "
        "period count_day benchmark_series source"
    )
    return {"code": indicator.code, "unit": indicator.unit} | {
        column: getattr(version, column) for column in columns.split()
    }
