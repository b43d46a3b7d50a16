"""Forms teams: the door of the engine for mixed and balanced teams."""

import itertools

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.teams.checking import check
from werkveld_engine.teams.kernels.anneal import anneal, descend, usual_loss
from werkveld_engine.teams.kernels.deal import deal, resume
from werkveld_engine.teams.kernels.hall import Hall, Seats, seated
from werkveld_engine.teams.kernels.level import level
from werkveld_engine.teams.kernels.mend import mend_bonds, mend_mix, polish
from werkveld_engine.teams.kernels.pairs import between, shuffled
from werkveld_engine.teams.kernels.topics import smallest_ranks
from werkveld_engine.teams.problem import Problem, Solution
from werkveld_engine.teams.standing import Standing, as_given, standing

SEARCHES = ((100, 8, 3000), (2000, 2, 3000), (20_000, 1, 1000))  # up to so many seats, so often, so many steps for each
HEATS = (4, 3, 2, 1)  # halvings of what is usually lost, one search after the other
EVERY_PAIR = 1000  # seats, up to which all pairs are tried in the end
SAMPLES = 400  # exchanges that tell what one usually loses
TRIES, ROUNDS = 200, 24
LEVELLED, PAIRED, POLISHED, TRIED = 4, 40, 10, 8  # times, at most, and exchanges for each person
NEGLIGIBLE = 2000  # what gains less than this part of the cost is not gone on with


def solve(problem: Problem, *, seed: int) -> Solution:
    """Teams whose sizes differ by one at most, with as small a cost as is found (`Weights` says what costs what).

    The same problem and seed give the same answer, on every machine and for every order of the rows: everything is in
    whole numbers and one thread. Up to some hundred people it is as good as always the best; `verify` gives a bound that
    nothing can beat. Large groups: people of one kind are dealt to the teams that have the fewest like them, what is
    then not even is mended, skills are levelled within kinds; O(n log n + kinds · teams), 500,000 in seconds.

    :raises InputRefused: what is wrong, with table and row.
    """
    check(problem)
    n = len(problem.people)
    if n == 0:
        return Solution(np.empty(0, np.int32), seed, problem.digest(), _no_price(problem))
    order = standing(problem, seed)
    hall = _hall(problem, order)
    choice, price = _topics(problem, order)
    state = np.array([(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % (1 << 64) or 1], np.uint64)
    if problem.before is None:
        team = _dealt(order, choice)
    else:
        team = resume(order.before, order.people, order.teams, order.size, problem.sizes[0])
    seats = seated(hall, team, order.teams, order.size)
    _improve(hall, seats, order, state)
    if len(team) <= SEARCHES[-1][0]:
        team = _searched(hall, seats, order, state)
    return Solution(as_given(problem, order, team), seed, problem.digest(), price)


def _no_price(problem: Problem) -> NDArray[np.int64] | None:
    return None if problem.wishes is None else np.zeros(problem.topics, np.int64)


def _hall(problem: Problem, order: Standing) -> Hall:
    weights = problem.weights
    alike, alike_from = _groups(order.kind, np.zeros(len(order.kind), np.int32))
    return Hall(
        code=order.code,
        weight=order.weight,
        kind=order.kind,
        skill=order.skill,
        skill_weight=order.skill_weight,
        rank=order.rank,
        topic=order.topic,
        bond_from=order.bond_from,
        bond_to=order.bond_to,
        bond=order.bond,
        before=order.before,
        price=np.array([weights.wish, weights.moved], np.int64),
        first=order.first.astype(np.int64),
        alike=alike,
        alike_from=alike_from,
        people=order.people,
    )


def _topics(problem: Problem, order: Standing) -> tuple[NDArray[np.int32], NDArray[np.int64] | None]:
    """A topic for every seat, empty ones too, with the smallest sum of ranks; and the prices that prove it."""
    teams = np.diff(order.first)
    low, high = teams * problem.sizes[0], teams * problem.sizes[1]
    if problem.wishes is None:
        held = _shared(order.people, low, high)
        choice, price = np.repeat(np.arange(len(teams)), held).astype(np.int32), None
    else:
        choice, price = smallest_ranks(order.rank[: order.people], low, high)
        held = np.bincount(choice, minlength=len(teams))
    empty = np.repeat(np.arange(len(teams)), teams * order.size - held)
    return np.concatenate([choice, empty]).astype(np.int32), price


def _shared(people: int, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many work on each topic when nobody minds: every team its least, the first topics one more a team."""
    more = np.cumsum(high - low)
    extra = people - int(low.sum())
    held: NDArray[np.int64] = low + np.clip(extra - (more - (high - low)), 0, high - low)
    return held


def _dealt(order: Standing, choice: NDArray[np.int32]) -> NDArray[np.int32]:
    lightest = order.weight[order.weight > 0].min(initial=1 << 60)
    unit = np.minimum(8, -(-order.weight // lightest)).astype(np.int32)
    by_kind = np.lexsort((order.kind[: order.people], choice[: order.people]))
    team: NDArray[np.int32] = deal(
        by_kind, order.kind, order.code, unit, order.people, order.first.astype(np.int64), choice, order.size
    )
    return team


def _improve(hall: Hall, seats: Seats, order: Standing, state: NDArray[np.uint64]) -> None:
    """Skills are levelled before anything is weighed against them: as they are dealt they would outweigh everything."""
    mend_mix(hall, seats, hall.first, TRIES, ROUNDS, state)
    for _ in range(LEVELLED):
        for skill in range(order.skill.shape[1]):
            listed, start = _groups(order.kind, order.topic[seats.team])
            level(hall, seats, listed, start, skill, np.full(order.teams, -1, np.int64))
    worth = max(1, _cost(order, seats) // NEGLIGIBLE)
    if _above(order, seats) < worth:
        return
    _pair_up(hall, seats, order, state, worth)
    if len(order.bond) and mend_bonds(hall, seats, TRIES, state):
        _pair_up(hall, seats, order, state, worth)
    for _ in range(POLISHED):
        if polish(hall, seats, TRIED, state) < worth:
            break


def _pair_up(hall: Hall, seats: Seats, order: Standing, state: NDArray[np.uint64], worth: int) -> None:
    """Team beside team: who has most of a skill with who has least, two of one topic, and any two."""
    half = order.teams // 2
    for turn in range(PAIRED):
        gained = 0
        if order.skill.shape[1]:
            total = seats.total[:, turn % order.skill.shape[1]]
            gained += between(hall, seats, *_mirrored(order, total, turn))
        lot = shuffled(state, order.teams)
        alike = lot[np.argsort(order.topic[lot], kind="stable")]
        gained += between(hall, seats, alike[: 2 * half : 2], alike[1 : 2 * half : 2])
        lot = shuffled(state, order.teams)
        gained += between(hall, seats, lot[:half], lot[half : 2 * half])
        if gained < worth:
            return


def _mirrored(order: Standing, total: NDArray[np.int64], turn: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Teams of one topic by what they have of a skill: the first with the last, and so on; shifted by the turn."""
    ranked = np.lexsort((total, order.topic))
    one, other = [], []
    for begin, end in itertools.pairwise(order.first.tolist()):
        half = (end - begin) // 2
        one.append(ranked[begin : begin + half])
        other.append(np.roll(ranked[end - half : end][::-1], turn))
    return np.concatenate(one), np.concatenate(other)


def _cost(order: Standing, seats: Seats) -> int:
    """Of what is mixed and balanced, in points."""
    count = seats.count.astype(np.int64)
    skill: NDArray[np.int64] = (seats.total**2).sum(axis=0) * order.skill_weight
    return int((count * (count - 1) // 2 * order.weight).sum() + skill.sum())


def _above(order: Standing, seats: Seats) -> int:
    """By how many points that is above what spreading evenly within topics would give, with the bonds that fail."""
    even = 0
    for topic in np.flatnonzero(np.diff(order.first)):
        count = seats.count[order.first[topic] : order.first[topic + 1]]
        each, more = np.divmod(count.sum(axis=0, dtype=np.int64), len(count))
        even += int(((len(count) * (each * (each - 1) // 2) + more * each) * order.weight).sum())
    one = np.repeat(np.arange(len(order.bond_from) - 1), np.diff(order.bond_from))
    fails = (seats.team[one] == seats.team[order.bond_to]) == (order.bond < 0)
    return _cost(order, seats) - even + int(np.abs(order.bond[fails]).sum()) // 2


def _groups(kind: NDArray[np.int32], topic: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Rows of one topic and kind behind each other, and where each group begins."""
    group = topic.astype(np.int64) * (int(kind.max(initial=0)) + 1) + kind
    listed = np.argsort(group, kind="stable")
    begins = np.flatnonzero(np.diff(group[listed], prepend=-1))
    return listed.astype(np.int32), np.append(begins, len(kind)).astype(np.int64)


def _searched(hall: Hall, seats: Seats, order: Standing, state: NDArray[np.uint64]) -> NDArray[np.int32]:
    """The search for groups that are not large: from the best so far, ever again, hot and less hot."""
    best: NDArray[np.int32] = seats.team.copy()
    p = len(best)
    runs, steps = next((runs, steps) for most, runs, steps in SEARCHES if p <= most)
    loss = int(usual_loss(hall, seats, SAMPLES, state))
    for run in range(runs):
        seats = seated(hall, best.copy(), order.teams, order.size)
        team, gained = anneal(hall, seats, steps * p, loss >> HEATS[run % len(HEATS)], state)
        seats = seated(hall, team, order.teams, order.size)
        if p <= EVERY_PAIR:
            gained -= descend(hall, seats)
        if gained < 0:
            best = seats.team
    return best
