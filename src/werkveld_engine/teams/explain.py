"""Why somebody is in their team, as data: the doors put it into words.

Whatever a wish would cost is reckoned over every single exchange that grants it, and what would have changed it is
tried: the changed problem is solved.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.teams.problem import NOTHING, Problem, Solution
from werkveld_engine.teams.solve import solve


@dataclass(frozen=True, slots=True)
class Shared:
    """How one attribute is mixed around somebody: `alike` people of the team have their value, they included.

    Spreading the people with that value evenly over all teams gives `least` to `most`.
    """

    attribute: int
    alike: int
    least: int
    most: int


class Wish(StrEnum):
    TOPIC = "topic"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Missed:
    """A wish that was not granted: a topic above the given one, or a teammate (row) who was asked for.

    extra: points by which the whole changes at the cheapest exchange of seats that grants it, for whoever changes with
    them (an empty seat too); None when no exchange can. Of it: mix by attribute, skill, and wishes (topics, bonds, who
    moved) of everybody.
    """

    wish: Wish
    which: int
    extra: int | None
    mix: tuple[int, ...]
    skill: int
    wishes: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """rank: of the topic that was given, from 1; 0 where it was not ranked, None without topics. granted: rows of asked-for
    teammates who are there. kept_apart: rows of people who may not meet and do not; met: who do.
    """

    team: int
    shared: tuple[Shared, ...]
    rank: int | None
    granted: tuple[int, ...]
    missed: tuple[Missed, ...]
    kept_apart: tuple[int, ...]
    met: tuple[int, ...]


def reasons(problem: Problem, solution: Solution, person: int) -> Reasons:
    """For one person (a row); O(n · (attributes + skills)) for each wish that was missed."""
    team = np.asarray(solution.team, np.int64)
    asked = _of(problem.together, person, both=False)
    apart = _of(problem.apart, person, both=True)
    rank, above = _topics(problem, team, person)
    missed = [_missed(problem, team, person, Wish.TOPIC, topic) for topic in above]
    missed += [_missed(problem, team, person, Wish.TOGETHER, who) for who in asked if team[who] != team[person]]
    return Reasons(
        team=int(team[person]),
        shared=tuple(_shared(problem, team, person)),
        rank=rank,
        granted=tuple(who for who in asked if team[who] == team[person]),
        missed=tuple(missed),
        kept_apart=tuple(who for who in apart if team[who] != team[person]),
        met=tuple(who for who in apart if team[who] == team[person]),
    )


def _of(pairs: NDArray[Any] | None, person: int, *, both: bool) -> list[int]:
    if pairs is None or len(pairs) == 0:
        return []
    named = np.asarray(pairs, np.int64)
    found = named[named[:, 0] == person, 1].tolist()
    return sorted(found + (named[named[:, 1] == person, 0].tolist() if both else []))


def _shared(problem: Problem, team: NDArray[np.int64], person: int) -> list[Shared]:
    mates = team == team[person]
    found = []
    for attribute, column in enumerate(np.asarray(problem.mixed).T):
        same = column == column[person]
        least, more = divmod(int(same.sum()), problem.teams)
        found.append(Shared(attribute, int((same & mates).sum()), least, least + (more > 0)))
    return found


def _topics(problem: Problem, team: NDArray[np.int64], person: int) -> tuple[int | None, list[int]]:
    """The rank of the topic somebody has, and the topics that they rank higher."""
    if problem.topic is None or problem.wishes is None:
        return None, []
    ranked = [int(topic) for topic in problem.wishes[person] if topic != NOTHING]
    given = int(problem.topic[team[person]])
    return (ranked.index(given) + 1, ranked[: ranked.index(given)]) if given in ranked else (0, ranked)


def _missed(problem: Problem, team: NDArray[np.int64], person: int, wish: Wish, which: int) -> Missed:
    """Every exchange that grants it is reckoned; the cheapest counts, and the first row of those."""
    if wish is Wish.TOPIC and problem.topic is not None:
        teams = np.flatnonzero(np.asarray(problem.topic) == which)
        with_whom = np.flatnonzero(np.isin(team, teams))
    else:
        teams = team[[which]]
        with_whom = np.flatnonzero((team == team[which]) & (np.arange(len(team)) != which))
    tried = [exchanged(problem, team, person, with_whom)]
    size = np.bincount(team, minlength=problem.teams)
    if size[team[person]] > problem.sizes[0]:
        tried += [moved(problem, team, person, int(one)) for one in teams if size[one] < problem.sizes[1]]
    changes = np.vstack(tried)
    if len(changes) == 0:
        return Missed(wish, which, None, (), 0, 0)
    attributes = problem.mixed.shape[1]
    best = changes[changes.sum(axis=1).argmin()]
    return Missed(
        wish=wish,
        which=which,
        extra=int(best.sum()),
        mix=tuple(int(points) for points in best[:attributes]),
        skill=int(best[attributes]),
        wishes=int(best[attributes + 1]),
    )


def exchanged(problem: Problem, team: NDArray[np.int64], person: int, others: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[others, attributes + 2]: what changes when this person changes seats with each of others, of other teams.

    Columns: mix by attribute, skill, wishes. O(n · attributes + others · (attributes + skills)).
    """
    here, there = team[person], team[others]
    found = [
        weight * _mix(np.asarray(column), team, person, others)
        for column, weight in zip(problem.mixed.T, problem.weights.of_mix(problem.mixed.shape[1]), strict=True)
    ]
    skill = np.zeros(len(others), np.int64)
    for column, weight in zip(problem.centred.T, problem.weights.of_skill(problem.centred.shape[1]), strict=True):
        off = np.zeros(problem.teams, np.int64)
        np.add.at(off, team, column)
        more = column[others] - column[person]
        skill += 2 * weight * more * (off[here] - off[there] + more)
    wishes = np.array([_wishes(problem, team, {person: team[o], int(o): here}) for o in others], np.int64)
    return np.column_stack([*found, skill, wishes]).astype(np.int64).reshape(len(others), len(found) + 2)


def _mix(column: NDArray[Any], team: NDArray[np.int64], person: int, others: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs that share a value, more or fewer."""
    here, there = team[person], team[others]
    values, value = np.unique(column, return_inverse=True)
    mine = np.bincount(team[value == value[person]], minlength=team.max() + 1)
    home = np.bincount(value[team == here], minlength=len(values))
    cells, count = np.unique(team * len(values) + value, return_counts=True)
    yours_there = count[np.searchsorted(cells, there * len(values) + value[others])]
    change = mine[there] - mine[here] + 1 + home[value[others]] - yours_there + 1
    return np.where(value[others] == value[person], 0, change).astype(np.int64)


def moved(problem: Problem, team: NDArray[np.int64], person: int, there: int) -> NDArray[np.int64]:
    """int64[1, attributes + 2]: the same for going to a free seat of another team."""
    here = team[person]
    found = []
    weights = problem.weights.of_mix(problem.mixed.shape[1])
    for column, weight in zip(np.asarray(problem.mixed).T, weights, strict=True):
        same = column == column[person]
        found.append(weight * (int((same & (team == there)).sum()) - int((same & (team == here)).sum()) + 1))
    skill = 0
    for column, weight in zip(problem.centred.T, problem.weights.of_skill(problem.centred.shape[1]), strict=True):
        own, left, joined = int(column[person]), int(column[team == here].sum()), int(column[team == there].sum())
        skill += weight * ((left - own) ** 2 - left**2 + (joined + own) ** 2 - joined**2)
    return np.array([[*found, skill, _wishes(problem, team, {person: there})]], np.int64)


def _wishes(problem: Problem, team: NDArray[np.int64], goes: dict[int, Any]) -> int:
    """Points of topics, bonds and who moved, for people who go to another team at the same time."""
    weights, change = problem.weights, 0
    after = {who: int(where) for who, where in goes.items()}

    def now(who: int) -> int:
        return after.get(who, int(team[who]))

    for who, where in after.items():
        if problem.topic is not None and problem.wishes is not None:
            ranks = problem.ranks[who]
            change += weights.wish * int(ranks[problem.topic[where]] - ranks[problem.topic[team[who]]])
        if problem.before is not None and problem.before[who] != NOTHING:
            was = int(problem.before[who])
            change += weights.moved * (int(where != was) - int(team[who] != was))
    for pairs, weight in ((problem.together, -weights.together), (problem.apart, weights.apart)):
        if pairs is None or len(pairs) == 0:
            continue
        named = np.asarray(pairs, np.int64)
        for one, other in named[np.isin(named, list(after)).any(axis=1)].tolist():
            change += weight * (int(now(one) == now(other)) - int(team[one] == team[other]))
    return change


class Change(StrEnum):
    """What would have granted a missed wish."""

    ONE_MORE_TEAM = "one_more_team"  # on that topic, beside those there are
    ASKED_BACK = "asked_back"  # the other had asked for this person too


def would_have_helped(problem: Problem, solution: Solution, person: int) -> dict[tuple[Wish, int], Change]:
    """By missed wish (what, and which topic or teammate): the change that would have granted it, where there is one.

    Every statement was tried: the changed problem is solved, so each one costs a whole solution.
    """
    found = {}
    for missed in reasons(problem, solution, person).missed:
        changed = _changed(problem, person, missed)
        if changed is None:
            continue
        change, other = changed
        team = solve(other, seed=solution.seed).team
        if missed.wish is Wish.TOPIC and other.topic is not None:
            granted = int(other.topic[team[person]]) == missed.which
        else:
            granted = bool(team[person] == team[missed.which])
        if granted:
            found[missed.wish, missed.which] = change
    return found


def _changed(problem: Problem, person: int, missed: Missed) -> tuple[Change, Problem] | None:
    if missed.wish is Wish.TOPIC and problem.topic is not None:
        if problem.teams >= len(problem.people):
            return None
        topic = np.append(np.asarray(problem.topic), missed.which)
        return Change.ONE_MORE_TEAM, replace(problem, teams=problem.teams + 1, topic=topic)
    asked = np.asarray(problem.together, np.int64)
    back = [missed.which, person]
    if (asked == back).all(axis=1).any():
        return None
    return Change.ASKED_BACK, replace(problem, together=np.vstack([asked, [back]]))
