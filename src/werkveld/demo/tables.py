"""Reads what a region tells of its invented year; a wrong cell stops with its file and line."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

R = TypeVar("R")


class TableIsWrong(ValueError):
    """Which file, which line, and what."""


def words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip())


def number(cell: str) -> int | None:
    return int(cell) if cell else None


@dataclass(frozen=True, slots=True)
class Shape:
    """One line of offerings.csv: what is offered, for whom, and what becomes of it."""

    programme: str
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    starts_on: date
    ends_on: date
    hours: int | None
    capacity: int
    least: int
    levels: tuple[int, int] | None
    mode: str
    who: tuple[str, ...]
    taken: int
    host: str = ""
    copies: tuple[str, int] | None = None
    shifts: tuple[str, ...] = ()
    round: str = ""
    course: str = ""
    award: str = ""
    weeks: int | None = None
    stars: tuple[str, ...] = ()
    question: str = ""
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    kind: str
    names: tuple[str, ...]
    college: str
    crebos: tuple[str, ...]
    companies: int
    work_nl: str
    work_en: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that the folder `demo` of a region package holds."""

    offerings: list[Shape]
    sectors: list[Sector]
    colleges: list[dict[str, str]]
    programmes: list[dict[str, str]]
    courses: list[dict[str, str]]
    rounds: list[dict[str, str]]
    teams: list[dict[str, str]]
    topics: list[dict[str, str]]
    towns: list[dict[str, str]]
    star_questions: list[dict[str, str]]
    draft: dict[str, Any]
    selections: list[dict[str, str]]
    criteria: list[dict[str, str]]
    rosters: list[dict[str, str]]
    selection_words: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)


def read_tables(folder: Path) -> Tables:
    return Tables(
        offerings=list(_read(folder / "offerings.csv", _shape)),
        sectors=list(_read(folder / "sectors.csv", _sector)),
        colleges=list(_read(folder / "colleges.csv", dict)),
        programmes=list(_read(folder / "programmes.csv", dict)),
        courses=list(_read(folder / "courses.csv", dict)),
        rounds=list(_read(folder / "rounds.csv", dict)),
        teams=list(_read(folder / "teams.csv", dict)),
        topics=list(_read(folder / "topics.csv", dict)),
        towns=list(_read(folder / "towns.csv", dict)),
        star_questions=list(_read(folder / "star_questions.csv", dict)),
        draft=_read_draft(folder / "draft.toml"),
        selections=list(_read(folder / "selections.csv", dict)),
        criteria=list(_read(folder / "criteria.csv", dict)),
        rosters=list(_read(folder / "rosters.csv", dict)),
        selection_words=_sentences(folder / "selection_words.csv"),
        questions=_sentences(folder / "questions.csv"),
    )


def _sentences(path: Path) -> dict[str, list[str]]:
    """What they are about -> the sentences."""
    told: dict[str, list[str]] = {}
    for row in _read(path, dict):
        told.setdefault(row["of"], []).append(row["text"])
    return told


def _read(path: Path, make: Callable[[dict[str, str]], R]) -> Iterator[R]:
    lines = path.read_text("utf-8-sig").splitlines()
    told = [(place, line) for place, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    rows = csv.DictReader((line for _place, line in told), delimiter=";")
    for (place, _line), row in zip(told[1:], rows, strict=True):
        try:
            yield make({column: (cell or "").strip() for column, cell in row.items()})
        except (LookupError, ValueError, AttributeError, TypeError) as error:
            raise TableIsWrong(f"{path.name}, line {place}: {error}") from error


def _read_draft(path: Path) -> dict[str, Any]:
    """The report that is being written on the morning of the demo."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise TableIsWrong(f"{path.name}: {error}") from error


def _shape(row: dict[str, str]) -> Shape:
    cells: dict[str, Any] = dict(row)
    first, _dash, last = row["levels"].partition("-")
    copies = row["copies"].split()
    cells.update(
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        begins=time.fromisoformat(row["begins"]) if row["begins"] else None,
        ends=time.fromisoformat(row["ends"]) if row["ends"] else None,
        hours=number(row["hours"]),
        capacity=int(row["capacity"]),
        least=int(row["least"]),
        levels=(int(first), int(last)) if last else None,
        who=words(row["who"]),
        taken=int(row["taken"]),
        copies=(copies[0], int(copies[1])) if copies else None,
        shifts=words(row["shifts"]),
        weeks=number(row["weeks"]),
        stars=words(row["stars"]),
    )
    return Shape(**cells)


def _sector(row: dict[str, str]) -> Sector:
    cells: dict[str, Any] = dict(row)
    cells.update(names=words(row["names"]), crebos=words(row["crebos"]), companies=int(row["companies"]))
    return Sector(**cells)
