"""Reads the staff scheduling instances of T. Curtois and R. Qu (schedulingbenchmarks.org), a text of sections.

`python -m benchmarks.allocation.rosters FILE…` solves them.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from werkveld_engine.rostering.problem import NOTHING, Demand, Problem, Rules, Weights

BREACH = 100  # points a minute below what somebody must work: more than any cover is worth


def read(path: Path) -> Problem:
    """Minutes are the units; everyone is a student without a coach; below the least minutes costs `BREACH` a minute."""
    section = dict(_sections(path.read_text()))
    days = int(section["HORIZON"][0][0])
    kinds = {row[0]: number for number, row in enumerate(section["SHIFTS"])}
    staff = {row[0]: number for number, row in enumerate(section["STAFF"])}
    minutes = np.array([int(row[1]) for row in section["SHIFTS"]])
    people, shifts = len(staff), days * len(kinds)
    available = np.ones((people, shifts), np.bool_)
    for name, *off in section.get("DAYS_OFF", []):
        for day in map(int, filter(None, off)):
            available[staff[name], day * len(kinds) : (day + 1) * len(kinds)] = False
    dislike = np.zeros((people, shifts), np.int64)
    for name, sign in (("SHIFT_ON_REQUESTS", -1), ("SHIFT_OFF_REQUESTS", 1)):
        for who, day, kind, weight in section.get(name, []):
            dislike[staff[who], int(day) * len(kinds) + kinds[kind]] += sign * int(weight)
    kind = np.tile(np.arange(len(kinds)), days)
    numbers = np.array([[int(each) for each in row[2:]] for row in section["STAFF"]])
    most, least, run_most, run_least, off_least, weekends = numbers.T
    cover = section.get("COVER", [])
    return Problem(
        people=tuple(staff),
        shifts=np.arange(shifts),
        day=np.repeat(np.arange(days), len(kinds)),
        starts=kind,
        ends=kind + 1,  # hours do not matter here: what may follow what is said by name
        available=available,
        coach=np.zeros(people, np.bool_),
        per_coach=0,
        units=minutes[kind],
        kind=kind,
        demand=Demand(
            shift=np.array([int(row[0]) * len(kinds) + kinds[row[1]] for row in cover], np.int64),
            skill=np.full(len(cover), NOTHING),
            asked=np.array([int(row[2]) for row in cover], np.int64),
            short=np.array([int(row[3]) for row in cover], np.int64),
            over=np.array([int(row[4]) for row in cover], np.int64),
        ),
        rules=Rules(
            rest=0,
            most=most,
            least=least,
            run_most=run_most,
            run_least=run_least,
            off_least=off_least,
            weekends=weekends,
        ),
        dislike=dislike,
        kind_most=np.array(
            [
                (staff[row[0]], kinds[name], int(count))
                for row in section["STAFF"]
                for name, count in (each.split("=") for each in row[1].split("|") if each)
            ],
            np.int64,
        ).reshape(-1, 3),
        not_after=np.array(
            [(kinds[row[0]], kinds[other]) for row in section["SHIFTS"] for other in row[2].split("|") if other],
            np.int64,
        ).reshape(-1, 2),
        weights=Weights(steady=0, least=BREACH),
    )


def _sections(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Name of each section and its rows, without comments."""
    for part in text.replace("\r", "").split("SECTION_")[1:]:
        name, *lines = part.split("\n")
        yield name.strip(), [line.strip().split(",") for line in lines if line.strip() and not line.startswith("#")]
