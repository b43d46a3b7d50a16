"""Figures that add up to each other are published together.

All indicators with one counter, one period and the same parameters but for the programmes are a family. The public
sees the whole and its parts by row of programmes; one call of the engine decides for all. There is one breakdown and no
second one, such as by college: who knows which college takes part in which row could lay the two on each other.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.models import Region
from werkveld.steps.promises._counting.counters import Counter, How, counter_of
from werkveld.steps.promises._counting.counts import span_of
from werkveld.steps.promises.models import IndicatorVersion
from werkveld_engine.disclosure import Cell, Kind, Moment, Table

KIND: dict[How, Kind] = {"distinct": "count", "sum": "sums", "mean": "values"}
NARROWS = ("row", "programme")
ELSEWHERE = "-"
People = dict[str, float]
Given = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Family:
    """`name` is what the members share; `line` is the label of the member itself, empty for the whole."""

    name: str
    line: str
    is_about_people: bool


def family_of(version: IndicatorVersion) -> Family:
    shared = {key: value for key, value in sorted(version.params.items()) if key not in NARROWS}
    words = "&".join(f"{key}={value}" for key, value in shared.items())
    line = str(version.params.get("row") or version.params.get("programme") or "")
    name = f"{version.counter}|{words}|{version.period}|{version.count_day}"
    return Family(name, line, counter_of(version.counter).is_about_people)


def pseudonym(who: str, secret: bytes) -> str:
    """The same for the same person under one secret, and nothing to who does not have it."""
    return hashlib.blake2b(who.encode(), key=secret, digest_size=8).hexdigest()


def moment_of(version: IndicatorVersion, region: Region, year: int, secret: bytes) -> Moment:
    """The whole family now, under pseudonyms; O(records) time and memory."""
    counter = counter_of(version.counter)
    by_line: dict[str, Given] = {line: {} for line in _lines(counter, region)}
    once: Given = {}
    columns = [counter.behind, counter.adds or "pk"]
    columns += [f"{counter.programme}__rows", f"{counter.programme}__code"] if counter.programme else ["pk", "pk"]
    rows = counter.rows(region, span_of(version, year), version.params).order_by()
    for who, adds, row, code in rows.values_list(*columns).iterator(chunk_size=5000):
        amount = float(adds) if counter.adds else 1.0
        line = ((row or code) if counter.programme else None) or ELSEWHERE
        for person, share in _people(counter, pseudonym(str(who), secret), amount):
            by_line[line].setdefault(person, []).append(share)
            once.setdefault(person, []).append(share)
    return _moment(counter, _weighed(by_line, counter), _weighed({"all": once}, counter))


def _lines(counter: Counter, region: Region) -> set[str]:
    """Every label that could occur, so that the list itself tells nothing."""
    if counter.programme is None:
        return {ELSEWHERE}
    found = Programme.objects.filter(region=region).values_list("rows", "code")
    return {ELSEWHERE} | {row or code for row, code in found}


def _people(counter: Counter, who: str, amount: float) -> list[tuple[str, float]]:
    if counter.heads is None:
        return [(who, amount)]
    return [(f"{who}/{head}", 1.0) for head in range(int(amount))]


def _weighed(parts: dict[str, Given], counter: Counter) -> dict[str, People]:
    """What each person adds: one, the sum, or the mean of what the person gave."""
    weigh: Callable[[list[float]], float] = {
        "distinct": lambda _shares: 1.0,
        "sum": sum,
        "mean": lambda shares: sum(shares) / len(shares),
    }[counter.how]
    return {label: {person: weigh(shares) for person, shares in people.items()} for label, people in parts.items()}


def _moment(counter: Counter, by_line: dict[str, People], once: dict[str, People]) -> Moment:
    """Two populations: people as often as they have a line, and people once."""
    lines = _paired(by_line)
    whole: dict[str, dict[str, Any]] = dict(once)
    tables: list[Table] = []
    members: dict[tuple[str, ...], dict[str, Any]] = {}
    for name, population, parts in (("line", "lines", lines), ("whole", "people", whole)):
        cells = {label: Cell((name, label), len(people)) for label, people in parts.items()}
        everyone = {person: value for people in parts.values() for person, value in people.items()}
        tables.append(Table(name, Cell((population,), len(everyone)), cells))
        members |= {(name, label): people for label, people in parts.items()} | {(population,): everyone}
    return Moment.checked(tables, members, kind=KIND[counter.how])


def _paired(by_line: dict[str, People]) -> dict[str, dict[str, Any]]:
    """Someone with two lines stands in both, under two names, so that the parts add up."""
    paired: dict[str, dict[str, Any]] = defaultdict(dict)
    for line, people in by_line.items():
        paired[line] = {f"{person}@{line}": value for person, value in people.items()}
    return dict(paired)
