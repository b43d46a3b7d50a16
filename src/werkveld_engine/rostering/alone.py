"""How much somebody could work if they were the only one: what is missing below that is nobody else's doing."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.points import usable
from werkveld_engine.rostering.problem import RULES, Demand, Problem, Rules, Weights
from werkveld_engine.rostering.solve import solve

FREE_OF_CHARGE = Weights(short=1, over=0, fair=0, least=0, week=0, overtime=0, steady=0, meet=0)


def most_alone(problem: Problem, person: int) -> int:
    """The most units that availability and own rules allow, on shifts for which a coach could come; one small solve."""
    p, t = problem.shape
    units = problem.per_shift("units")
    rules = {name: int(problem.rules.of(name, p)[person]) for name in RULES}
    kinds = np.asarray(problem.kind_most, np.int64)[problem.kind_most[:, 0] == person].copy()
    kinds[:, 0] = 0
    alone = replace(
        problem,
        people=np.asarray(problem.people)[[person]],
        available=usable(problem)[[person]],
        coach=np.zeros(1, np.bool_),
        seats=np.ones(t, np.int64),
        per_coach=0,
        skills=(),
        has_skill=None,
        demand=Demand.none(),
        rules=Rules(**{**rules, "target": int(units.sum())}),
        dislike=None,
        own=None,
        fixed=None,
        kind_most=kinds,
        weights=FREE_OF_CHARGE,
    )
    works = solve(alone, seed=0, threads=1).works
    return int(units[works[0]].sum())


def unavoidable(problem: Problem) -> NDArray[np.int64]:
    """int64[p]: units below the target whatever the others do; for `Rules.fair_from`, so that who is often away does not
    use up the fair share of the rest. p small solves.
    """
    target = problem.rules.of("target", len(problem.people))
    most = [most_alone(problem, person) if target[person] > 0 else 0 for person in range(len(target))]
    return np.where(target > 0, np.maximum(0, target - np.array(most, np.int64)), 0)
