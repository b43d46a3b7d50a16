"""Electives beside OR-Tools' min-cost flow, on the same round in one run.

    python -m benchmarks.allocation.electives [--sizes 10000 100000 500000] [--largest-peer 500000]

Ours includes checking the input, the digest, the standing order, the answer and its independent certificate. The peer
gets its arcs ready made; only its solving counts.
"""

import argparse
import math
import time
from collections.abc import Callable

import numpy as np
from benchmarks.allocation.instances import Country, country
from ortools.graph.python import min_cost_flow

from werkveld_engine.electives import Objective, Problem, solve, verify


def problem_of(round_: Country, unplaced: int, *, several: bool) -> Problem:
    n, m = len(round_.wishes), len(round_.capacity)
    capacity = round_.capacity
    if several:
        capacity = np.maximum(1, np.round(capacity * round_.seats.mean())).astype(np.int64)
    more = {"period": round_.period, "seats": round_.seats} if several else {}
    return Problem(np.arange(n), np.arange(m), round_.wishes, capacity, unplaced=unplaced, **more)


def peer(problem: Problem) -> tuple[int, float]:
    """Cost and processor seconds of OR-Tools on the network person, period of a person, offering."""
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
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tail).astype(np.int32),
        np.concatenate(head).astype(np.int32),
        np.concatenate(room).astype(np.int64),
        np.concatenate(cost).astype(np.int64),
    )
    flow.set_nodes_supplies(
        np.arange(end + 1, dtype=np.int32),
        np.concatenate([seats, np.zeros(first - n + m), [-seats.sum()]]).astype(np.int64),
    )
    start = time.process_time()
    assert flow.solve() == flow.OPTIMAL
    return flow.optimal_cost(), time.process_time() - start


def quickest(work: Callable[[], int], times: int = 2) -> tuple[int, float]:
    found, best = 0, math.inf
    for _ in range(times):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return found, best


def ours(problem: Problem, objective: Objective) -> int:
    certificate = verify(problem, solve(problem, objective, seed=1))
    assert certificate.is_optimal, certificate
    return certificate.cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--largest-peer", type=int, default=500_000)
    chosen = parser.parse_args()
    small = country(1000)
    for several in (False, True):
        for objective in (Objective.TOTAL_RANK, Objective.RANK_MAXIMAL):
            ours(problem_of(small, 11, several=several), objective)  # compiles
    print(f"{'processor seconds':52}{'ours':>9}{'peer':>9}{'ratio':>8}")
    grown: dict[str, float] = {}
    for size in chosen.sizes:
        whole = country(size)
        total = 0.0
        for unplaced, several in ((11, False), (30, False), (1000, False), (11, True)):
            problem = problem_of(whole, unplaced, several=several)
            cost, mine = quickest(lambda: ours(problem, Objective.TOTAL_RANK))  # noqa: B023
            total = total or mine
            name = f"smallest total rank, {'1 to 3 seats' if several else 'one seat'}, unplaced costs {unplaced}"
            tell(size, name, mine, *(peer(problem) if size <= chosen.largest_peer else (cost, None)), cost, grown)
        problem = problem_of(whole, 11, several=False)
        _cost, mine = quickest(lambda: ours(problem, Objective.RANK_MAXIMAL))  # noqa: B023
        print(
            f"{size:9,} {'rank-maximal, beside the smallest total rank':42}{mine:9.2f}{total:9.2f}{mine / total:7.2f}x"
        )


def tell(
    size: int, name: str, mine: float, other: int, theirs: float | None, cost: int, grown: dict[str, float]
) -> None:
    assert other == cost, (other, cost)
    beside = "" if theirs is None else f"{theirs:9.2f}{theirs / mine:7.1f}x"
    before = grown.get(name)
    power = f"   n^{math.log(mine / before) / math.log(size / grown[f'{name} at']):.2f}" if before else ""
    print(f"{size:9,} {name:42}{mine:9.2f}{beside}{power}", flush=True)
    grown |= {name: mine, f"{name} at": size}


if __name__ == "__main__":
    main()
