"""Why somebody is in their team, as facts without anybody's name: who is meant by a wish, its number says.

Nothing here tells who asked for whom, who did not, or who is kept apart: a missed wish names what it would have cost.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from werkveld.steps.enrolments.enums import Mix
from werkveld.steps.enrolments.models import Division, Enrolment, Team, Topic
from werkveld.steps.enrolments.queries.teams import Asked
from werkveld_engine.teams import (
    Missed,
    Problem,
    Solution,
    Weights,
    Wish,
    granted_by,
    reasons,
    with_one_more_team,
)

Facts = dict[str, Any]
Helped = dict[tuple[int, Wish, int], str]
MIXED_OVER = ("college", "level")
ONE_MORE_TEAM = "team"


@dataclass(frozen=True)
class Formed:
    """Everybody in teams: what was asked, the problem made of it, its solution, and the teams in order."""

    problem: Problem
    solution: Solution
    asked: Asked
    teams: Sequence[Team]

    @cached_property
    def topics(self) -> dict[int, Topic]:
        """By their numbers in the problem."""
        numbers = [] if self.problem.topic is None else self.problem.topic.tolist()
        return {number: team.topic for number, team in zip(numbers, self.teams, strict=False) if team.topic}


def reasons_of_all(formed: Formed, aims: Mapping[Mix, Weights]) -> dict[int, Facts]:
    """Enrolment -> facts. What would have helped was tried: one solution for each topic and each other aim."""
    helped = _helped(formed.problem, formed.solution, aims)
    return {enrolment.pk: reasons_of(formed, at, helped) for at, enrolment in enumerate(formed.asked.people)}


def _helped(problem: Problem, solution: Solution, aims: Mapping[Mix, Weights]) -> Helped:
    found: Helped = {}
    for mix, weights in aims.items():
        if mix != Mix.MIXED and weights != problem.weights:
            granted = granted_by(replace(problem, weights=weights), problem, solution)
            found |= dict.fromkeys(granted, mix.value)
    for topic in range(problem.topics if problem.topic is not None else 0):
        changed = with_one_more_team(problem, topic)
        if changed is not None:
            granted = granted_by(changed, problem, solution)
            found |= {one: ONE_MORE_TEAM for one in granted if one[1] is Wish.TOPIC and one[2] == topic}
    return found


def reasons_of(formed: Formed, at: int, helped: Helped) -> Facts:
    """Of the person in row `at`."""
    told = reasons(formed.problem, formed.solution, at)
    team, enrolment = formed.teams[told.team], formed.asked.people[at]
    wished = formed.asked.wishes.get(enrolment.pk, [])
    rank = wished.index(team.topic_id) + 1 if team.topic_id in wished else 0
    return {
        "team": team.number,
        "topic": [team.topic.name_nl, team.topic.name_en] if team.topic else None,
        "rank": rank if team.topic and wished else None,
        "mix": {
            MIXED_OVER[one.attribute]: [_different(formed, told.team, one.attribute), one.alike, one.least, one.most]
            for one in told.shared
        },
        "granted": [_number(formed, enrolment, row) for row in told.granted],
        "missed": [*_without_team(formed, wished, team), *(_missed(formed, at, one, helped) for one in told.missed)],
    }


def _different(formed: Formed, team: int, attribute: int) -> int:
    return len(np.unique(np.asarray(formed.problem.mixed)[formed.solution.team == team, attribute]))


def _number(formed: Formed, enrolment: Enrolment, row: int) -> int:
    """Of the wish to be with somebody."""
    return formed.asked.mate_numbers[enrolment.pk, formed.asked.people[row].pk]


def _without_team(formed: Formed, wished: list[int], team: Team) -> list[Facts]:
    """Topics above the given one on which nobody works."""
    worked_on = {one.topic_id for one in formed.teams}
    above = wished[: wished.index(team.topic_id)] if team.topic_id in wished else wished
    names = {topic.pk: [topic.name_nl, topic.name_en] for topic in formed.asked.topics}
    return [
        {"wish": "topic", "name": names[topic], "rank": wished.index(topic) + 1, "no_team": True}
        for topic in above
        if topic not in worked_on
    ]


def _missed(formed: Formed, at: int, missed: Missed, helped: Helped) -> Facts:
    enrolment = formed.asked.people[at]
    weights = formed.problem.weights.of_mix(len(MIXED_OVER))
    points = zip(missed.mix, weights, strict=False)  # without an exchange there are no points
    facts: Facts = {
        "extra": missed.extra,
        "pairs": sum(more // weight for more, weight in points),
        "others": missed.wishes > 0,
        "helped": helped.get((at, missed.wish, missed.which)),
    }
    if missed.wish is Wish.TOGETHER:
        return facts | {"wish": "mate", "number": _number(formed, enrolment, missed.which)}
    topic = formed.topics[missed.which]
    rank = formed.asked.wishes[enrolment.pk].index(topic.pk) + 1
    return facts | {"wish": "topic", "name": [topic.name_nl, topic.name_en], "rank": rank}


def letters_of(division: Division, formed: Formed, facts: Mapping[int, Facts]) -> list[dict[str, Any]]:
    """A letter for each: with whom by first name; for whom they asked by the whole name, since first names repeat."""
    offering, people = division.plan.offering, formed.asked.people
    names = {enrolment.pk: enrolment.person.given_name for enrolment in people}
    whole = {enrolment.pk: enrolment.person.name for enrolment in people}  # as they wrote it themselves
    mates: dict[int, list[int]] = defaultdict(list)
    for enrolment in people:
        mates[facts[enrolment.pk]["team"]].append(enrolment.pk)
    return [
        {
            "to": enrolment.person,
            "about": division,
            "facts": {
                **facts[enrolment.pk],
                "title": [offering.title_nl, offering.title_en],
                "with": [names[other] for other in mates[facts[enrolment.pk]["team"]] if other != enrolment.pk],
                "asked": {str(number): whole[mate] for number, mate in asked_for(formed.asked, enrolment).items()},
            },
        }
        for enrolment in people
    ]


def asked_for(asked: Asked, enrolment: Enrolment) -> dict[int, int]:
    """Number of the wish -> whom."""
    return {asked.mate_numbers[one, mate]: mate for one, mate in asked.mates if one == enrolment.pk}
