"""Is what was recommended allowed, and is nothing better left out? Reckoned anew; knows nothing of how it was found.

Imports NumPy and the problem, nothing of the solver. Runs after every production run: the rules for everyone, and for
people drawn by the seed every offering there is. Products of profiles are sums of doubles that hold whole numbers under
2**53, so they are exact in any order, also in a matrix product of any library.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.ranking.problem import NOTHING, Problem, Solution, centimetres, grid, travelled

PIECE = 1 << 14  # people of whom the rules are looked at together
PAIRS = 1 << 22  # of people and offerings that are scored together


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found. `broken` names promises that do not hold; empty is what it should be.

    people; listed: recommendations in all; compared: people for whom every offering was scored anew.
    lead: the least number of points between the last on a full list and the best that is not on it, over who was
    compared; 0 is a tie that the ids settled. None when nobody's list left anything out.
    """

    broken: tuple[str, ...]
    people: int
    listed: int
    compared: int
    lead: int | None


def verify(problem: Problem, solution: Solution, *, sample: int = 1000, seed: int = 0) -> Certificate:
    """O(n · best + sample · m · columns); memory for some million pairs."""
    n = len(problem.people)
    if solution.offering.shape != (n, problem.best) or solution.score.shape != (n, problem.best):
        return Certificate(("the answer has another shape than the question",), n, 0, 0, None)
    listed = solution.offering >= 0
    broken = set(_rules(problem, solution, listed))
    drawn = np.sort(np.random.default_rng(seed).choice(n, min(n, sample), replace=False))
    lead: int | None = None
    if not broken:
        together = max(1, PAIRS // max(1, len(problem.offerings)))
        for first in range(0, len(drawn), together):
            lead = _compared(problem, solution, drawn[first : first + together], broken, lead)
    return Certificate(tuple(sorted(broken)), n, int(listed.sum()), len(drawn), lead)


def _rules(problem: Problem, solution: Solution, listed: NDArray[np.bool_]) -> Iterator[str]:
    """Of everyone's list: order, nobody twice, who may choose, in reach, not done."""
    m = len(problem.offerings)
    if ((solution.offering < NOTHING) | (solution.offering >= m)).any():
        yield "an offering is recommended that is not there"
        return
    if (listed[:, 1:] & ~listed[:, :-1]).any() or (solution.score[~listed] != 0).any():
        yield "a list has a gap"
    key = np.append(problem.key, NOTHING)[solution.offering]
    rises = solution.score[:, 1:] > solution.score[:, :-1]
    tied = (solution.score[:, 1:] == solution.score[:, :-1]) & (key[:, 1:] <= key[:, :-1])
    if (listed[:, 1:] & (rises | tied)).any():
        yield "a list is not in order"
    ranked = np.sort(solution.offering, axis=1)
    if ((ranked[:, 1:] == ranked[:, :-1]) & (ranked[:, 1:] >= 0)).any():
        yield "an offering is on a list twice"
    if problem.done is not None and len(problem.done):
        done = np.asarray(problem.done, np.int64) @ np.array([m, 1])
        person, rank = np.nonzero(listed)
        if np.isin(person.astype(np.int64) * m + solution.offering[person, rank], done).any():
            yield "somebody is recommended what they have done"
    for first in range(0, len(listed), PIECE):
        person = np.arange(first, min(len(listed), first + PIECE))[:, None]
        offering = solution.offering[first : first + PIECE].astype(np.int64)
        inside = listed[first : first + PIECE]
        if m and (inside & ~_may_choose(problem, person, offering)).any():
            yield "somebody is recommended what they may not choose"
        _square, near = _distance(problem, person, offering) if m else (offering, inside)
        if (inside & ~near).any():
            yield "an offering is too far away"


def _may_choose(problem: Problem, person: NDArray[np.int64], offering: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the traits and groups of people allow offerings; both broadcast, rows of -1 say nothing."""
    allowed = np.ones(np.broadcast_shapes(person.shape, offering.shape), np.bool_)
    if problem.trait is not None and problem.least is not None and problem.most is not None:
        for trait in range(problem.trait.shape[1]):
            value = problem.trait[person, trait]
            allowed &= (value >= problem.least[offering, trait]) & (value <= problem.most[offering, trait])
    if problem.member_of is not None and problem.open_to is not None:
        allowed &= (problem.member_of.astype(np.uint64)[person] & problem.open_to.astype(np.uint64)[offering]) != 0
    return allowed


def _distance(
    problem: Problem, person: NDArray[np.int64], offering: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The square of the distance in centimetres, 0 where one has no place; and whether it is within the radius."""
    one, other = centimetres(problem.person_at[person]), centimetres(problem.offering_at[offering])
    away = (other - one) ** 2
    square = away[..., 0] + away[..., 1]
    nowhere = np.isnan(problem.person_at[person]).any(axis=-1) | np.isnan(problem.offering_at[offering]).any(axis=-1)
    square = np.where(nowhere, 0, square)
    return square, np.ones(square.shape, np.bool_) if problem.reach is None else square <= problem.reach**2


def _compared(
    problem: Problem, solution: Solution, people: NDArray[np.int64], broken: set[str], lead: int | None
) -> int | None:
    """Scores every offering for these people; gives the least lead so far."""
    person, offering = people[:, None], np.arange(len(problem.offerings))[None, :]
    fit = grid(problem.profile[people]).astype(np.float64) @ grid(problem.content).astype(np.float64).T
    square, near = _distance(problem, person, offering)
    score = fit.astype(np.int64) + problem.need_points[None, :] - travelled(square, problem.rate)
    free = near & _may_choose(problem, person, offering)
    if problem.done is not None and len(problem.done):
        place = np.full(len(problem.people), NOTHING)
        place[people] = np.arange(len(people))
        done = np.asarray(problem.done, np.int64)
        done = done[place[done[:, 0]] >= 0]
        free[place[done[:, 0]], done[:, 1]] = False
    for row, one in enumerate(people):
        on = solution.offering[one][solution.offering[one] >= 0]
        if (score[row, on] != solution.score[one, : len(on)]).any():
            broken.add("a score is not what it should be")
        free[row, on] = False
        out = np.flatnonzero(free[row])
        if len(out) == 0:
            continue
        if len(on) < problem.best:
            broken.add("a list is shorter than it could be")
            continue
        ahead = int(solution.score[one, -1]) - int(score[row, out].max())
        tied = out[score[row, out] == solution.score[one, -1]]
        if ahead < 0 or (len(tied) and problem.key[tied].min() < problem.key[on[-1]]):
            broken.add("somebody misses what suits them better")
        lead = ahead if lead is None else min(lead, ahead)
    return lead
