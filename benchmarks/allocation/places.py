"""Learning places beside `matching`, `algmatch` and CP-SAT, on the same round in one run.

    python -m benchmarks.allocation.places [--sizes 10000 100000 500000] [--peers 10000] [--ties 1000 2000] [--seconds 30]

Ours includes checking the input, the draw, the digest, the answer and its independent certificate. Of the peers, who get
strict lists with the same ties broken by the same draw, building their own input from dictionaries is told apart from
solving; each runs in a process of its own, and is given up after `--patience` seconds. CP-SAT is given `--seconds` to
find as many placed as it can; processor seconds count, and with ties the clock.
"""

import argparse
import math
import multiprocessing
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from benchmarks.allocation.instances import Placements, placements
from numba import njit

from werkveld_engine.places import Limits, Problem, Rule, Solution, solve, verify
from werkveld_engine.places.solve import deferred_acceptance
from werkveld_engine.places.standing import applications, standing

SEED = 1
PEERS = ("matching", "algmatch")


def problem_of(round_: Placements, *, limits: bool = False) -> Problem:
    n, m = len(round_.wishes), len(round_.capacity)
    coach = Limits("coach", np.arange(len(round_.quota)), round_.coach, round_.quota)
    return Problem(
        np.arange(n), np.arange(m), round_.wishes, round_.score, round_.capacity, limits=(coach,) if limits else ()
    )


@njit(cache=True)
def read_once(wishes, score):
    """What nobody can do without: every wish and every score is looked at."""
    total = 0
    for i in range(wishes.shape[0]):
        for k in range(wishes.shape[1]):
            total += wishes[i, k] * score[i, k]
    return total


def quickest(work: Callable[[], Any], times: int = 5) -> tuple[Any, float]:
    """What it gives and the fewest processor seconds."""
    found, best = None, math.inf
    for _ in range(times):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return found, best


def proven(problem: Problem, rule: Rule) -> Solution:
    solution = solve(problem, rule, seed=SEED)
    assert verify(problem, solution).is_stable
    return solution


class Growth:
    """How time grows with size: the power of n since the size before."""

    def __init__(self) -> None:
        self.before: dict[str, tuple[int, float]] = {}

    def tell(self, name: str, size: int, seconds: float, more: str = "") -> None:
        power = ""
        if name in self.before:
            least, then = self.before[name]
            power = f"  n^{math.log(seconds / then) / math.log(size / least):.2f} since {least:,}"
        self.before.setdefault(name, (size, seconds))
        print(f"{size:9,} {name:42}{seconds:10.4f}  {more}{power}", flush=True)


def ours(size: int, growth: Growth) -> float:
    """Prints; gives the processor seconds of a proven answer."""
    round_ = placements(size)
    problem = problem_of(round_)
    order = standing(problem, SEED)
    _, read = quickest(lambda: read_once(order.wishes, order.score), 9)
    growth.tell("one read of wishes and scores, compiled", size, read)
    _, sums = quickest(lambda: order.wishes.sum() + order.score.sum(), 9)
    growth.tell("one read of both by NumPy, their sums", size, sums)
    _, alone = quickest(lambda: deferred_acceptance(order, rounds=1), 15)
    growth.tell("deferred acceptance", size, alone, f"{alone / read:.1f} x compiled, {alone / sums:.1f} x NumPy")
    _, second = quickest(lambda: deferred_acceptance(order, rounds=2), 9)
    growth.tell("the same with a second round (Király)", size, second, f"{second / read:.1f} x, {second / sums:.1f} x")
    few, whole = quickest(lambda: proven(problem, Rule.LOTTERY), 3)
    growth.tell("lottery, all of it with proof", size, whole, f"{placed(few):,} placed")
    many, most = quickest(lambda: proven(problem, Rule.MOST_PLACED), 2)
    more = f"{placed(many):,} placed, {placed(many) / placed(few) - 1:+.1%}"
    growth.tell("most placed, all of it with proof", size, most, more)
    under = problem_of(round_, limits=True)
    few, whole_under = quickest(lambda: proven(under, Rule.LOTTERY), 2)
    growth.tell("lottery with a quota for every coach", size, whole_under, f"{placed(few):,} placed")
    return whole


def placed(solution: Solution) -> int:
    return int((solution.place >= 0).sum())


def lists_of(problem: Problem) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[int, int]]:
    """Wishes, whom each place ranks with ties broken by the draw, and capacities: what the peers ask for."""
    order = standing(problem, SEED)
    asked = applications(order)
    wishes = {i: [j for j in row if j >= 0] for i, row in enumerate(problem.wishes.tolist())}
    learner, start = asked.learner.tolist(), asked.start.tolist()
    wanted = {j: learner[start[j] : start[j + 1]] for j in range(len(problem.places)) if start[j + 1] > start[j]}
    return wishes, wanted, {j: int(problem.capacity[j]) for j in wanted}


def by_matching(wishes: dict, wanted: dict, capacity: dict) -> tuple[dict[int, int], float, float]:
    from matching.games import HospitalResident

    start = time.process_time()
    game = HospitalResident.create_from_dictionaries(wishes, wanted, capacity)
    built = time.process_time()
    found = game.solve(optimal="resident")
    solved = time.process_time()
    return {int(i.name): int(j.name) for j, group in found.items() for i in group}, built - start, solved - built


def by_algmatch(wishes: dict, wanted: dict, capacity: dict) -> tuple[dict[int, int], float, float]:
    """Its numbers start at 1."""
    from algmatch import HospitalResidentsProblem

    residents = {i + 1: [j + 1 for j in row] for i, row in wishes.items()}
    hospitals = {j + 1: {"capacity": capacity[j], "preferences": [i + 1 for i in row]} for j, row in wanted.items()}
    start = time.process_time()
    game = HospitalResidentsProblem(
        dictionary={"residents": residents, "hospitals": hospitals}, optimised_side="residents"
    )
    built = time.process_time()
    found = game.get_stable_matching()["resident_sided"]
    solved = time.process_time()
    return {int(i[1:]) - 1: int(j[1:]) - 1 for i, j in found.items() if j}, built - start, solved - built


def _work(name: str, size: int, pipe: Any) -> None:
    """In a thread with a deep stack: `matching` copies itself by recursion."""
    peer = by_matching if name == "matching" else by_algmatch
    sys.setrecursionlimit(10_000_000)
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=lambda: pipe.send(peer(*lists_of(problem_of(placements(size))))))
    thread.start()
    thread.join()


def beside(name: str, size: int, mine: float, patience: float) -> None:
    """In a process of its own, that can be given up."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_work, args=(name, size, there))
    process.start()
    there.close()
    if not here.poll(patience):
        process.kill()
        process.join()
        print(f"{size:9,} {name:42}{'given up':>10}  more than {patience / mine:,.0f} x ours", flush=True)
        return
    found, built, solved = here.recv()
    process.join()
    answer = solve(problem_of(placements(size)), seed=SEED).place
    assert found == {i: int(j) for i, j in enumerate(answer.tolist()) if j >= 0}
    both = f"{(built + solved) / mine:,.0f} x ours, {solved / mine:,.0f} x without its building; the same answer"
    print(f"{size:9,} {name:42}{built + solved:10.4f}  {both}", flush=True)


def most_by_cp_sat(problem: Problem, seconds: float) -> tuple[int, str]:
    """As many placed as CP-SAT finds in that time, with two workers."""
    from ortools.sat.python import cp_model

    model, n = cp_model.CpModel(), len(problem.wishes)
    learner, column = np.nonzero(problem.wishes >= 0)
    taken: dict[tuple[int, int], Any] = {
        (i, k): model.new_bool_var("") for i, k in zip(learner.tolist(), column.tolist(), strict=True)
    }
    asked: list[list[tuple[int, int, int]]] = [[] for _ in problem.capacity]
    for i, k in taken:
        asked[problem.wishes[i, k]].append((int(problem.score[i, k]), i, k))
    for i in range(n):
        model.add_at_most_one(taken[i, k] for k in range(problem.wishes.shape[1]) if (i, k) in taken)
    for j, wanting in enumerate(asked):
        seats = int(problem.capacity[j])
        model.add(sum(taken[i, k] for _, i, k in wanting) <= seats)
        for points, i, k in wanting:
            as_good = sum(taken[i, better] for better in range(k + 1) if (i, better) in taken)
            as_high = sum(taken[h, at] for score, h, at in wanting if score >= points)
            model.add(seats * as_good + as_high >= seats)
    model.maximize(sum(taken.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return 0, solver.status_name(status)
    return round(solver.objective_value), solver.status_name(status)


def ties(size: int, seconds: float) -> None:
    problem = problem_of(placements(size))
    theirs, status = most_by_cp_sat(problem, seconds)
    start = time.perf_counter()
    many = placed(solve(problem, Rule.MOST_PLACED, seed=SEED))
    clock = time.perf_counter() - start
    part = f"{many / theirs:.2%} of CP-SAT's {theirs:,} ({status.lower()})" if theirs else "CP-SAT found nothing"
    print(f"{size:9,} {'most placed with ties':42}{clock:10.4f}  {many:,}: {part} in {clock / seconds:.3%} of its time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--peers", nargs="*", type=int, default=[10_000])
    parser.add_argument("--patience", type=float, default=300)
    parser.add_argument("--ties", nargs="*", type=int, default=[1000, 2000])
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    for rule in Rule:
        proven(problem_of(placements(100), limits=rule is Rule.LOTTERY), rule)  # compiles
    proven(problem_of(placements(100)), Rule.LOTTERY)
    growth, whole = Growth(), {}
    print(f"{'':9} {'':42}{'seconds':>10}")
    for size in sorted({*chosen.sizes, *chosen.peers}):
        whole[size] = ours(size, growth)
        for name in PEERS if size in chosen.peers else ():
            beside(name, size, whole[size], chosen.patience)
    for size in chosen.ties:
        ties(size, chosen.seconds)


if __name__ == "__main__":
    main()
