"""A roster goes through the engine: who works which shift, proven beside it, and kept as a proposal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.journeys.solve_round import AnswerIsWrong
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import Planned, propose
from werkveld.steps.practice.models import Roster
from werkveld.steps.practice.queries import Posed, pose
from werkveld_engine.rostering.problem import Problem, Solution, Stopped
from werkveld_engine.rostering.solve import EFFORT, Progress, solve
from werkveld_engine.rostering.verify import Certificate, verify

SECONDS = 60.0
ENOUGH = 0.05  # a share of the cost: nobody sees a smaller one


class NobodyCanCome(Refusal):
    sentence = _("First a student and a coach say when they can come; then a roster can be made. Ask them, or wait.")


class WasCancelled(Refusal):
    sentence = _("This was stopped. Nothing has changed.")


@dataclass(frozen=True)
class Solved:
    posed: Posed
    solution: Solution
    certificate: Certificate


def solve_roster(
    roster: Roster,
    *,
    by: Person,
    at: datetime,
    seed: int | None = None,
    effort: int = EFFORT,
    seconds: float | None = SECONDS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solved:
    """Within the seconds there is a roster that breaks no rule; the same answers, seed and effort give the same one,

    unless the seconds ran out. Nothing is locked meanwhile, and what is kept is kept at once.

    :raises NobodyCanCome, WasCancelled: nothing was kept.
    """
    posed = pose(roster)
    must_have_somebody(posed)
    lot = roster.seed if seed is None else seed
    engine = partial(solve, posed.problem, effort=effort, enough=ENOUGH, seconds=seconds)
    solution = engine(seed=lot, progress=progress, cancelled=cancelled)
    if solution.stopped is Stopped.CANCELLED:
        raise WasCancelled
    return keep(posed, solution, by=by, at=at)


def must_have_somebody(posed: Posed) -> None:
    problem = posed.problem
    if not problem.available[problem.coach].any() or not problem.available[~problem.coach].any():
        raise NobodyCanCome


def reckon(problem: Problem, seed: int, seconds: float | None = None) -> Solution:
    """For a process of its own: knows no tables. Without seconds the answer depends on no clock."""
    return solve(problem, seed=seed, enough=ENOUGH, seconds=seconds, threads=1)


def keep(posed: Posed, solution: Solution, *, by: Person, at: datetime) -> Solved:
    """Looked at anew before anybody sees it.

    :raises AnswerIsWrong: the answer breaks a rule or is not of this roster; a fault of ours.
    """
    certificate = verify(posed.problem, solution)
    if not certificate.is_sound:
        raise AnswerIsWrong(certificate.broken)
    propose(
        posed.roster,
        planned(posed, solution),
        digest=solution.digest,
        cost=certificate.cost,
        bound=certificate.bound,
        seed=solution.seed,
        by=by,
        at=at,
    )
    return Solved(posed, solution, certificate)


def planned(posed: Posed, solution: Solution) -> list[Planned]:
    """Every open shift of the term, also one on which nobody can be: residents and planners see that gap."""
    rows = []
    for column, place in enumerate(posed.places):
        here = [person for row, person in enumerate(posed.people) if solution.works[row, column]]
        coach = next((one for one in here if one.pk in posed.coaches), None)
        students = [one for one in here if one.pk not in posed.coaches]
        rows.append(Planned(place.slot, place.starts_at, place.ends_at, coach, students))
    return rows
