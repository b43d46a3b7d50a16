"""Reads published instances in which people value courses, each in its own format, as a round of electives.

`valuations`: the JSON of course allocation with `valuations`, `agent_capacities` and `item_capacities` (E. Segal-Halevi,
fairpyx). `survey`: the CSV of the course survey of UMass, where the columns of question 7 rate each course from 1 to 8.
"""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.allocation.readers import UnreadableInstance

from werkveld_engine.electives import Problem
from werkveld_engine.electives.problem import NOTHING

RATED, WANTED = "7", "3"  # the questions of the survey: how much each course is wanted, and how many courses
BEST = 8


def valuations(path: Path) -> Problem:
    """A higher value is a better rank, equal values in the order of the items; every item is in a period of its own."""
    given: dict[str, Any] = json.loads(path.read_text("utf-8"))
    values: dict[str, dict[str, float]] = given["valuations"]
    people = list(values)
    items = list(given.get("item_capacities") or dict.fromkeys(item for one in values.values() for item in one))
    for person, valued in values.items():
        if unknown := set(valued) - set(items):
            raise UnreadableInstance(path, 1, f"{person} values {min(unknown)}, which is no item")
    row = {item: number for number, item in enumerate(items)}
    wishes = np.full((len(people), len(items)), NOTHING, np.int64)
    for place, person in enumerate(people):
        valued = values[person]
        ranked = sorted((item for item in items if valued.get(item, 0) > 0), key=lambda item: -valued[item])
        wishes[place, : len(ranked)] = [row[item] for item in ranked]
    seats = given.get("agent_capacities") or {}
    capacity = given.get("item_capacities") or {}
    return Problem(
        people=np.array(people),
        offerings=np.array(items),
        wishes=wishes,
        capacity=np.array([int(capacity.get(item, 1)) for item in items]),
        period=np.arange(len(items)),
        seats=np.array([min(int(seats.get(person, len(items))), len(items)) for person in people]),
    )


def survey(path: Path, *, capacity: int, wishes: int = 10) -> Problem:
    """The best rated courses of everyone, in the order of the columns where the rating is the same; one seat a column.

    capacity: seats in every course, which the survey does not say. wishes: how many of the best count.
    """
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    if not rows:
        raise UnreadableInstance(path, 1, "nothing stands in it")
    names, *answers = rows
    rated = [place for place, name in enumerate(names) if name.split("_")[0].strip() == RATED and "_" in name]
    if WANTED not in names or not rated:
        raise UnreadableInstance(path, 1, f"columns {WANTED} and {RATED}_… expected")
    found = np.full((len(answers), wishes), NOTHING, np.int64)
    for number, answer in enumerate(answers, start=2):
        if len(answer) != len(names) or not all(answer[place] in "12345678" for place in (*rated, names.index(WANTED))):
            raise UnreadableInstance(path, number, f"ratings from 1 to {BEST} expected")
        order = sorted(range(len(rated)), key=lambda course: -int(answer[rated[course]]))[:wishes]
        found[number - 2, : len(order)] = order
    return Problem(
        people=np.arange(len(answers)),
        offerings=np.array([names[place].strip() for place in rated]),
        wishes=found,
        capacity=np.full(len(rated), capacity),
        period=np.arange(len(rated)),
        seats=np.array([int(answer[names.index(WANTED)]) for answer in answers]),
    )
