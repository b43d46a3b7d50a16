"""Reads published instances of matching in their own formats.

- hospitals and residents, and student–project allocation, as text: that of the package `algmatch` (M. Singh and others).
  A line with how many, then a line for each: its number, what it ranks; for who offers also capacity and who offers it.
  Brackets hold those that are equal: `3 (1 2) 4`.
- hospitals and residents as JSON: that of the tests of the package `matching` (H. Wilde and others).
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from werkveld_engine.places import Limits, Problem
from werkveld_engine.places.ranked import Ranking, from_lists


class UnreadableInstance(ValueError):
    """A line is not as the format says; counted from 1."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path.name}, line {line}: {why}")


def hospitals_residents(path: Path) -> Problem:
    """Residents are learners; hospitals the places."""
    lines = _Lines(path)
    residents, hospitals = lines.counts(2)
    wishes = {number: ranking for number, _, ranking in lines.take(residents, 0)}
    rows = {number: (numbers[0], ranking) for number, numbers, ranking in lines.take(hospitals, 1)}
    lines.end()
    return from_lists(
        wishes,
        {number: ranking for number, (_, ranking) in rows.items()},
        {number: capacity for number, (capacity, _) in rows.items()},
    )


def student_projects(path: Path) -> Problem:
    """Students are learners, projects the places, lecturers the coaches: they rank, and have a capacity too."""
    lines = _Lines(path)
    students, projects, lecturers = lines.counts(3)
    wishes = {number: ranking for number, _, ranking in lines.take(students, 0)}
    offered = {number: numbers for number, numbers, _ in lines.take(projects, 2)}
    coaches = {number: (numbers[0], ranking) for number, numbers, ranking in lines.take(lecturers, 1)}
    lines.end()
    row = {number: at for at, number in enumerate(coaches)}
    for project, (_, lecturer) in offered.items():
        if lecturer not in row:
            raise UnreadableInstance(path, 1 + students + list(offered).index(project) + 1, f"no lecturer {lecturer}")
    coach = Limits(
        "coach",
        np.array(list(coaches)),
        np.array([row[lecturer] for _, lecturer in offered.values()], np.int64),
        np.array([capacity for capacity, _ in coaches.values()], np.int64),
    )
    return from_lists(
        wishes,
        {project: coaches[lecturer][1] for project, (_, lecturer) in offered.items()},
        {project: capacity for project, (capacity, _) in offered.items()},
        limits=(coach,),
    )


def hospitals_residents_json(path: Path) -> Problem:
    """`residents`, `hospitals` and perhaps `capacities`; without those every hospital takes one.

    Lists may name who did not name them, and then count for nothing, as `clean=True` does there.
    """
    given: dict[str, Any] = json.loads(path.read_text("utf-8"))
    hospitals = {str(name): [str(one) for one in ranking] for name, ranking in given["hospitals"].items()}
    capacity = {str(name): int(seats) for name, seats in given.get("capacities", {}).items()}
    wishes: dict[str, Ranking] = {
        str(name): [str(one) for one in ranking if str(one) in hospitals]
        for name, ranking in given["residents"].items()
    }
    return from_lists(wishes, hospitals, {name: capacity.get(name, 1) for name in hospitals})


class _Lines:
    """The lines of a text, and where one is; empty ones and what follows a # do not count."""

    def __init__(self, path: Path) -> None:
        text = path.read_text("utf-8").splitlines()
        stripped = [(number, line.split("#")[0].strip()) for number, line in enumerate(text, 1)]
        self.path, self.rest = path, iter([(number, line) for number, line in stripped if line])
        self.last = len(text)

    def _next(self) -> tuple[int, str]:
        for number, line in self.rest:
            return number, line
        raise UnreadableInstance(self.path, self.last, "the text ends too early")

    def counts(self, how_many: int) -> list[int]:
        number, line = self._next()
        if not re.fullmatch(r"\d+(\s+\d+)*", line) or len(line.split()) != how_many:
            raise UnreadableInstance(self.path, number, f"{how_many} numbers expected")
        return [int(one) for one in line.split()]

    def take(self, how_many: int, numbers: int) -> Iterator[tuple[int, list[int], Ranking]]:
        """The number of each line, the numbers behind it, and the ranking behind those."""
        seen: set[int] = set()
        for _ in range(how_many):
            at, line = self._next()
            words = re.findall(r"\d+|[()]|\S", line)
            head = words[: 1 + numbers]
            if len(head) <= numbers or not all(word.isdigit() for word in head):
                raise UnreadableInstance(self.path, at, f"{1 + numbers} numbers expected")
            if int(head[0]) in seen:
                raise UnreadableInstance(self.path, at, f"{head[0]} stands twice")
            seen.add(int(head[0]))
            yield int(head[0]), [int(word) for word in head[1:]], self._ranking(at, words[1 + numbers :])

    def _ranking(self, at: int, words: list[str]) -> Ranking:
        found: list[int | list[int]] = []
        tie: list[int] | None = None
        for word in words:
            if word == "(" and tie is None:
                tie = []
            elif word == ")" and tie is not None:
                found.append(tie)
                tie = None
            elif not word.isdigit():
                raise UnreadableInstance(self.path, at, f"{word} in a list")
            elif tie is None:
                found.append(int(word))
            else:
                tie.append(int(word))
        if tie is not None:
            raise UnreadableInstance(self.path, at, "a bracket stays open")
        return found

    def end(self) -> None:
        for number, _ in self.rest:
            raise UnreadableInstance(self.path, number, "more lines than were counted")
