"""Electives beside OR-Tools' min-cost flow, and beside HiGHS where there are minimum sizes, on the same round in one run.

    python -m benchmarks.allocation.electives [--sizes 10000 100000 500000] [--largest-peer 500000] [--minimum 2000 100000]
                                              [--largest-program 5000] [--blocks 100000]

Ours is the whole of `solve` (checking the input, the digest, the standing order, the answer) and of `verify`, its
independent certificate. The peer gets its arcs ready made; only its solving counts. Wall time on a machine where nothing
else runs; processor seconds with one thread beside it, which count where machines are shared.
"""

import argparse
import math
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.allocation.instances import Country, country
from ortools.graph.python import min_cost_flow

from werkveld_engine import blocks
from werkveld_engine.electives import Objective, Problem, Solution, changed, general, solve, verify
from werkveld_engine.electives.problem import NOTHING

SEED = 1
LARGEST_FAIR = 10_000


@dataclass
class Measured:
    """The quickest of some runs; memory in MB beside what was there before."""

    wall: float = math.inf
    processor: float = math.inf
    memory: float = 0.0
    answer: Any = None


def measured(work: Callable[[], Any], times: int = 1) -> Measured:
    found = Measured()
    for _ in range(times):
        Path("/proc/self/clear_refs").write_text("5")  # forgets the peak
        before = peak()
        wall, processor = time.perf_counter(), time.process_time()
        answer = work()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        found = Measured(min(found.wall, wall), min(found.processor, processor), peak() - before, answer)
    return found


def peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def problem_of(round_: Country, unplaced: int, *, several: bool) -> Problem:
    n, m = len(round_.wishes), len(round_.capacity)
    capacity = round_.capacity
    if several:
        capacity = np.maximum(1, np.round(capacity * round_.seats.mean())).astype(np.int64)
    more = {"period": round_.period, "seats": round_.seats} if several else {}
    return Problem(np.arange(n), np.arange(m), round_.wishes, capacity, unplaced=unplaced, **more)


def peer(problem: Problem) -> Measured:
    """OR-Tools on the network person, period of a person, offering; its answer is the cost."""
    wishes, m = problem.wishes, len(problem.offerings)
    n = len(wishes)
    period = np.zeros(m, np.int64) if problem.period is None else problem.period
    seats = np.ones(n, np.int64) if problem.seats is None else problem.seats
    person, rank = np.nonzero(wishes >= 0)
    offering = wishes[person, rank]
    if problem.seats is None:
        middle, which = np.arange(n), person
        tail, head = [], []
    else:
        middle, which = np.unique(person * 4 + period[offering], return_inverse=True)
        tail, head = [middle // 4], [n + np.arange(len(middle))]
        which = which + n
    first = n if problem.seats is None else n + len(middle)
    end = first + m
    tail += [which, first + np.arange(m), np.arange(n)]
    head += [first + offering, np.full(m, end), np.full(n, end)]
    room = [np.ones(len(one)) for one in tail[:-2]] + [problem.capacity, seats]
    cost = [np.zeros(len(one)) for one in tail[:-3]] + [rank + 1, np.zeros(m), np.full(n, problem.cost_unplaced)]
    arcs = (np.concatenate(tail).astype(np.int32), np.concatenate(head).astype(np.int32))
    terms = (np.concatenate(room).astype(np.int64), np.concatenate(cost).astype(np.int64))
    supply = np.concatenate([seats, np.zeros(first - n + m), [-seats.sum()]]).astype(np.int64)
    Path("/proc/self/clear_refs").write_text("5")
    before = peak()
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(*arcs, *terms)
    flow.set_nodes_supplies(np.arange(end + 1, dtype=np.int32), supply)
    wall, processor = time.perf_counter(), time.process_time()
    assert flow.solve() == flow.OPTIMAL
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return Measured(wall, processor, peak() - before, flow.optimal_cost())


def proven(problem: Problem, objective: Objective, threads: int | None) -> int:
    """The cost of the answer, which its certificate proves to be the smallest."""
    certificate = verify(problem, solve(problem, objective, seed=SEED, threads=threads), threads=threads)
    assert certificate.is_optimal, certificate
    return certificate.cost


def growth(name: str, size: int, seconds: float, grown: dict[str, tuple[int, float]]) -> str:
    """The power of n that the time has grown with since the smallest size."""
    if name not in grown:
        grown[name] = (size, seconds)
        return ""
    first, least = grown[name]
    return f"  n^{math.log(seconds / least) / math.log(size / first):.2f}"


def plain_rounds(sizes: list[int], largest_peer: int) -> None:
    grown: dict[str, tuple[int, float]] = {}
    for size in sizes:
        whole = country(size)
        first = Measured()
        print(f"\n{size:,} people, {len(whole.capacity):,} offerings")
        print(f"{'':58}{'wall':>8}{'1 thread':>9}{'MB':>6}  |{'peer':>8}{'MB':>6}{'wall':>9}{'processor':>11}")
        for unplaced, several in ((11, False), (30, False), (1000, False), (11, True)):
            problem = problem_of(whole, unplaced, several=several)
            name = f"smallest total rank, {'1 to 3 seats' if several else 'one seat'}, unplaced costs {unplaced}"
            ours = tell(name, problem, Objective.TOTAL_RANK, size, grown, beside=size <= largest_peer)
            first = first if first.answer else ours
        problem = problem_of(whole, 11, several=False)
        for objective in (Objective.RANK_MAXIMAL, Objective.FAIR):
            if objective is Objective.FAIR and size > LARGEST_FAIR:
                continue  # many prices in a row
            ours = tell(objective.value.replace("_", "-"), problem, objective, size, grown, beside=False)
            print(f"{'':4}beside the smallest total rank: {ours.wall / first.wall:.2f} times its time")
        late(problem)


def tell(
    name: str,
    problem: Problem,
    objective: Objective,
    size: int,
    grown: dict[str, tuple[int, float]],
    *,
    beside: bool,
) -> Measured:
    ours = measured(lambda: proven(problem, objective, None), 2)
    alone = measured(lambda: proven(problem, objective, 1), 2)
    line = f"  {name:56}{ours.wall:8.3f}{alone.processor:9.3f}{ours.memory:6.0f}  |"
    if beside:
        other = peer(problem)
        assert other.answer == ours.answer, (other.answer, ours.answer)
        line += f"{other.wall:8.2f}{other.memory:6.0f}{other.wall / ours.wall:8.1f}x{other.processor / alone.processor:10.1f}x"
    print(line + growth(name, size, ours.wall, grown), flush=True)
    return ours


def late(problem: Problem) -> None:
    """One in a thousand leaves and as many come: who keeps what they had?"""
    n = len(problem.people)
    chance = np.random.default_rng(SEED)
    few = max(1, n // 1000)
    stay = np.sort(chance.choice(n, n - few, replace=False))
    wishes = np.concatenate([problem.wishes[stay], problem.wishes[chance.choice(n, few)]])
    after = replace(problem, people=np.append(stay, n + np.arange(few)), wishes=wishes)
    before = solve(problem, seed=SEED)
    found = measured(lambda: changed(after, problem, before))
    anew = solve(after, seed=SEED)
    old = before.held[stay, 0]

    def moved(solution: Solution) -> int:
        return int(((solution.held[: len(stay), 0] != old) & (old != NOTHING)).sum())

    assert verify(after, found.answer).is_optimal
    print(
        f"    {few:,} leave and {few:,} come: {found.wall:.2f} s, {moved(found.answer):,} move; anew {moved(anew):,} would"
    )


def minimum_sizes(sizes: list[int], largest_program: int) -> None:
    """Minimum sizes: ours with its bound, beside the whole integer program by HiGHS."""
    for size in sizes:
        whole = country(size)
        problem = replace(problem_of(whole, 11, several=False), minimum=whole.minimum)
        ours = measured(lambda: solve(problem, seed=SEED))  # noqa: B023
        certificate = verify(problem, ours.answer)
        assert not certificate.broken
        line = f"  minimum sizes, {size:9,} people: {ours.wall:8.2f} s wall {ours.processor:8.2f} s processor, "
        line += f"cost {certificate.cost:,}, gap {certificate.gap:.3%}"
        if size <= largest_program:
            enough, general.LARGE = general.LARGE, math.inf  # everything to the integer program
            other = measured(lambda: general.solve(problem, Objective.TOTAL_RANK, SEED))  # noqa: B023
            general.LARGE = enough
            best = verify(problem, other.answer)
            line += f" | HiGHS {other.processor:.1f} s processor, {other.processor / ours.processor:.1f}x, "
            line += f"cost {best.cost:,}, gap {best.gap:.3%}"
        print(line, flush=True)


def schools(size: int) -> None:
    """Sixteen schools that share nothing, with minimum sizes, as tasks for 1 and 2 worker processes."""
    each = [country(size // 16, seed=number) for number in range(16)]
    rounds = [problem_of(one, 11, several=False) for one in each]
    m = np.cumsum([0, *(len(one.offerings) for one in rounds)])
    wishes = np.concatenate([np.where(one.wishes >= 0, one.wishes + m[at], -1) for at, one in enumerate(rounds)])
    capacity = np.concatenate([one.capacity for one in rounds])
    minimum = np.concatenate([one.minimum for one in each])
    problem = Problem(np.arange(len(wishes)), np.arange(m[-1]), wishes, capacity, minimum=minimum, unplaced=11)
    one = measured(lambda: solve(problem, seed=SEED))
    print(f"\n{size:,} people in 16 schools with minimum sizes: {one.wall:.2f} s as one round", flush=True)
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(abs, range(workers)))
            run = measured(
                lambda: blocks.place(problem, Objective.TOTAL_RANK, seed=SEED, run=pool.map, pieces=8),
                2,
            )
        assert (run.answer.held == one.answer.held).all()
        print(f"  {workers} worker{'s'[: workers - 1]}: {run.wall:.2f} s, the same answer", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--largest-peer", type=int, default=500_000)
    parser.add_argument("--minimum", nargs="*", type=int, default=[4_000, 100_000])
    parser.add_argument("--largest-program", type=int, default=5_000)
    parser.add_argument("--blocks", type=int, default=100_000)
    chosen = parser.parse_args()
    small = country(1000)
    start = time.perf_counter()
    for several in (False, True):
        for objective in (Objective.TOTAL_RANK, Objective.RANK_MAXIMAL):
            proven(problem_of(small, 11, several=several), objective, None)
    print(f"first use, compiled once and kept: {time.perf_counter() - start:.1f} s")
    plain_rounds(chosen.sizes, chosen.largest_peer)
    minimum_sizes(chosen.minimum, chosen.largest_program)
    if chosen.blocks:
        schools(chosen.blocks)


if __name__ == "__main__":
    main()
