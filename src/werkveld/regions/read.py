"""From a folder to a package: every row validated by itself. What rows say about each other is for `check`."""

import json
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from werkveld.regions import neighbourhood, schema
from werkveld.regions.cells import SENTENCES
from werkveld.regions.faults import Fault, meant
from werkveld.regions.sheets import read_sheet

# By file name, in the order in which rows can point at each other.
SHEETS: dict[str, type[schema.Row]] = {
    "themes": schema.Theme,
    "norms": schema.Norm,
    "qualifications": schema.Qualification,
    "organizations": schema.Organization,
    "sites": schema.Site,
    "postcode_areas": schema.PostcodeArea,
    "funding_lines": schema.FundingLine,
    "partnerships": schema.Partnership,
    "partnership_partners": schema.PartnershipPartner,
    "partnership_events": schema.PartnershipEvent,
    "projects": schema.Project,
    "offering_kinds": schema.OfferingKind,
    "programmes": schema.Programme,
    "programme_parts": schema.ProgrammePart,
    "skills": neighbourhood.Skill,
    "work_processes": neighbourhood.WorkProcess,
    "opening_hours": neighbourhood.OpeningHours,
    "closed_days": neighbourhood.ClosedDays,
    "rooms": neighbourhood.Room,
    "kinds_of_help": neighbourhood.Help,
    "external_measures": schema.ExternalMeasure,
    "indicators": schema.Indicator,
    "indicator_versions": schema.IndicatorVersion,
    "claimed_figures": schema.ClaimedFigure,
    "targets": schema.Target,
}
REGION_FILE, BASE_FILE, OUTLINE_FILE = "region.toml", "package.toml", "outline.geojson"
REPORT_FILE = "promise/report.toml"

NO_FILE = _("This file is not there, and it has to be.")
UNKNOWN_FILE = _("A package has no table of this name.")
NOT_TOML = _("This cannot be read: %(why)s")
NO_WORDS = _("The words of this section are not there.")
SENTENCES_OF_TOML = {"string_type": _("Write words between quotation marks."), "bool_type": _("Write true or false.")}


@dataclass(frozen=True)
class Placed:
    """A row and where it stands."""

    row: schema.Row
    file: str
    line: int


@dataclass
class Package:
    """What the files say, and what was wrong with them. `region` is None only when its file is wrong.

    `wrong` holds the keys of rows with a mistake, so that rows that name them are not called wrong as well.
    """

    folder: Path
    region: schema.Region | None = None
    rows: dict[str, list[Placed]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    wrong: dict[str, set[str]] = field(default_factory=dict)

    def add(self, table: str, values: dict[str, Any], file: str, line: int) -> None:
        row, faults = parse(schema_of(table), values, file, line)
        self.faults += faults
        if row is not None:
            self.rows.setdefault(table, []).append(Placed(row, file, line))
            return
        key = "/".join(str(values.get(column, "")) for column in schema_of(table).key_columns)
        self.wrong.setdefault(table, set()).add(key)


def schema_of(table: str) -> type[schema.Row]:
    more: dict[str, type[schema.Row]] = {
        "promises": schema.Promise,
        "reports": schema.Report,
        "sections": schema.Section,
    }
    return (SHEETS | more)[table]


def parse(kind: type[Any], values: dict[str, Any], file: str, line: int) -> tuple[Any, list[Fault]]:
    """The row, or a fault for each cell that does not fit."""
    try:
        return kind.model_validate(values), []
    except ValidationError as wrong:
        return None, [_fault(dict(error), file, line) for error in wrong.errors()]


def _fault(error: dict[str, Any], file: str, line: int) -> Fault:
    kind = error["type"]
    facts = dict(error.get("ctx") or {})
    column = str(error["loc"][0]) if error["loc"] else ""
    sentence = SENTENCES.get(kind) or SENTENCES_OF_TOML.get(kind) or NOT_TOML
    if sentence is NOT_TOML:
        facts = {"why": error["msg"]}
    guess = meant(str(facts["value"]), str(facts["choices"]).split(", ")) if kind == "choice" else ""
    return Fault(file, line, column, sentence, tuple(facts.items()), guess)


def read_package(folder: Path, base: Path) -> Package:
    """`base` is the folder that every region starts with; a row of the region with the same key replaces its row."""
    package = Package(folder)
    sources = _sources(package, base / BASE_FILE, f"base/{BASE_FILE}")
    _read_region(package, sources)
    for table in SHEETS:
        _read_table(package, table, base / f"{table}.csv", f"base/{table}.csv")
        below = package.rows.pop(table, [])
        _read_table(package, table, folder / f"{table}.csv", f"{table}.csv")
        own = {placed.row.key for placed in package.rows.get(table, [])}
        package.rows[table] = [placed for placed in below if placed.row.key not in own] + package.rows.get(table, [])
    known = {f"{table}.csv" for table in SHEETS}
    package.faults += [
        Fault(path.name, 0, "", UNKNOWN_FILE, meant=meant(path.name, known))
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]
    _read_promises(package)
    return package


def _read_table(package: Package, table: str, path: Path, name: str) -> None:
    if not path.exists():
        return
    fields = SHEETS[table].model_fields
    required = {column for column, info in fields.items() if info.is_required()}
    lines, faults = read_sheet(path, name, columns=set(fields), required=required)
    package.faults += faults
    if any(fault.line <= 1 and not fault.column for fault in faults):
        return
    for line in lines:
        known = {column: cell for column, cell in line.cells.items() if column in fields}
        package.add(table, known, name, line.number)


def _toml(package: Package, path: Path, name: str) -> dict[str, Any]:
    if not path.exists():
        package.faults.append(Fault(name, 0, "", NO_FILE))
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        at = re.search(r"line (\d+)", str(error))
        package.faults.append(Fault(name, int(at[1]) if at else 0, "", NOT_TOML, (("why", str(error)),)))
        return {}


def _sources(package: Package, path: Path, name: str) -> dict[str, Any]:
    return dict(_toml(package, path, name).get("sources", {}))


def _read_region(package: Package, sources: dict[str, Any]) -> None:
    said = _toml(package, package.folder / REGION_FILE, REGION_FILE)
    if not said:
        return
    place = said.pop("map", {})
    said |= {"centre_lat": place.get("lat"), "centre_lon": place.get("lon"), "zoom": place.get("zoom", 10)}
    said |= {f"help_{name}": words for name, words in said.pop("help", {}).items()}
    said["sources"] = sources | said.get("sources", {})
    outline = package.folder / OUTLINE_FILE
    if outline.exists():
        try:
            said["outline"] = json.loads(outline.read_text("utf-8-sig"))
        except ValueError as error:
            package.faults.append(Fault(OUTLINE_FILE, 0, "", NOT_TOML, (("why", str(error)),)))
    package.region, faults = parse(schema.Region, said, REGION_FILE, 0)
    text = (package.folder / REGION_FILE).read_text("utf-8-sig")
    package.faults += [Fault(f.file, line_of(text, f.column), f.column, f.sentence, f.facts, f.meant) for f in faults]


def line_of(text: str, name: str) -> int:
    """The line of a TOML file that sets `name`; its parts have shorter names there, such as lat and phone."""
    name = name.removeprefix("centre_").removeprefix("help_")
    found = re.search(rf"^\s*{re.escape(name)}\s*=", text, flags=re.MULTILINE)
    return text[: found.end()].count("\n") + 1 if found else 0


def _read_promises(package: Package) -> None:
    path = package.folder / REPORT_FILE
    if not path.exists():
        return
    text = path.read_text("utf-8-sig", errors="replace")
    lines = _heads(text)
    for promise in _toml(package, path, REPORT_FILE).get("promise", []):
        reports = promise.pop("report", [])
        package.add("promises", promise, REPORT_FILE, lines.pop(0))
        for report in reports:
            sections = report.pop("section", [])
            package.add("reports", report | {"promise": promise.get("code", "")}, REPORT_FILE, lines.pop(0))
            for ordering, section in enumerate(sections, start=1):
                key = f"{promise.get('code')}/{report.get('year')}"
                words = _words(package, str(report.get("year")), str(section.get("code")))
                row = section | words | {"report": key, "ordering": ordering * 10}
                package.add("sections", row, REPORT_FILE, lines.pop(0))


def _heads(text: str) -> list[int]:
    """The lines on which a promise, a report or a section begins, in order."""
    return [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[")]


def _words(package: Package, year: str, code: str) -> dict[str, str]:
    words = {}
    for language in package.region.languages if package.region else ():
        name = f"promise/{year}/{code}.{language}.md"
        path = package.folder / name
        if path.exists():
            words[f"body_{language}"] = path.read_text("utf-8-sig").strip()
        else:
            package.faults.append(Fault(name, 0, "", NO_WORDS))
    return words
