"""Is it a division into teams, what does it cost, and what is the least it could? Reckoned anew from the problem.

Imports NumPy and the problem, nothing of the solver. Runs after every round that counts. Each part of the cost has a
bound of its own that no division can beat, so their sum is one for the whole.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.teams.problem import Problem, Solution


@dataclass(frozen=True, slots=True)
class Part:
    """One rule: how much of it there is, the least there can be, and the points for each.

    mix: pairs that share a value of attribute `which`; at least what spreading each value evenly gives (pigeonholes).
    skill: squares of what skill `which` of teams is off the average; at least what spreading evenly gives.
    wish: ranks below the first; at least what the prices prove. together: asked-for teammates that are missing; at
    least what does not fit in a team. apart: pairs that had to be apart. moved: people; at least what has to leave.
    within: the least of a mix given who works on which topic; None without topics.
    """

    name: str
    which: int
    reached: int
    bound: int
    weight: int
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found. `broken` names promises that do not hold; empty is what it should be. Sizes: smallest, largest."""

    broken: tuple[str, ...]
    sizes: tuple[int, int]
    parts: tuple[Part, ...]

    @property
    def cost(self) -> int:
        return sum(part.weight * part.reached for part in self.parts)

    @property
    def bound(self) -> int:
        return sum(part.weight * part.bound for part in self.parts)

    @property
    def gap(self) -> float:
        """How far above the bound, as a share of it."""
        return (self.cost - self.bound) / max(1, self.bound)

    @property
    def is_optimal(self) -> bool:
        return not self.broken and self.cost == self.bound


def verify(problem: Problem, solution: Solution) -> Certificate:
    """O(n · (attributes + skills + topics) · log)."""
    n, team = len(problem.people), np.asarray(solution.team, np.int64)
    broken = []
    if team.shape != (n,) or (n and (team.min() < 0 or team.max() >= problem.teams)):
        return Certificate(("somebody is in no team",), (0, 0), ())
    size = np.bincount(team, minlength=problem.teams)
    sizes = (int(size.min(initial=n)), int(size.max(initial=0)))
    if sizes[1] - sizes[0] > 1:
        broken.append("team sizes differ by more than one")
    parts = [*_mix(problem, team), *_skill(problem, team), *_wish(problem, solution, team)]
    parts += [*_together(problem, team), *_apart(problem, team), *_moved(problem, team)]
    return Certificate(tuple(broken), sizes, tuple(parts))


def _pairs(count: NDArray[Any]) -> int:
    count = count.astype(np.int64)
    return int((count * (count - 1) // 2).sum())


def _spread(count: NDArray[Any], teams: NDArray[Any] | int) -> int:
    """Pairs when `count` people are spread over teams as evenly as can be."""
    each, more = np.divmod(np.asarray(count, np.int64), np.maximum(1, teams))
    return int((teams * (each * (each - 1) // 2) + more * each).sum())


def _mix(problem: Problem, team: NDArray[np.int64]) -> list[Part]:
    found = []
    weights = problem.weights.of_mix(problem.mixed.shape[1])
    for which, column in enumerate(np.asarray(problem.mixed, np.int64).T):
        values, value = np.unique(column, return_inverse=True)
        cells, counts = np.unique(team * max(1, len(values)) + value, return_counts=True)
        within = None
        if problem.topic is not None:
            topic = np.asarray(problem.topic, np.int64)
            named, of = np.unique(topic[team] * max(1, len(values)) + value, return_counts=True)
            teams = np.bincount(topic, minlength=problem.topics)[named // max(1, len(values))]
            within = _spread(of, teams)
        even = _spread(np.bincount(value), problem.teams) if len(cells) else 0
        found.append(Part("mix", which, _pairs(counts), even, weights[which], within))
    return found


def _skill(problem: Problem, team: NDArray[np.int64]) -> list[Part]:
    found = []
    weights = problem.weights.of_skill(problem.centred.shape[1])
    for which, column in enumerate(problem.centred.T):
        off = np.zeros(problem.teams, np.int64)
        np.add.at(off, team, column)
        each, more = divmod(abs(int(column.sum())), max(1, problem.teams))
        even = (problem.teams - more) * each**2 + more * (each + 1) ** 2
        found.append(Part("skill", which, int((off**2).sum()), even, weights[which]))
    return found


def _wish(problem: Problem, solution: Solution, team: NDArray[np.int64]) -> list[Part]:
    if problem.wishes is None or problem.topic is None:
        return []
    topic = np.asarray(problem.topic, np.int64)
    ranks = problem.ranks.astype(np.int64)
    reached = int(ranks[np.arange(len(team)), topic[team]].sum())
    return [Part("wish", 0, reached, _fewest_ranks(problem, solution, ranks), problem.weights.wish)]


def _fewest_ranks(problem: Problem, solution: Solution, ranks: NDArray[np.int64]) -> int:
    """Weak duality: everyone's best at the prices, less the most that seats can earn. Any prices give a valid bound."""
    if solution.price is None or len(solution.price) != problem.topics or len(ranks) == 0:
        return 0
    price = np.asarray(solution.price, np.int64)
    teams = np.bincount(np.asarray(problem.topic, np.int64), minlength=problem.topics)
    low, high = teams * problem.sizes[0], teams * problem.sizes[1]
    held, left = low.copy(), len(ranks) - int(low.sum())
    for topic in np.argsort(-price, kind="stable"):
        more = min(left, int(high[topic] - low[topic]))
        held[topic] += more
        left -= more
    best = (ranks + price[None, :])[:, teams > 0].min(axis=1)
    return max(0, int(best.sum()) - int((held * price).sum()))


def _together(problem: Problem, team: NDArray[np.int64]) -> list[Part]:
    if problem.together is None:
        return []
    asked = np.asarray(problem.together, np.int64)
    missing = int((team[asked[:, 0]] != team[asked[:, 1]]).sum())
    many = np.bincount(asked[:, 0], minlength=len(team)) - (problem.sizes[1] - 1)
    return [Part("together", 0, missing, int(np.maximum(0, many).sum()), problem.weights.together)]


def _apart(problem: Problem, team: NDArray[np.int64]) -> list[Part]:
    if problem.apart is None:
        return []
    pairs = np.asarray(problem.apart, np.int64)
    return [Part("apart", 0, int((team[pairs[:, 0]] == team[pairs[:, 1]]).sum()), 0, problem.weights.apart)]


def _moved(problem: Problem, team: NDArray[np.int64]) -> list[Part]:
    """A team that was too large has to lose people; only so many teams may keep the larger size."""
    if problem.before is None:
        return []
    before = np.asarray(problem.before, np.int64)
    was = np.bincount(before[before >= 0], minlength=problem.teams)
    small, large = problem.sizes
    beyond = int(np.maximum(0, was - small).sum())
    if large > small:
        beyond -= min(len(team) - small * problem.teams, int((was > small).sum()))
    return [Part("moved", 0, int(((before >= 0) & (before != team)).sum()), beyond, problem.weights.moved)]
