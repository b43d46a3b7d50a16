"""Recommendations beside faiss, for the same people and offerings in one run.

    python -m benchmarks.allocation.recommendations [--sizes 10000 100000 500000] [--offerings 60000 250000]
                                                    [--tasks 100000]

The ten best of everyone with need and travel in the score, within 30 km, 128 columns, people and offerings in towns.
Ours is the whole of `solve`: checking, the digest, cutting, searching. The peers:

- `flat`: faiss IndexFlatIP over all offerings, what one takes off the shelf. It knows no travel and no radius, so it
  answers an easier question. Its time is linear in people; it is asked a share of them, and the rest is reckoned.
- `flat by square`: an index of its own for each square of 5 km over what its people can reach, need as a column more,
  the hundred best of each then put in order with travel. That is written by hand around faiss, and not exact.

Processor seconds count, since wall time depends on who else works; both are shown.
"""

import argparse
import math
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from scipy.spatial import cKDTree

from werkveld_engine import blocks
from werkveld_engine.ranking import Problem, solve, verify

COLUMNS, RADIUS, TRAVEL, BEST = 128, 30.0, 0.01, 10
SQUARE = 5.0  # km
ASKED = 20_000  # people of whom the peers are asked


@dataclass
class Measured:
    wall: float
    processor: float
    answer: Any


def region(people: int, offerings: int, seed: int = 0) -> Problem:
    """320 towns of very different size in 200 by 300 km; profiles around 200 professions, of length 1."""
    chance = np.random.default_rng(seed)
    professions = chance.normal(size=(200, COLUMNS)).astype(np.float32)

    def profiles(rows: int) -> Any:
        made = professions[chance.integers(0, 200, rows)]
        made += 0.9 * chance.normal(size=made.shape).astype(np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    towns = np.column_stack([chance.uniform(0, 200, 320), chance.uniform(0, 300, 320)])
    weight = 1 / np.arange(1, 321) ** 0.85
    at = [
        (towns[chance.choice(320, rows, p=weight / weight.sum())] + chance.normal(0, wide, (rows, 2))) * 1000
        for rows, wide in ((people, 5), (offerings, 6))
    ]
    return Problem(
        people=np.arange(people),
        offerings=np.arange(offerings),
        profile=profiles(people),
        content=profiles(offerings),
        person_at=at[0],
        offering_at=at[1],
        need=0.1 * chance.random(offerings),
        travel=TRAVEL,
        radius=RADIUS,
        best=BEST,
    )


def measured(work: Callable[[], Any], times: int = 1) -> Measured:
    best = Measured(math.inf, math.inf, None)
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        answer = work()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        best = Measured(min(best.wall, wall), min(best.processor, processor), answer)
    return best


def flat(problem: Problem, rows: Any) -> Any:
    index = faiss.IndexFlatIP(COLUMNS)
    index.add(problem.content)
    return index.search(problem.profile[rows], BEST)[1]


def flat_by_square(problem: Problem, rows: Any) -> Any:
    content = np.column_stack([problem.content, problem.need]).astype(np.float32)
    at, there = problem.person_at[rows] / 1000, problem.offering_at / 1000
    square = np.floor(at / SQUARE).astype(np.int64)
    tree = cKDTree(there)
    found = np.full((len(rows), BEST), -1)
    names, which = np.unique(square, axis=0, return_inverse=True)
    order = np.argsort(which, kind="stable")
    for name, mine in zip(names, np.split(order, np.searchsorted(which[order], np.arange(1, len(names)))), strict=True):
        near = np.array(tree.query_ball_point((name + 0.5) * SQUARE, RADIUS + SQUARE * math.sqrt(0.5)), np.int64)
        if len(near) == 0:
            continue
        index = faiss.IndexFlatIP(COLUMNS + 1)
        index.add(content[near])
        asked = np.column_stack([problem.profile[rows[mine]], np.ones(len(mine), np.float32)])
        score, best = index.search(asked, min(100, len(near)))
        far = np.linalg.norm(there[near[best]] - at[mine][:, None], axis=2)
        score = np.where(far <= RADIUS, score - TRAVEL * far, -np.inf)
        ranked = np.argsort(-score, axis=1)[:, :BEST]
        kept = np.where(np.take_along_axis(score, ranked, 1) > -np.inf, np.take_along_axis(near[best], ranked, 1), -1)
        found[mine, : kept.shape[1]] = kept
    return found


def peak() -> float:
    """MB that this process ever held since `forget_peak`."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def compare(people: int, offerings: int, grown: dict[int, tuple[int, float]]) -> None:
    problem = region(people, offerings)
    print(f"\n{people:,} people, {offerings:,} offerings")
    forget_peak()
    before = peak()
    ours = {workers: measured(lambda workers=workers: solve(problem, workers=workers), 2) for workers in (1, 2)}
    memory = peak() - before
    one, two = ours[1], ours[2]
    assert (one.answer.offering == two.answer.offering).all()
    least = min(one.processor, two.processor)
    power = ""
    if offerings in grown:
        power = f"   n^{math.log(least / grown[offerings][1]) / math.log(people / grown[offerings][0]):.2f}"
    grown[offerings] = (people, least)
    for workers, run in ours.items():
        print(
            f"  ours, {workers} worker{'s'[: workers - 1]:13}{run.processor:9.2f} s processor {run.wall:9.2f} s wall{power}"
        )
    print(f"  memory beside the problem   {memory:9.0f} MB; answer {problem.best * people * 12 / 1e6:.0f} MB")
    check = measured(lambda: verify(problem, two.answer))
    assert check.answer.broken == ()
    print(f"  its check, 1,000 people     {check.processor:9.2f} s processor; least lead {check.answer.lead} points")
    rows = np.sort(np.random.default_rng(1).choice(people, min(people, ASKED), replace=False))
    share = people / len(rows)
    for name, work in (("flat", flat), ("flat by square", flat_by_square)):
        theirs = measured(lambda work=work: work(problem, rows))
        same = (theirs.answer == two.answer.offering[rows]).mean()
        print(
            f"  faiss {name:20}  {theirs.processor * share:9.2f} s processor {theirs.wall * share:9.2f} s wall, "
            f"{theirs.processor * share / least:6.1f} times ours; {same:.1%} of its answers the same"
        )


def in_tasks(people: int, offerings: int) -> None:
    """The same as tasks for 1 and 2 worker processes; sending them their part counts."""
    problem = region(people, offerings)
    whole = solve(problem)
    print(f"\n{people:,} people, {offerings:,} offerings in 8 tasks")
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(abs, range(workers)))
            run = measured(lambda: blocks.recommend(problem, run=pool.map, pieces=8))
        assert (run.answer.offering == whole.offering).all()
        print(f"  {workers} worker{'s'[: workers - 1]}: {run.wall:.2f} s wall, the same answer", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--offerings", nargs="+", type=int, default=[60_000])
    parser.add_argument("--tasks", type=int, default=100_000, help="people, for 1 and 2 worker processes; 0: none")
    chosen = parser.parse_args()
    first = measured(lambda: solve(region(100, 100)))
    print(f"first use, compiled once and kept: {first.wall:.1f} s")
    grown: dict[int, tuple[int, float]] = {}
    for offerings in chosen.offerings:
        for people in chosen.sizes:
            compare(people, offerings, grown)
    if chosen.tasks:
        in_tasks(chosen.tasks, chosen.offerings[0])


if __name__ == "__main__":
    main()
