"""Recommends offerings to people: the door of the engine for recommendations."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.ranking.checking import check
from werkveld_engine.ranking.cutting import Plan, asking, plan
from werkveld_engine.ranking.kernels.search import search
from werkveld_engine.ranking.problem import NOTHING, Problem, Solution


@dataclass(frozen=True, slots=True)
class Part:
    """What a block found: person int64[b], offering int32[b, best], both rows of the problem; score int64[b, best]."""

    person: NDArray[np.int64]
    offering: NDArray[np.int32]
    score: NDArray[np.int64]


def block(cut: Plan, number: int) -> Part:
    """One block of a plan, alone: nothing outside it matters, so any worker anywhere finds the same.

    O(people · offerings in reach · columns) products of bytes; memory for 8,192 people and one cell's offerings.
    """
    problem = cut.problem
    rows, people = asking(cut, number)
    found = np.full((len(rows), problem.best), NOTHING, np.int32)
    score = np.zeros((len(rows), problem.best), np.int64)
    reach = -1 if problem.reach is None else problem.reach
    search(people, cut.offered, problem.best, problem.rate, reach, found, score)
    return Part(rows, np.append(cut.offering, NOTHING).astype(np.int32)[found], score)


def joined(problem: Problem, parts: list[Part], digest: str) -> Solution:
    """The parts of all blocks, in any order, as one answer."""
    offering = np.full((len(problem.people), problem.best), NOTHING, np.int32)
    score = np.zeros((len(problem.people), problem.best), np.int64)
    for part in parts:
        offering[part.person], score[part.person] = part.offering, part.score
    return Solution(offering, score, digest)


def solve(problem: Problem, *, workers: int | None = None) -> Solution:
    """The best offerings for everyone, exactly: the same on every machine, for any number of threads and blocks.

    Highest score first, equal scores by the id of the offering. `workers` threads, by default one a processor.
    The method is a search in blocks by brute force (J. Johnson, M. Douze, H. Jégou, Billion-scale similarity search
    with GPUs, 2017, section 4) with bounds in bytes; see `kernels.search`. Beside the problem it holds some 5 bytes a
    column of an offering, and the answer.

    :raises InputRefused: what is wrong, with table and row.
    """
    check(problem)
    cut = plan(problem)
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as threads:
        digest = threads.submit(problem.digest)
        parts = list(threads.map(lambda number: block(cut, number), range(cut.blocks)))
        return joined(problem, parts, digest.result())
