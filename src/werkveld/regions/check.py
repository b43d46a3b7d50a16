"""What rows say about each other, about their sources and about the languages of the region."""

import re
from collections.abc import Iterator

from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from werkveld.regions import schema
from werkveld.regions.faults import Fault, meant
from werkveld.regions.read import REGION_FILE, REPORT_FILE, Package, Placed
from werkveld.regions.tables import TABLES
from werkveld.steps.promises.queries.counters import counters

TWICE = _("«%(key)s» already stands on line %(first)s.")
NOT_THERE = _("«%(value)s» is not in %(table)s.")
NO_SOURCE = _("Name a source of the package, a colon and the passage: «%(value)s» does not.")
UNKNOWN_SOURCE = _("«%(value)s» is not one of the sources of the package.")
NOT_SAID = _("This is not said in this language.")
HALF_SAID = _("This is said in one language of the region and not in this one.")
TOO_LONG = _("This has %(length)s characters, and %(most)s fit.")
NO_LANGUAGE = _("The product speaks nl and en, so not «%(value)s».")
BRAND = _('A brand has colours such as primary = "#0b5a6f", so not «%(value)s».')
ROUND = _("These organisations are each other's part, in a circle.")
BEGUN_TWICE = _("A partnership begins once; it already began on line %(first)s.")
OTHER_UNIT = _("The indicator counts in %(unit)s.")
NO_FIGURE = _("«%(value)s» is not a figure of this package.")
NO_SUCH_MARK = _("In the words stand {figure:code}, {claimed:code} or {target:code}, so not «%(value)s».")

BRAND_KEYS = ("primary", "heading", "50", "100", "200", "300", "400", "500", "600", "700")
NO_COUNTER = _("«%(value)s» is not a way to look; these are: %(choices)s.")
NO_PARAMETER = _("«%(value)s» does not narrow this counter.")
MARKS = {"figure": "indicators", "claimed": "claimed_figures", "target": "targets"}


def faults_in(package: Package) -> Iterator[Fault]:
    """Every fault that one row alone cannot show."""
    if package.region is None:
        return
    yield from _region(package.region)
    keys = keys_of(package)
    for table, placed_rows in package.rows.items():
        yield from _twice(placed_rows)
        for placed in placed_rows:
            yield from _references(placed, keys)
            yield from _source(placed, set(package.region.sources))
            yield from _languages(placed, package.region.languages)
            yield from _lengths(placed, table)
    yield from _circles(package.rows.get("organizations", []))
    yield from _begun_twice(package.rows.get("partnership_events", []))
    yield from _units(package)
    if not package.wrong.get("programmes"):
        yield from _counters(package)
    for placed in package.rows.get("sections", []):
        yield from _marks(placed, keys)


def keys_of(package: Package) -> dict[str, set[str]]:
    """By table the keys that others may name."""
    keys = {table: {placed.row.key for placed in rows} for table, rows in package.rows.items()}
    for table, wrong in package.wrong.items():
        keys[table] = keys.get(table, set()) | wrong
    measures = [placed.row for placed in package.rows.get("external_measures", [])]
    norms = [placed.row for placed in package.rows.get("norms", [])]
    return keys | {
        "external_series": {row.series for row in measures if isinstance(row, schema.ExternalMeasure)},
        "dated_rules": {row.code for row in norms if isinstance(row, schema.Norm)},
    }


def _region(region: schema.Region) -> Iterator[Fault]:
    for language in set(region.languages) - {"nl", "en"}:
        yield Fault(REGION_FILE, 0, "languages", NO_LANGUAGE, (("value", language),))
    for language in region.languages:
        if language in {"nl", "en"} and not getattr(region, f"name_{language}"):
            yield Fault(REGION_FILE, 0, f"name_{language}", NOT_SAID)
    for name, value in region.brand.items():
        if name not in BRAND_KEYS or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            facts = (("value", f"{name} = {value}"),)
            yield Fault(REGION_FILE, 0, "brand", BRAND, facts, "" if name in BRAND_KEYS else meant(name, BRAND_KEYS))


def _twice(rows: list[Placed]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for placed in rows:
        key = placed.row.key
        if key in first:
            column = placed.row.key_columns[-1]
            yield Fault(placed.file, placed.line, column, TWICE, (("key", key), ("first", first[key])))
        first.setdefault(key, placed.line)


def _references(placed: Placed, keys: dict[str, set[str]]) -> Iterator[Fault]:
    for column, ref in type(placed.row).references().items():
        value = getattr(placed.row, column)
        for code in value if ref.many else [value] if value else []:
            if code not in (known := keys.get(ref.table, set())):
                facts = (("value", code), ("table", ref.table.replace("series", "measures")))
                yield Fault(placed.file, placed.line, column, NOT_THERE, facts, meant(code, known))


def _source(placed: Placed, known: set[str]) -> Iterator[Fault]:
    """«belofte-2022: Conclusie | pc4: 3521»: each citation names a source of the package and a passage."""
    for citation in placed.row.source.split("|") if placed.row.source else []:
        short, colon, passage = (part.strip() for part in citation.partition(":"))
        if not (short and colon and passage):
            yield Fault(placed.file, placed.line, "source", NO_SOURCE, (("value", citation.strip()),))
        elif short not in known:
            yield Fault(placed.file, placed.line, "source", UNKNOWN_SOURCE, (("value", short),), meant(short, known))


def _languages(placed: Placed, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Names are said in each language of the region; other words in all of them or in none."""
    for name in {column[:-3] for column in type(placed.row).model_fields if column.endswith(("_nl", "_en"))}:
        said = {language: getattr(placed.row, f"{name}_{language}", "") for language in languages}
        must = name in placed.row.said_in_each_language
        for language, words in said.items():
            if not words and (must or any(said.values())):
                yield Fault(placed.file, placed.line, f"{name}_{language}", NOT_SAID if must else HALF_SAID)


def _lengths(placed: Placed, table: str) -> Iterator[Fault]:
    for column, value in placed.row.stored().items():
        if not isinstance(value, str):
            continue
        kept_as = TABLES[table].model._meta.get_field(column)  # noqa: SLF001  Django publishes it under this name
        if isinstance(kept_as, CharField) and kept_as.max_length and len(value) > kept_as.max_length:
            facts = (("length", len(value)), ("most", kept_as.max_length))
            yield Fault(placed.file, placed.line, column, TOO_LONG, facts)


def _circles(rows: list[Placed]) -> Iterator[Fault]:
    parents = {placed.row.key: getattr(placed.row, "parent", "") for placed in rows}
    for placed in rows:
        seen, code = set[str](), placed.row.key
        while code and code not in seen:
            seen.add(code)
            code = parents.get(code, "")
        if code == placed.row.key:
            yield Fault(placed.file, placed.line, "parent", ROUND)


def _begun_twice(rows: list[Placed]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for placed in rows:
        row = placed.row
        if not isinstance(row, schema.PartnershipEvent) or row.step != "begun":
            continue
        if row.partnership in first:
            yield Fault(placed.file, placed.line, "step", BEGUN_TWICE, (("first", first[row.partnership]),))
        first.setdefault(row.partnership, placed.line)


def _units(package: Package) -> Iterator[Fault]:
    units = {placed.row.key: getattr(placed.row, "unit", "") for placed in package.rows.get("indicators", [])}
    for placed in package.rows.get("targets", []):
        row = placed.row
        if isinstance(row, schema.Target) and row.unit != units.get(row.indicator, row.unit):
            yield Fault(placed.file, placed.line, "unit", OTHER_UNIT, (("unit", units[row.indicator]),))


def _counters(package: Package) -> Iterator[Fault]:
    """A definition names a counter that exists, and narrows it by what that counter reads."""
    known = counters()
    programmes = [placed.row for placed in package.rows.get("programmes", [])]
    narrows = {
        "row": {row for programme in programmes for row in re.findall(r"R\d\d", getattr(programme, "rows", ""))},
        "programme": {programme.key for programme in programmes},
    }
    for placed in package.rows.get("indicator_versions", []):
        row = placed.row
        if not isinstance(row, schema.IndicatorVersion):
            continue
        if row.counter not in known:
            facts = (("value", row.counter), ("choices", ", ".join(known)))
            yield Fault(placed.file, placed.line, "counter", NO_COUNTER, facts, meant(row.counter, known))
            continue
        for name, value in row.params.items():
            if name not in known[row.counter]:
                named = (("value", name),)
                yield Fault(placed.file, placed.line, "params", NO_PARAMETER, named, meant(name, known[row.counter]))
            for part in str(value).split(",") if name in narrows else []:
                if part.strip() not in narrows[name]:
                    facts = (("value", part.strip()), ("table", "programmes"))
                    yield Fault(placed.file, placed.line, "params", NOT_THERE, facts, meant(part, narrows[name]))


def _marks(placed: Placed, keys: dict[str, set[str]]) -> Iterator[Fault]:
    row = placed.row
    if not isinstance(row, schema.Section):
        return
    folder = REPORT_FILE.partition("/")[0]
    for language in ("nl", "en"):
        file = f"{folder}/{row.report.rpartition('/')[2]}/{row.code}.{language}.md"
        for number, line in enumerate(getattr(row, f"body_{language}").splitlines(), 1):
            for mark in re.findall(r"\{([^{}]*)\}", line):
                yield from _mark(mark, keys, file, number)


def _mark(mark: str, keys: dict[str, set[str]], file: str, line: int) -> Iterator[Fault]:
    kind, _colon, code = mark.partition(":")
    if kind not in MARKS:
        yield Fault(file, line, "", NO_SUCH_MARK, (("value", f"{{{mark}}}"),))
    elif code not in (known := keys.get(MARKS[kind], set())):
        yield Fault(file, line, "", NO_FIGURE, (("value", code),), meant(code, known))
