"""Which wishes another answer that is as good would have given: exchanges that cost nothing, found for everyone at once.

An answer is a flow of seats from people through offerings (and quotas, and rooms) to a sink. Another answer differs from it
by cycles in the residual graph, and is as good when all of them cost nothing. With prices, these are cycles of edges without
reduced cost, and an edge lies on one when its ends are in one strongly connected component (R. K. Ahuja, T. L. Magnanti,
J. B. Orlin, Network Flows, 1993, 9.2). Without prices, shortest paths give them, one goal after the other.

The offerings that go on are those of the answer, each with as many people as it needs at least.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from werkveld_engine.electives.costs import costs
from werkveld_engine.electives.problem import NOTHING, Objective, Problem, Solution

SINK = 0
MOST_PASSES = 2000  # over all edges; an answer that is the best of its offerings needs a handful
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Exchange:
    """free: bool[n, most], an answer as good gives this wish. extra: int64[n, most], by how much the whole gets worse at
    least where the wish is forced through, in the weights of the objective. is_exact: what is not free makes it worse for
    sure, whichever offerings go on.
    """

    free: Bools
    extra: Ints
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What the fixed places leave. wanted: int64[n], seats; room, least: int64[m]; may: bool[n, most], wishes that could be
    given; has: bool[n, most], those that are; when: int64[n, most], periods; group: int64[n], who goes before whom; doubtful:
    whether something that is wished needs more than one to go on.
    """

    wishes: Ints
    wanted: Ints
    room: Ints
    least: Ints
    may: Bools
    has: Bools
    when: Ints
    periods: int
    fixed: Ints
    group: Ints
    doubtful: bool


@dataclass(slots=True)
class Edges:
    """cost: int64[e] of the goal that is looked at; wish: int64[e], person · most + rank of an edge that gives a wish (or
    takes it back: `sign` -1), else -1.
    """

    tail: Ints
    head: Ints
    wish: Ints
    sign: Ints
    nodes: int

    def only(self, which: Bools) -> "Edges":
        return Edges(self.tail[which], self.head[which], self.wish[which], self.sign[which], self.nodes)

    def on_cycles(self) -> "Edges":
        """Those that lie on a cycle."""
        if not len(self.tail):
            return self
        graph = coo_array((np.ones(len(self.tail), np.int8), (self.tail, self.head)), shape=(self.nodes, self.nodes))
        _count, part = connected_components(graph, connection="strong")
        return self.only(part[self.tail] == part[self.head])


def exchanges(problem: Problem, solution: Solution) -> Exchange:
    """O(size of the wishes) with prices; else that for each goal and each pass of its shortest paths."""
    left = left_over(problem, solution)
    n, most = left.wishes.shape
    extra = np.zeros((n, most), np.int64)
    nothing = Exchange(np.zeros((n, most), np.bool_), extra, is_exact=False)
    if solution.objective is Objective.DRAW or not left.may.any():
        return nothing
    is_whole = True
    if is_plain(problem, left) and solution.price is not None:
        edges, extra = _at_prices(problem, solution, solution.price, left)
    else:
        graph, is_whole = _edges(problem, left)
        kept = _goal_by_goal(graph, solution.objective, left, problem.cost_unplaced)
        if kept is None:
            return nothing
        edges = kept
    free = np.zeros(n * most, np.bool_)
    free[edges.wish[edges.sign > 0]] = True
    return Exchange(free.reshape(n, most), extra, is_whole and not left.doubtful)


def is_plain(problem: Problem, left: Left) -> bool:
    """Nothing but seats and periods to heed."""
    return not problem.shared and not problem.quotas and not left.doubtful and not (left.group > 0).any()


def left_over(problem: Problem, solution: Solution) -> Left:
    """O(size of the wishes)."""
    wishes = np.asarray(problem.wishes, np.int64)
    (n, _most), m = wishes.shape, len(problem.offerings)
    fixed = _or(problem.fixed, n, NOTHING)
    period = np.append(_or(problem.period, m, 0), NOTHING)
    taken = np.bincount(fixed[fixed >= 0], minlength=m)
    room = np.append(np.asarray(problem.capacity, np.int64) - taken, 0)
    least = np.where(taken == 0, _or(problem.minimum, m, 0), 0)
    least[least <= 1] = 0
    doubtful = bool((np.append(least, 0)[wishes] > 0).any())
    room[:-1][(least > 0) & np.isin(np.arange(m), solution.cancelled)] = 0
    least[room[:-1] <= 0] = 0
    when = period[wishes]
    periods = solution.held.shape[1]
    wanted = np.minimum(np.maximum(0, _or(problem.seats, n, 1) - (fixed >= 0)), periods)
    busy = (fixed >= 0)[:, None] & (when == period[fixed][:, None])
    may = (wishes >= 0) & (wanted > 0)[:, None] & ~busy & (room > 0)[wishes]
    has = np.zeros(wishes.shape, np.bool_)
    for each in solution.held.T:
        has |= wishes == each[:, None]
    group = np.zeros(n, np.int64)
    if problem.goes_first:
        group = _or(problem.group, n, 0)
        group = np.unique(group, return_inverse=True)[1].astype(np.int64)
    return Left(wishes, wanted, room[:-1], least, may, has & may, when, periods, fixed, group, doubtful)


def _or(values: NDArray[np.generic] | None, length: int, otherwise: int) -> Ints:
    return np.full(length, otherwise, np.int64) if values is None else np.asarray(values, np.int64)


class _Graph:
    """Edges as they are found, many at a time; both ways where the flow may go both ways."""

    def __init__(self) -> None:
        self.tail: list[Ints] = []
        self.head: list[Ints] = []
        self.wish: list[Ints] = []
        self.sign: list[Ints] = []

    def add(self, tail: Ints | int, head: Ints | int, wish: Ints | None = None, sign: int = 0) -> None:
        tail, head = np.broadcast_arrays(tail, head)
        self.tail.append(tail.astype(np.int64))
        self.head.append(head.astype(np.int64))
        self.wish.append(np.full(len(tail), NOTHING, np.int64) if wish is None else wish)
        self.sign.append(np.full(len(tail), sign, np.int64))

    def between(self, tail: Ints, head: Ints, load: Ints, least: Ints, most: Ints) -> None:
        """Onward where there is room, back where there are more than the least."""
        self.add(tail[load < most], head[load < most])
        self.add(head[load > least], tail[load > least])

    def edges(self, nodes: int) -> Edges:
        tail, head, wish, sign = map(np.concatenate, (self.tail, self.head, self.wish, self.sign))
        return Edges(tail, head, wish, sign, nodes)


def _edges(problem: Problem, left: Left) -> tuple[Edges, bool]:
    """The residual graph, and whether nothing was left out of it.

    Nodes: the sink, offerings, rooms, quotas, people, and the periods of people who want several seats. An offering in
    several rooms keeps as many people as it has; that may leave an exchange out and never adds one.
    """
    n, m = len(problem.people), len(problem.offerings)
    graph = _Graph()
    load = np.bincount(left.wishes[left.has], minlength=m)
    offering = np.arange(m)
    into, is_whole = _rooms(problem, left, graph, 1 + m)
    inside = np.flatnonzero(into != NOTHING)
    graph.between(offering[inside] + 1, into[inside], load[inside], left.least[inside], left.room[inside])
    count = 1 + m + len(problem.shared)
    entry, count = _quotas(problem, left, graph, count)
    person = count + np.arange(n)
    count += n
    several = np.flatnonzero(left.wanted > 1)
    slot = np.repeat(person[:, None], left.periods, axis=1)
    slot[several] = count + np.arange(len(several) * left.periods).reshape(-1, left.periods)
    count += len(several) * left.periods
    who, rank = np.nonzero(left.may)
    wish = who * left.wishes.shape[1] + rank
    start, end = slot[who, left.when[who, rank]], entry(who, left.wishes[who, rank])
    has = left.has[who, rank]
    graph.add(start[~has], end[~has], wish[~has], 1)
    graph.add(end[has], start[has], wish[has], -1)
    filled = left.has.sum(axis=1)
    busy = np.zeros((n, left.periods), np.bool_)
    busy[who[has], left.when[who[has], rank[has]]] = True
    mine = np.repeat(person[several], left.periods)
    flow = busy[several].ravel()
    graph.add(mine[~flow], slot[several].ravel()[~flow])
    graph.add(slot[several].ravel()[flow], mine[flow])
    graph.add(person[filled > 0], SINK)
    graph.add(SINK, person[filled < left.wanted])
    return graph.edges(count), is_whole


def _rooms(problem: Problem, left: Left, graph: _Graph, first: int) -> tuple[Ints, bool]:
    """int64[m]: the node that each offering leads to: its room, or the sink; NOTHING for what lies in several rooms."""
    into = np.full(len(problem.offerings), SINK)
    times = np.zeros(len(into), np.int64)
    for one in problem.shared:
        times[list(one.offerings)] += 1
    for number, one in enumerate(problem.shared):
        rows = list(one.offerings)
        into[rows] = first + number
        load = int(np.isin(left.wishes[left.has], rows).sum())
        most = one.capacity - int(np.isin(left.fixed, rows).sum())
        node = np.array([first + number])
        graph.between(node, np.array([SINK]), np.array([load]), np.zeros(1, np.int64), np.array([most]))
    into[times > 1] = NOTHING
    return into, not (times > 1).any()


def _quotas(problem: Problem, left: Left, graph: _Graph, first: int) -> tuple[Callable[[Ints, Ints], Ints], int]:
    """Gives where a wish of somebody for an offering enters, and the next free number of a node."""
    group = _or(problem.group, len(problem.people), 0)
    room: dict[tuple[int, int], int] = {}
    for quota in problem.quotas:
        key = (quota.offering, quota.group)
        room[key] = min(room.get(key, quota.most), quota.most)
    keys = sorted(room)

    def entry(who: Ints, wished: Ints) -> Ints:
        found = wished + 1
        for number, (offering, only) in enumerate(keys):
            found[(wished == offering) & (group[who] == only)] = first + number
        return found

    for number, (offering, only) in enumerate(keys):
        mine = group == only
        load = np.array([int((left.has & (left.wishes == offering))[mine].sum())])
        most = np.array([room[offering, only] - int((left.fixed[mine] == offering).sum())])
        node, head = np.array([first + number]), np.array([offering + 1])
        graph.between(node, head, load, np.zeros(1, np.int64), most)
    return entry, first + len(keys)


def _at_prices(problem: Problem, solution: Solution, price: Ints, left: Left) -> tuple[Edges, Ints]:
    """The edges of cycles that cost nothing, and what every wish costs beyond what its person pays at these prices."""
    most = left.wishes.shape[1]
    weight, none = costs(solution.objective, most, problem.cost_unplaced, solution.scale)
    option = (weight.astype(np.int64) - none)[None, :] + np.append(price, 0)[left.wishes]
    short = left.has.sum(axis=1) < left.wanted
    dearest = np.where(left.has, option, -none).max(axis=1)  # an empty seat costs nothing here, all others less
    dearest = np.where(short | (left.wanted == 0), 0, dearest)
    pays = np.repeat(dearest[:, None], left.periods, axis=1)
    who, rank = np.nonzero(left.has & (left.wanted > 1)[:, None])
    pays[who, left.when[who, rank]] = option[who, rank]
    beyond = option - np.take_along_axis(pays, np.maximum(left.when, 0), axis=1)
    extra = np.where(left.may & ~left.has, np.maximum(0, beyond), 0)
    edges, _is_whole = _edges(problem, replace(left, may=left.may & (extra == 0)))
    level = np.concatenate([[0], price, dearest, pays[left.wanted > 1].ravel()])
    return edges.only((edges.sign != 0) | (level[edges.tail] == level[edges.head])).on_cycles(), extra


def _goal_by_goal(edges: Edges, objective: Objective, left: Left, outside: int) -> Edges | None:
    """The edges of cycles that cost nothing for any goal; None when the answer is not the best for one of them."""
    edges = edges.on_cycles()
    for goal in _goals(objective, left, outside):
        found = _levels(edges, goal)
        if found is None:
            return None
        edges = edges.only(found).on_cycles()
    return edges


def _goals(objective: Objective, left: Left, outside: int) -> Iterator[Ints]:
    """As in `general`: for each priority group, what the objective asks; int64[n · most], to be as small as can be."""
    ranks = np.arange(left.wishes.shape[1])
    for only in np.unique(left.group):
        mine = (left.group == only)[:, None]
        if objective is Objective.TOTAL_RANK:
            yield np.where(mine, ranks + 1 - outside, 0).ravel()
        elif objective is Objective.RANK_MAXIMAL:
            for rank in ranks:
                yield np.where(mine & (ranks == rank), -1, 0).ravel()
        else:
            yield np.where(mine, np.full(len(ranks), -1), 0).ravel()
            for rank in ranks[:0:-1]:
                yield np.where(mine & (ranks == rank), 1, 0).ravel()


def _levels(edges: Edges, goal: Ints) -> Bools | None:
    """Which edges may lie on a cycle that costs nothing, by shortest paths to every node from any (R. Bellman, 1958).
    None when there is a cycle that gains: the answer is not the best for this goal.
    """
    cost = np.where(edges.sign == 0, 0, goal[edges.wish] * edges.sign)
    order = np.argsort(edges.head, kind="stable")
    tail, head, cost = edges.tail[order], edges.head[order], cost[order]
    begins = np.flatnonzero(np.diff(head, prepend=NOTHING))
    ends = head[begins]
    level = np.zeros(edges.nodes, np.int64)
    for _pass in range(MOST_PASSES):
        found = np.minimum(level[ends], np.minimum.reduceat(level[tail] + cost, begins)) if len(head) else ends
        if np.array_equal(found, level[ends]):
            which = np.zeros(len(order), np.bool_)
            which[order] = level[tail] + cost == level[head]
            return which
        level[ends] = found
    return None
