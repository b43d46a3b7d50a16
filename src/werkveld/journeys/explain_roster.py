"""Why somebody has these shifts and not those, and why a shift misses somebody: asked of the engine, by the roster as it is."""

from dataclasses import dataclass

import numpy as np

from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Roster
from werkveld.steps.practice.queries import Posed, pose
from werkveld_engine.rostering.explain import Account, Uncovered, account, uncovered
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.problem import Solution, Stopped
from werkveld_engine.rostering.relaxation import relaxation
from werkveld_engine.rostering.standing import standing


@dataclass(frozen=True)
class Told:
    posed: Posed
    account: Account


@dataclass(frozen=True)
class Gaps:
    posed: Posed
    rows: tuple[Uncovered, ...]


def as_it_is(posed: Posed) -> Solution:
    """The tables as an answer, with what was changed by hand; without prices, which prove nothing of a changed roster."""
    problem, works = posed.problem, posed.works()
    rows = relaxation(standing(problem, posed.roster.seed))
    return Solution(
        works=works,
        cost=sum(points(problem, works).values()),
        prices=np.zeros(len(rows.least), np.int64),
        solver_bound=None,
        stopped=Stopped.EFFORT,
        rounds=0,
        seed=posed.roster.seed,
        digest=problem.digest(),
    )


def explain_person(roster: Roster, person: Person) -> Told | None:
    """None for who is not on it."""
    posed = pose(roster)
    row = posed.row_of.get(person.pk)
    return None if row is None else Told(posed, account(posed.problem, as_it_is(posed), row))


def explain_gaps(roster: Roster) -> Gaps:
    posed = pose(roster)
    return Gaps(posed, uncovered(posed.problem, as_it_is(posed)))
