"""Somebody goes to another team by hand, or comes in after the teams were formed: what it does is known before."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction

from werkveld.journeys.explain_teams import Formed, reasons_of
from werkveld.journeys.form_teams import figures_of, problem_of, solution_of
from werkveld.steps.enrolments.actions.teams import put_in_team
from werkveld.steps.enrolments.models import Division, Enrolment, Team, TeamMember
from werkveld.steps.enrolments.queries.teams import Asked, asked_of, held_still, only, seats_in, teams_in
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Person
from werkveld_engine.teams import Problem, Solution, Weights, best_to_join, going


@dataclass(frozen=True, slots=True)
class Choice:
    """One team that somebody could go to. Pairs: of people who share a college or a level, more or fewer in all.

    rank: of its topic in what this person wishes, 0 when it was not wished, None without wishes. mates: how many of the
    people they asked for are there. points: what the whole gets worse (or better, below 0) by the weights that were used.
    """

    team: Team
    size: int
    colleges: int
    levels: int
    rank: int | None
    mates: int
    meets: bool
    points: int
    is_here: bool
    is_best: bool


def _now(division: Division, enrolment: Enrolment) -> tuple[Asked, list[Team], Problem, Solution]:
    """Who is in a team and takes part today, and this one; others who came later are nowhere yet."""
    seats = seats_in(division)
    everybody, teams = asked_of(division.plan), teams_in(division)
    asked = only(everybody, {*seats, enrolment.pk})
    problem = problem_of(asked, [team.topic for team in teams], Weights(**division.weights))
    return asked, teams, problem, solution_of(division, asked, problem.digest())


def choices(division: Division, enrolment: Enrolment) -> list[Choice]:
    """Every team in order; the best is where who comes later goes by itself."""
    asked, teams, problem, solution = _now(division, enrolment)
    at = asked.people.index(enrolment)
    costs = going(problem, solution.team, at)
    best = best_to_join(problem, solution.team, at)
    size = np.bincount(solution.team[solution.team >= 0], minlength=problem.teams)
    wished = asked.wishes.get(enrolment.pk, [])
    weights = problem.weights.of_mix(2)
    return [
        Choice(
            team=team,
            size=int(size[number]) + int(solution.team[at] != number),
            colleges=int(costs[number, 0]) // weights[0],
            levels=int(costs[number, 1]) // weights[1],
            rank=(wished.index(team.topic_id) + 1 if team.topic_id in wished else 0) if wished else None,
            mates=_there(asked.mates, enrolment, asked, solution, number),
            meets=_there(asked.apart, enrolment, asked, solution, number, both=True) > 0,
            points=int(costs[number].sum()),
            is_here=bool(solution.team[at] == number),
            is_best=number == best,
        )
        for number, team in enumerate(teams)
    ]


def _there(
    pairs: list[tuple[int, int]],
    enrolment: Enrolment,
    asked: Asked,
    solution: Solution,
    team: int,
    *,
    both: bool = False,
) -> int:
    """How many of those somebody is paired with are in this team."""
    others = {other for one, other in pairs if one == enrolment.pk}
    others |= {one for one, other in pairs if both and other == enrolment.pk}
    return sum(one.pk in others for at, one in enumerate(asked.people) if solution.team[at] == team)


@transaction.atomic
def change_team(enrolment: Enrolment, team: Team, *, why: str, by: Person, at: datetime) -> TeamMember:
    """Checked anew like every division, and told to who it is about; sizes that differ more than one are kept as that."""
    division = team.division
    held_still(division.plan)
    asked, teams, problem, before = _now(division, enrolment)
    row = next((number for number, one in enumerate(asked.people) if one.pk == enrolment.pk), None)
    if row is None:  # the action says why not
        return put_in_team(enrolment, team, why=why, reasons={}, figures=division.figures, by=by, at=at)
    placed = before.team.copy()
    placed[row] = team.number - 1
    after = Solution(placed, division.seed, before.digest)
    facts = reasons_of(Formed(problem, after, asked, teams), row, {}) | {"missed": []}
    figures = figures_of(problem, after, asked, [one.topic for one in teams])
    member = put_in_team(enrolment, team, why=why, reasons=facts, figures=figures, by=by, at=at)
    title = [division.plan.offering.title_nl, division.plan.offering.title_en]
    tell(enrolment.person, "team-changed", about=member, by=by, at=at, title=title, team=team.number, why=member.why)
    return member
