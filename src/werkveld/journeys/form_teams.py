"""Teams are proposed with several aims beside each other, and one proposal is published, once, with a reason for all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.journeys.explain_teams import MIXED_OVER, Formed, letters_of, reasons_of_all
from werkveld.steps.enrolments.actions.teams import propose, publish
from werkveld.steps.enrolments.enums import DivisionState, Mix
from werkveld.steps.enrolments.models import Division, TeamPlan, Topic
from werkveld.steps.enrolments.queries.teams import Asked, asked_of, held_still, seats_in, teams_in
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.people.models import Person
from werkveld_engine.teams import (
    Certificate,
    Problem,
    Solution,
    Weights,
    number_of_teams,
    solve,
    teams_by_topic,
    verify,
)

WEIGHTS = {
    Mix.MIXED: Weights(mix=1000, wish=700, together=500),
    Mix.TOPICS: Weights(mix=400, wish=3000, together=500),
    Mix.MATES: Weights(mix=400, wish=700, together=4000),
}


class TooFewPeople(Refusal):
    sentence = _("There are too few people for two teams.")


class TopicsHoldTooFew(Refusal):
    sentence = _("There are %(teams)s teams, and together the topics may have %(most)s. Let a topic have more teams.")


def topics_of_teams(plan: TeamPlan, asked: Asked) -> list[Topic | None]:
    """One for every team: topics get teams by how many people wish them first; all alike when nobody wishes."""
    teams = number_of_teams(len(asked.people), plan.size)
    if teams < 2:
        raise TooFewPeople
    if not asked.topics:
        return [None] * teams
    most = [topic.teams_most or teams for topic in asked.topics]
    if sum(most) < teams:
        raise TopicsHoldTooFew(teams=teams, most=sum(most))
    first = Counter(wishes[0] for wishes in asked.wishes.values() if wishes)
    wished = [first[topic.pk] for topic in asked.topics] if first else [1] * len(asked.topics)
    given = teams_by_topic(wished, teams, most)
    return [topic for topic, count in zip(asked.topics, given, strict=True) for _team in range(count)]


def problem_of(asked: Asked, topics: Sequence[Topic | None], weights: Weights) -> Problem:
    """People by their turn of signing up, so that nothing here names anybody; a topic without a team cannot be had."""
    row = {enrolment.pk: number for number, enrolment in enumerate(asked.people)}
    number = {topic.pk: at for at, topic in enumerate(dict.fromkeys(filter(None, topics)))}
    wishes = np.full((len(row), len(number)), -1, np.int64)
    for enrolment, at in row.items():
        ranked = [number[topic] for topic in asked.wishes.get(enrolment, []) if topic in number]
        wishes[at, : len(ranked)] = ranked
    named = [topic for topic in topics if topic is not None]
    return Problem(
        people=np.arange(1, len(row) + 1),
        teams=len(topics),
        mixed=np.column_stack([_colleges(asked), [enrolment.person.level or 0 for enrolment in asked.people]]),
        topic=np.array([number[topic.pk] for topic in named]) if named else None,
        wishes=wishes if named else None,
        together=_pairs(asked.mates, row),
        apart=_pairs(asked.apart, row),
        weights=weights,
    )


def _colleges(asked: Asked) -> list[int]:
    """Numbered by their codes, since row numbers differ from one database to the next; 0 is none."""
    codes = sorted({enrolment.person.college.code for enrolment in asked.people if enrolment.person.college})
    number = {code: at for at, code in enumerate(codes, start=1)}
    return [number[one.person.college.code] if one.person.college else 0 for one in asked.people]


def _pairs(pairs: Iterable[tuple[int, int]], row: dict[int, int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array([(row[one], row[other]) for one, other in pairs], np.int64).reshape(-1, 2)


def propose_teams(plan: TeamPlan, *, by: Person, at: datetime, seed: int | None = None) -> list[Division]:
    """One proposal for every aim. Each is checked by who knows nothing of the solver, and the proof is kept."""
    asked = asked_of(plan)
    topics = topics_of_teams(plan, asked)
    drawn = plan.key.int % (1 << 31) if seed is None else seed
    return [_proposed(plan, asked, topics, mix, seed=drawn, by=by, at=at) for mix in Mix]


@transaction.atomic
def _proposed(
    plan: TeamPlan, asked: Asked, topics: list[Topic | None], mix: Mix, *, seed: int, by: Person, at: datetime
) -> Division:
    problem = problem_of(asked, topics, WEIGHTS[mix])
    solution = solve(problem, seed=seed)
    figures = figures_of(problem, solution, asked, topics)
    if figures["broken"]:
        raise AssertionError(figures["broken"])
    people: list[list[Any]] = [[] for _topic in topics]
    for enrolment, team in zip(asked.people, solution.team.tolist(), strict=True):
        people[team].append(enrolment)
    return propose(
        plan,
        mix=mix,
        seed=seed,
        weights=asdict(WEIGHTS[mix]),
        digest=solution.digest,
        figures=figures,
        teams=list(zip(topics, people, strict=True)),
        by=by,
        at=at,
    )


def figures_of(problem: Problem, solution: Solution, asked: Asked, topics: Sequence[Topic | None]) -> dict[str, Any]:
    """The certificate in numbers, and what came of the wishes."""
    found = verify(problem, solution)
    team = np.asarray(solution.team, np.int64)
    mixes = {name: _part(found, "mix", at) for at, name in enumerate(MIXED_OVER)}
    return {
        "people": len(asked.people),
        "teams": problem.teams,
        "sizes": list(found.sizes),
        "broken": list(found.broken),
        "cost": found.cost,
        "bound": found.bound,
        "mix": mixes,
        "ranks": _ranks(topics, team, asked),
        "mates": [_together(problem.together, team), len(asked.mates)],
        "apart": [len(asked.apart) - _together(problem.apart, team), len(asked.apart)],
    }


def _part(found: Certificate, name: str, which: int) -> dict[str, int]:
    """The bound holds for every division of these people, so it is the same for all proposals."""
    part = next(part for part in found.parts if (part.name, part.which) == (name, which))
    return {"reached": part.reached, "bound": part.bound}


def _ranks(topics: Sequence[Topic | None], team: np.ndarray[Any, Any], asked: Asked) -> list[int]:
    """How many got their first wish, second, third, and another topic; who wishes nothing is not in it."""
    if not any(topics):
        return []
    given = [0, 0, 0, 0]
    for at, enrolment in enumerate(asked.people):
        wished, topic = asked.wishes.get(enrolment.pk, []), topics[team[at]]
        if wished:
            given[min(3, wished.index(topic.pk)) if topic and topic.pk in wished else 3] += 1
    return given


def _together(pairs: Any, team: np.ndarray[Any, Any]) -> int:
    return 0 if pairs is None else int((team[pairs[:, 0]] == team[pairs[:, 1]]).sum())


@transaction.atomic
def publish_teams(division: Division, *, by: Person, at: datetime) -> bool:
    """All or nothing, with a letter for each; a second time changes nothing and writes to nobody."""
    held_still(division.plan)
    asked, teams = asked_of(division.plan), teams_in(division)
    problem = problem_of(asked, [team.topic for team in teams], Weights(**division.weights))
    formed = Formed(problem, solution_of(division, asked, problem.digest()), asked, teams)
    reasons = {}
    if (
        formed.solution.digest == division.digest and division.state == DivisionState.PROPOSED
    ):  # else `publish` says why not
        if broken := verify(problem, formed.solution).broken:
            raise AssertionError(broken)
        reasons = reasons_of_all(formed, WEIGHTS)
    is_new = publish(division, digest=formed.solution.digest, reasons=reasons, by=by, at=at)
    if is_new:
        tell_all("team-formed", letters_of(division, formed, reasons), by=by, at=at)
    return is_new


def solution_of(division: Division, asked: Asked, digest: str) -> Solution:
    """As it was stored; -1 for who is in no team."""
    seats = seats_in(division)
    placed = [seats.get(enrolment.pk, 0) - 1 for enrolment in asked.people]
    return Solution(np.array(placed, np.int32), division.seed, digest)
