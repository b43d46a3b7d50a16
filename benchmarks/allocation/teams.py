"""Mixed teams beside a bound that nothing can beat, beside dealing by hand, and beside CP-SAT.

    python -m benchmarks.allocation.teams [--sizes 10000 100000 500000] [--exact 30 60] [--seconds 30]

Teams of five, mixed over colleges, levels and disciplines, with equal skill: the same group for everybody. «wished» adds
topics, wishes and asked-for teammates; its bound adds up bounds of each part by itself, so it says less. Ours includes
checking the input, the digest, the answer and its independent certificate. A coordinator who sorts and deals is the plain
peer; CP-SAT gets `--seconds` by the clock with two workers on small groups, and its own bound.
"""

import argparse
import math
import time
from dataclasses import replace
from typing import Any

import numpy as np

from werkveld_engine.teams import Certificate, Problem, Solution, Weights, solve, teams_by_topic, verify

SEED = 1
SIZE = 5
TOPICS, WISHES = 12, 3
GOAL = 0.005


def group(people: int, *, wished: bool = False, seed: int = 5) -> Problem:
    """Colleges, levels and disciplines as skewed as they are; one skill, a hundred points to a standard deviation."""
    chance = np.random.default_rng(seed)
    teams = people // SIZE
    mixed = np.column_stack(
        [
            np.minimum(7, chance.geometric(0.35, people) - 1),
            chance.choice(3, people, p=[0.25, 0.35, 0.4]),
            np.minimum(9, chance.geometric(0.25, people) - 1),
        ]
    )
    skill = np.round(100 * chance.standard_normal((people, 1))).astype(np.int64)
    plain = Problem(np.arange(people), teams, mixed, skill)
    if not wished:
        return plain
    appeal = np.log(1 / np.arange(1, TOPICS + 1) ** 0.6)
    wishes = np.argsort(-(appeal + chance.gumbel(size=(people, TOPICS))), axis=1)[:, :WISHES]
    given = teams_by_topic(np.bincount(wishes[:, 0], minlength=TOPICS).tolist(), teams)
    asks = np.flatnonzero(chance.random(people) < 0.2)
    together = np.column_stack([asks, (asks + chance.integers(1, 200, len(asks))) % people])
    weights = Weights(mix=1000, skill=1, wish=1000, together=800)
    topic = np.repeat(np.arange(TOPICS), given)
    return replace(plain, topic=topic, wishes=wishes, together=together, weights=weights)


def dealt(problem: Problem) -> Solution:
    """Sorted by discipline, college, level and skill, and dealt round the teams, back and forth."""
    if problem.skill is None:
        raise ValueError
    order = np.lexsort((problem.skill[:, 0], problem.mixed[:, 1], problem.mixed[:, 0], problem.mixed[:, 2]))
    turn, seat = np.divmod(np.arange(len(order)), problem.teams)
    team = np.empty(len(order), np.int32)
    team[order] = np.where(turn % 2 == 0, seat, problem.teams - 1 - seat)
    return Solution(team, SEED, "")


def exact(problem: Problem, seconds: float) -> tuple[Solution, float, str]:
    """CP-SAT on the same cost: pairs as rising costs of the second, third, … of a kind; squares of the skill."""
    from ortools.sat.python import cp_model

    model, n = cp_model.CpModel(), len(problem.people)
    seats = [[model.new_bool_var("") for _team in range(problem.teams)] for _person in range(n)]
    costs: list[Any] = []
    for row in seats:
        model.add_exactly_one(row)
    for t in range(problem.teams):
        model.add(sum(row[t] for row in seats) == SIZE)
        for column in problem.mixed.T:
            for value in np.unique(column):
                who = np.flatnonzero(column == value).tolist()
                more = [model.new_bool_var("") for _ in range(2, min(SIZE, len(who)) + 1)]
                model.add(sum(seats[i][t] for i in who) <= 1 + sum(more))
                costs += [1000 * k * one for k, one in enumerate(more, start=1)]
        off = model.new_int_var(-5000, 5000, "")
        model.add(off == sum(int(points) * seats[i][t] for i, points in enumerate(problem.centred[:, 0])))
        square = model.new_int_var(0, 25_000_000, "")
        model.add_multiplication_equality(square, [off, off])
        costs.append(square)
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Solution(np.arange(n, dtype=np.int32) % problem.teams, SEED, ""), 0.0, "found nothing"
    team = np.array([[solver.value(seat) for seat in row] for row in seats]).argmax(axis=1)
    return Solution(team.astype(np.int32), SEED, ""), solver.best_objective_bound, solver.status_name(status).lower()


def proven(problem: Problem) -> tuple[Certificate, float]:
    start = time.process_time()
    found = verify(problem, solve(problem, seed=SEED))
    spent = time.process_time() - start
    assert not found.broken
    return found, spent


def parts_of(found: Certificate) -> str:
    return ", ".join(f"{part.name} {part.reached:,}/{part.bound:,}" for part in found.parts)


def ours(size: int, before: dict[str, tuple[int, float]]) -> None:
    for name, wished in (("mixed", False), ("mixed and wished", True)):
        problem = group(size, wished=wished)
        found, spent = proven(problem)
        power = ""
        if name in before:
            least, then = before[name]
            power = f"  n^{math.log(spent / then) / math.log(size / least):.2f} since {least:,}"
        before[name] = (size, spent)
        print(
            f"{size:9,} {name:24}{spent:9.2f} s  {found.gap:8.3%} above the bound  {parts_of(found)}{power}", flush=True
        )
        if not wished:
            print(f"{'':9} {'goal':24}{'':11}  {GOAL:8.1%}: {'reached' if found.gap <= GOAL else 'NOT reached'}")
            by_hand = verify(problem, dealt(problem))
            ratio = (by_hand.cost - by_hand.bound) / max(1, found.cost - found.bound)
            print(
                f"{'':9} {'sorted and dealt':24}{'':11}  {by_hand.gap:8.1%} above, {ratio:,.0f} x as far as ours",
                flush=True,
            )


def beside_cp_sat(size: int, seconds: float) -> None:
    problem = group(size)
    start = time.perf_counter()
    mine = verify(problem, solve(problem, seed=SEED))
    clock = time.perf_counter() - start
    start = time.perf_counter()
    theirs, bound, status = exact(problem, seconds)
    spent = time.perf_counter() - start
    found = verify(problem, theirs)
    ratio = f"{mine.cost / max(1, found.cost):.4f} x CP-SAT's cost in {clock / spent:.2%} of its time"
    print(
        f"{size:9,} {'against CP-SAT':24}{clock:9.2f} s  {ratio}; it: {found.cost:,} ({status}, {spent:.0f} s),"
        f" its bound {bound:,.0f}; ours: {mine.cost:,}, our bound {mine.bound:,}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--exact", nargs="*", type=int, default=[30, 60])
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    for wished in (False, True):
        proven(group(100, wished=wished))  # compiles
    before: dict[str, tuple[int, float]] = {}
    for size in sorted(chosen.sizes):
        ours(size, before)
    for size in chosen.exact:
        beside_cp_sat(size, chosen.seconds)


if __name__ == "__main__":
    main()
