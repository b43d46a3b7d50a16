"""Small rounds of learning places for tests, made from a seed, and slow ways to find the same answers."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from werkveld_engine.places import Limits, Problem, Solution


def small_round(
    seed: int, *, learners: int = 30, places: int = 12, wishes: int = 5, scores: int = 4, seats: int = 4
) -> Problem:
    """No limits. Few different scores, so many ties; some have no wish, some places no seat, some wishes are barred.

    Numbers are the most there may be, learners and places just below it.
    """
    chance = np.random.default_rng(seed)
    n, m = int(chance.integers(0, learners)), int(chance.integers(0, places))
    most = int(chance.integers(1, wishes + 1))
    wished = np.full((n, most), -1, np.int64)
    for i in range(n):
        length = int(chance.integers(0, min(most, m) + 1))
        wished[i, chance.permutation(most)[:length]] = chance.choice(m, length, replace=False)
    return Problem(
        learners=chance.permutation(1000)[:n],
        places=chance.permutation(1000)[:m],
        wishes=wished,
        score=chance.integers(0, scores, wished.shape),
        capacity=chance.integers(0, seats + 1, m),
        rank=chance.integers(0, 3, wished.shape) if seed % 3 == 1 else None,
        barred=chance.integers(0, 8, wished.shape) // 7 if seed % 4 == 1 else None,
    )


def tight_round(seed: int, learners: int, places: int, wishes: int, scores: int) -> Problem:
    """Everyone has all wishes, and every place one seat."""
    chance = np.random.default_rng(seed)
    wished = np.array([chance.choice(places, wishes, replace=False) for _ in range(learners)])
    score = chance.integers(0, scores, wished.shape)
    return Problem(np.arange(learners), np.arange(places), wished, score, np.ones(places, np.int64))


def with_limits(seed: int, *, nested: bool, plain: Problem | None = None, **size: Any) -> Problem:
    """Coaches within regions, or coaches and regions that have nothing to do with each other."""
    plain = plain or small_round(seed, **size)
    chance = np.random.default_rng(seed + 1)
    m = len(plain.places)
    coaches, regions = int(chance.integers(1, 5)), int(chance.integers(1, 4))
    coach = chance.integers(-1, coaches, m)
    region = chance.integers(-1, regions, m)
    if nested:
        region = np.where(coach >= 0, (coach % regions), region)
    limits = (
        Limits("coach", [f"c{row}" for row in range(coaches)], coach, chance.integers(0, 7, coaches)),
        Limits("region", [f"r{row}" for row in range(regions)], region, chance.integers(0, 12, regions)),
    )
    return Problem(**{**fields_of(plain), "limits": limits})


def any_round(seed: int, **size: Any) -> Problem:
    """Without limits, with nested ones and with crossing ones in turn."""
    if seed % 3 == 0:
        return small_round(seed // 3, **size)
    return with_limits(seed // 3, nested=seed % 3 == 1, **size)


def fields_of(problem: Problem) -> dict[str, Any]:
    return {name: value for name, value in vars(problem).items() if name in Problem.__dataclass_fields__}


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem with its rows, and where wishes have ranks its columns, in another order."""
    chance = np.random.default_rng(seed)
    n, m = len(problem.learners), len(problem.places)
    by_learner, by_place = chance.permutation(n), chance.permutation(m)
    number = np.full(m + 1, -1)
    number[by_place] = np.arange(m)
    columns = chance.permutation(problem.wishes.shape[1]) if problem.rank is not None else slice(None)

    def of_learners(values: Any) -> Any:
        return None if values is None else values[by_learner][:, columns]

    limits = []
    for one in problem.limits:
        rows = chance.permutation(len(one.ids))
        place = np.full(len(rows) + 1, -1)
        place[rows] = np.arange(len(rows))
        limits.append(Limits(one.kind, np.asarray(one.ids)[rows], place[one.of[by_place]], one.most[rows]))
    return Problem(
        learners=np.asarray(problem.learners)[by_learner],
        places=np.asarray(problem.places)[by_place],
        wishes=number[of_learners(problem.wishes)],
        score=of_learners(problem.score),
        capacity=problem.capacity[by_place],
        rank=of_learners(problem.rank),
        barred=of_learners(problem.barred),
        limits=tuple(limits[::-1]),
    )


def by_id(problem: Problem, solution: Solution) -> dict[int, int | None]:
    places = [*np.asarray(problem.places).tolist(), None]
    return dict(zip(np.asarray(problem.learners).tolist(), (places[row] for row in solution.place), strict=True))


class Slow:
    """The same definitions as in `verify`, in plain loops over one pair at a time."""

    def __init__(self, problem: Problem, solution: Solution | None = None) -> None:
        self.problem, self.solution = problem, solution
        n, most = problem.wishes.shape
        self.wishes = [
            {
                int(problem.wishes[i, k]): k
                for k in range(most)
                if problem.wishes[i, k] >= 0 and (problem.barred is None or problem.barred[i, k] == 0)
            }
            for i in range(n)
        ]
        self.groups = self._groups()

    def rank(self, i: int, j: int) -> int:
        column = self.wishes[i][j]
        return column if self.problem.rank is None else int(self.problem.rank[i, column])

    def score(self, i: int, j: int) -> int:
        return int(self.problem.score[i, self.wishes[i][j]])

    def key(self, i: int, j: int) -> tuple[int, ...]:
        assert self.solution is not None
        favour = 2 * int(self.solution.favoured[i] == j) + int(self.solution.ahead[i])
        return self.score(i, j), favour, -int(self.solution.turn[i])

    def _groups(self) -> list[tuple[frozenset[int], int]]:
        """Places with how many they hold together, from narrow to wide."""
        m = len(self.problem.places)
        asked = [sum(j in own for own in self.wishes) for j in range(m)]
        seats = [min(asked[j], int(self.problem.capacity[j])) for j in range(m)]
        found = []
        for one in self.problem.limits:
            for row, most in enumerate(one.most.tolist()):
                inside = frozenset(j for j in range(m) if one.of[j] == row and seats[j])
                if sum(seats[j] for j in inside) > most:
                    found.append((inside, most))
        alone = [(frozenset([j]), int(self.problem.capacity[j])) for j in range(m)]
        return alone + sorted(found, key=lambda group: len(group[0]))

    @property
    def nested(self) -> bool:
        return all(
            a <= b or b <= a or not a & b
            for number, (a, _) in enumerate(self.groups)
            for b, _ in self.groups[number + 1 :]
        )

    def allowed(self, place: Any) -> bool:
        fine = all(j < 0 or j in self.wishes[i] for i, j in enumerate(place))
        return fine and all(sum(j in group for j in place) <= most for group, most in self.groups)

    def blocking(self, place: Any, worth: Any) -> int:
        test = self._blocks if self.nested else self._blocks_crossing
        return sum(
            test(place, worth, i, j)
            for i, own in enumerate(self.wishes)
            for j in own
            if place[i] < 0 or self.rank(i, j) < self.rank(i, place[i])
        )

    def _blocks(self, place: Any, worth: Any, i: int, j: int) -> bool:
        for group, most in self.groups:
            members = [h for h in range(len(place)) if place[h] in group]
            if j in group and len(members) >= most:
                lower = any(worth(h, place[h]) < worth(i, j) for h in members)
                return lower or (place[i] in group and worth(i, place[i]) <= worth(i, j))
        return True

    def _blocks_crossing(self, place: Any, worth: Any, i: int, j: int) -> bool:
        if any(place[h] == j and worth(h, j) < worth(i, j) for h in range(len(place))):
            return True
        for h, own in enumerate(self.wishes):
            rather = j in own and (place[h] < 0 or self.rank(h, j) < self.rank(h, place[h]))
            if h != i and rather and self.key(h, j) > self.key(i, j):
                return False
        moved = list(place)
        moved[i] = j
        return self.allowed(moved)

    def matchings(self) -> Iterator[tuple[int, ...]]:
        for place in product(*[[-1, *own] for own in self.wishes]):
            if self.allowed(place):
                yield place


def textbook(problem: Problem, solution: Solution) -> list[int]:
    """One learner after the other asks, with strict keys and nested limits; places by row, -1 for none."""
    slow = Slow(problem, solution)
    lots = {int(j): at for at, j in enumerate(_drawn(problem, solution.seed))}
    lists = [
        sorted(own, key=lambda j, i=i: (slow.rank(i, j), solution.favoured[i] != j, lots[j]))
        for i, own in enumerate(slow.wishes)
    ]
    place, free = [-1] * len(lists), list(range(len(lists)))
    while free:
        i = free.pop()
        if not lists[i]:
            continue
        place[i] = lists[i].pop(0)
        for group, most in slow.groups:
            members = [h for h in range(len(place)) if place[h] in group]
            if len(members) > most:
                out = min(members, key=lambda h: slow.key(h, place[h]))
                place[out] = -1
                free.append(out)
    return place


def _drawn(problem: Problem, seed: int) -> Any:
    from werkveld_engine.lottery import drawn_order

    return drawn_order(problem.places, seed)
