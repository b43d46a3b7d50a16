"""A term's roster beside plain CP-SAT: the same rules and points, the same cores, the same time.

    python -m benchmarks.allocation.rosters [--sizes 60] [--seconds 60] [--files FILE …]

60 students, 8 coaches and 12 weeks with a steady pattern and an own coach, unless other sizes (students) are asked for.
Gaps count, each by its own bound; the best bound of both is told too. `--files` are published staff rosters.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
from benchmarks.allocation.staff import read
from ortools.sat.python import cp_model

from werkveld_engine.rostering import programme
from werkveld_engine.rostering.greedy import first_roster
from werkveld_engine.rostering.problem import NOTHING, Demand, Problem, Rules
from werkveld_engine.rostering.relaxation import relaxation
from werkveld_engine.rostering.solve import Progress, solve
from werkveld_engine.rostering.standing import standing
from werkveld_engine.rostering.verify import verify

SEED, WEEKS, DAYS, HALVES, SKILLS = 1, 12, 5, 2, 4
CORES = 2


def term(students: int, seed: int = 3) -> Problem:
    """A timetable that leaves half days, weeks away, appointments that ask for skills, one coach to eight students."""
    chance = np.random.default_rng(seed)
    coaches = max(1, round(students / 7.5))
    people = students + coaches
    coach = np.arange(people) >= students
    week, weekday, half = (each.reshape(-1) for each in np.indices((WEEKS, DAYS, HALVES)))
    timetable = chance.random((people, DAYS, HALVES)) < np.where(coach, 0.7, 0.55)[:, None, None]
    available = timetable[:, weekday, half] & (chance.random((people, len(week))) > 0.08)
    away = np.where(chance.random(people) < 0.3, chance.integers(0, WEEKS, people), NOTHING)
    available &= away[:, None] != week
    asked = np.minimum(chance.poisson(1.6 * students / 60, (len(week), SKILLS)), 5)
    asked = np.column_stack([asked, asked.sum(axis=1)])  # the last counts everyone
    shift, skill = np.nonzero(asked)
    could = available.sum(axis=1)
    target = np.where(coach, NOTHING, np.minimum(chance.integers(2, 5, people) * WEEKS, could * 17 // 20))
    return Problem(
        people=np.arange(people),
        shifts=np.arange(len(week)),
        day=week * 7 + weekday,
        starts=540 + 240 * half,
        ends=720 + 240 * half,
        available=available,
        coach=coach,
        seats=np.full(len(week), math.ceil(0.3 * students)),
        per_coach=6,
        skills=tuple(range(SKILLS)),
        has_skill=chance.random((people, SKILLS)) < 0.45,
        demand=Demand(
            shift,
            np.where(skill == SKILLS, NOTHING, skill),
            asked[shift, skill],
            np.where(skill == SKILLS, 6, 10),
            np.zeros(len(shift), np.int64),
        ),
        rules=Rules(
            a_day=np.where(coach, HALVES, 1),
            target=target,
            a_week=np.where(coach, NOTHING, np.maximum(target, 0) // WEEKS + 2),
            week_least=np.where(coach, 0, np.maximum(target, 0) // WEEKS),
            week_wish=np.where(coach, chance.integers(4, 8, people), NOTHING),
            meet_times=np.where(coach, 0, 1),
        ),
        dislike=np.where(
            coach[:, None], 0, np.maximum(0, chance.integers(-1, 3, (people, DAYS, HALVES)))[:, weekday, half]
        ),
        own=np.where(coach, NOTHING, students + np.arange(people) % coaches),
    )


def plain(problem: Problem, seconds: float) -> tuple[float, float]:
    """Points and bound of CP-SAT as it comes, on the same program."""
    order = standing(problem, SEED)
    rows = relaxation(order)
    at = rows.values(first_roster(order))
    model = programme._model(rows, at, np.ones(len(at), np.bool_), hinted=False)  # noqa: SLF001 - the same program
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = CORES
    solver.parameters.random_seed = SEED
    found = solver.solve(model)
    points = solver.objective_value if found in (cp_model.OPTIMAL, cp_model.FEASIBLE) else math.inf
    return points, solver.best_objective_bound


def compare(name: str, problem: Problem, seconds: float) -> None:
    told: list[Progress] = []
    start = time.perf_counter()
    solution = solve(problem, seed=SEED, seconds=seconds, threads=CORES, progress=told.append)
    wall = time.perf_counter() - start
    certificate = verify(problem, solution)
    assert not certificate.broken, certificate
    best = max(one.bound for one in told if one.bound is not None)
    print(f"\n{name}")
    print(f"  ours    {certificate.cost:9,} points, gap {certificate.gap:7.2%} after {wall:5.1f} s; ", end="")
    print(f"first roster after {told[0].seconds:.1f} s; {solution.stopped.value}", flush=True)
    points, bound = plain(problem, seconds)
    print(f"  CP-SAT  {points:9,.0f} points, gap {(points - bound) / max(1, abs(points)):7.2%} after {seconds:5.1f} s")
    best = max(best, bound)
    print(f"  above the best bound of both: {certificate.cost / best - 1:.2%} and {points / best - 1:.2%}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=[60], help="students")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--files", nargs="*", type=Path, default=[])
    chosen = parser.parse_args()
    for students in chosen.sizes:
        compare(f"{students} students, 12 weeks, steady pattern, own coach", term(students), chosen.seconds)
    for path in chosen.files:
        compare(path.stem, read(path), chosen.seconds)


if __name__ == "__main__":
    main()
