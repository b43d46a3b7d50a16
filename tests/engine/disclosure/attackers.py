"""Three attackers who know all that is published. They share no code with the engine; only the owner runs it.

- The calculator knows that counts are whole and not negative, that they add up, and what hiding means: a hidden cell
  is not zero unless its whole breakdown is hidden, and a hidden population is small.
- The owner of the code knows in addition exactly which cells the code hides for which counts: he tries all worlds.
- The neighbour saw every earlier publication, and knows that people only came.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from werkveld_engine.disclosure import Hidden, Publication, Shown, Sighting, Table

PLENTY = 10_000
Numbers = Mapping[Hashable, Shown[int] | Hidden]


class Calculator:
    """Whole-number programming over every cell, shown cells fixed."""

    def __init__(self) -> None:
        self.place: dict[Hashable, int] = {}
        self.bounds: list[list[int]] = []
        self.rows: list[tuple[dict[Hashable, int], int, int]] = []

    def learn_number(self, cell: Hashable, number: Shown[int] | Hidden, *, low: int, high: int = PLENTY) -> None:
        if cell not in self.place:
            self.place[cell] = len(self.place)
            self.bounds.append([0, PLENTY])
        bounds = self.bounds[self.place[cell]]
        low, high = (number.value, number.value) if isinstance(number, Shown) else (low, high)
        bounds[:] = [max(bounds[0], low), min(bounds[1], high)]

    def learn_sum(self, terms: Mapping[Hashable, int], low: int = 0, high: int = 0) -> None:
        self.rows.append((dict(terms), low, high))

    def range_of(self, terms: Mapping[Hashable, int]) -> tuple[int, int]:
        """The lowest and the highest value that these cells together can have."""
        cost = np.zeros(len(self.place))
        for cell, sign in terms.items():
            cost[self.place[cell]] += sign
        return self._least(cost), -self._least(-cost)

    def _least(self, cost: np.ndarray) -> int:
        matrix = np.zeros((len(self.rows), len(self.place)))
        for row, (terms, _, _) in enumerate(self.rows):
            for cell, sign in terms.items():
                matrix[row, self.place[cell]] += sign
        bounds = np.array(self.bounds)
        answer = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(bounds[:, 0], bounds[:, 1]),
            constraints=LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for *_, high in self.rows]),
        )
        assert answer.success, "the true world itself must fit"
        return round(float(cost @ np.rint(answer.x)))


def calculator(tables: Iterable[Table], numbers: Numbers, minimum: int) -> Calculator:
    """The calculator, told all of one publication."""
    tables = list(tables)
    all_hidden = [t for t in tables if all(isinstance(numbers[c.id], Hidden) for c in t.parts.values())]
    may_be_zero = {cell.id for table in all_hidden for cell in table.parts.values()}
    parts = {cell.id for table in tables for cell in table.parts.values()}
    knows = Calculator()
    for table in tables:
        for cell in (table.total, *table.parts.values()):
            # Of a hidden population he is told whether it is small: more than he could know.
            high = minimum - 1 if cell.id not in parts and cell.people < minimum else PLENTY
            knows.learn_number(cell.id, numbers[cell.id], low=0 if cell.id in may_be_zero else 1, high=high)
        knows.learn_sum({table.total.id: -1} | {cell.id: 1 for cell in table.parts.values()})
    return knows


def cornered(tables: Sequence[Table], numbers: Numbers, minimum: int) -> list[object]:
    """Hidden small cells that the calculator narrows to one value, or to small; only to one value when their whole
    population is small, as that is known."""
    knows = calculator(tables, numbers, minimum)
    people = {cell.id: cell.people for table in tables for cell in (table.total, *table.parts.values())}
    under = _under_small_populations(tables, people, minimum)
    found: list[object] = []
    for cell in sorted(people):
        if isinstance(numbers[cell], Hidden) and 0 < people[cell] < minimum:
            low, high = knows.range_of({cell: 1})
            if low == high or (high < minimum and cell not in under):
                found.append((cell, people[cell], low, high))
    return found


def _under_small_populations(tables: Sequence[Table], people: Mapping[Hashable, int], minimum: int) -> set[Hashable]:
    parts = {cell.id for table in tables for cell in table.parts.values()}
    under = {cell for cell in people if cell not in parts and 0 < people[cell] < minimum}
    for _ in tables:
        under |= {cell.id for table in tables if table.total.id in under for cell in table.parts.values()}
    return under


def dealt_out(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to deal out a number over parts."""
    for bars in itertools.combinations(range(total + parts - 1), parts - 1):
        ends = (-1, *bars, total + parts - 1)
        yield tuple(b - a - 1 for a, b in itertools.pairwise(ends))


def known_to_the_owner(
    worlds: Iterable[tuple[int, ...]],
    publish: Callable[[tuple[int, ...]], tuple[int | None, ...]],
    minimum: int,
) -> list[tuple[tuple[int, ...], int, set[int]]]:
    """Small cells that the owner of the code narrows to one value or to small, over all worlds of one population.

    `publish` gives a world as the public sees it (None is hidden), cell by cell. Both must include whatever is known.
    """
    alike: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
    for world in worlds:
        alike[publish(world)].append(world)
    return [
        (world, cell, values)
        for seen, fitting in alike.items()
        for cell, number in enumerate(seen)
        if number is None
        and (values := {world[cell] for world in fitting})
        and (len(values) < 2 or max(values) < minimum)
        for world in fitting
        if 0 < world[cell] < minimum
    ]


class Neighbour:
    """Saw each publication of one figure; knows that nobody leaves."""

    def __init__(self, minimum: int) -> None:
        self.minimum = minimum
        self.knows = Calculator()
        self.moments = 0
        self.cells: dict[Hashable, set[int]] = defaultdict(set)
        self.people: dict[tuple[Hashable, int], int] = {}
        self.hidden: set[tuple[Hashable, int]] = set()
        self.seen: list[tuple[int, Sighting]] = []

    def see(self, publication: Publication) -> None:
        """Look at all that stands, and learn from what was not there before."""
        standing = [*publication.tables.values(), *publication.populations.values()]
        for sighting in standing:
            if not any(sighting is old for _, old in self.seen):
                self.seen.append((self.moments, sighting))
                self._learn(sighting)
        self.moments += 1

    def _learn(self, sighting: Sighting) -> None:
        moment = self.moments
        whole = bool(sighting.parts) and not any(cell in sighting.shown for cell in sighting.parts.values())
        for cell in (sighting.total, *sighting.parts.values()):
            is_part = cell != sighting.total
            self.knows.learn_number(
                (cell, moment),
                sighting.seen(cell),
                low=0 if is_part and whole else 1,
                high=PLENTY if is_part else self.minimum - 1,
            )
            self.people[cell, moment] = len(sighting.members[cell])
            self.cells[cell].add(moment)
            if cell not in sighting.shown:
                self.hidden.add((cell, moment))
        if sighting.parts:
            terms = {(cell, moment): 1 for cell in sighting.parts.values()}
            self.knows.learn_sum({(sighting.total, moment): -1} | terms)

    def leaks(self) -> list[object]:
        """Small cells cornered at any moment, and groups of which he knows that few people came."""
        for cell, moments in self.cells.items():
            for before, after in itertools.pairwise(sorted(moments)):
                self.knows.learn_sum({(cell, after): 1, (cell, before): -1}, 0, PLENTY)
        return [*self._cornered(), *self._few_came()]

    def _cornered(self) -> Iterator[object]:
        for cell, moment in sorted(self.hidden, key=repr):
            people = self.people[cell, moment]
            if 0 < people < self.minimum and self._population(moment, cell) >= self.minimum:
                low, high = self.knows.range_of({(cell, moment): 1})
                if low == high or high < self.minimum:
                    yield cell, moment, people, low, high

    def _population(self, moment: int, cell: Hashable) -> int:
        totals = [s.total for when, s in self.seen if when == moment and cell in (s.total, *s.parts.values())]
        return min(self.people[total, moment] for total in totals)

    def _few_came(self) -> Iterator[object]:
        for (then, old), (now, new) in itertools.combinations(self.seen, 2):
            if then == now or old.name != new.name:
                continue
            cells = [cell for cell in new.parts.values() if cell in old.parts.values()] or [new.total]
            for size in range(1, len(cells) + 1):
                for group in itertools.combinations(cells, size):
                    terms = {(cell, now): 1 for cell in group} | {(cell, then): -1 for cell in group}
                    low, high = self.knows.range_of(terms)
                    if low == high and 0 < low < self.minimum:
                        yield group, then, now, low


class Overlooker:
    """Saw each publication of parts and of the whole beside them; knows that nobody leaves, and when each was counted."""

    def __init__(self, minimum: int, whole: Hashable, parts: str) -> None:
        self.minimum, self.whole, self.parts = minimum, whole, parts
        self.knows = Calculator()
        self.seen: dict[str, list[tuple[int, Sighting]]] = {"parts": [], "whole": []}
        self.moments = 0

    def see(self, publication: Publication) -> None:
        """Look at both, and learn from what was not there before."""
        whole = publication.populations.get(self.whole)
        for name, sighting in (("parts", publication.tables[self.parts]), ("whole", whole)):
            if sighting and not any(sighting is old for _, old in self.seen[name]):
                self.seen[name].append((self.moments, sighting))
        self.moments += 1

    def leaks(self) -> list[tuple[int, int, int]]:
        """(from, to, people): overlaps of a few, or that changed by a few, which he knows exactly."""
        cells = sorted({cell for _, sighting in self.seen["parts"] for cell in sighting.parts.values()})
        for moment in range(self.moments):
            self._there_is(moment, cells)
        for name in self.seen:
            for moment, sighting in self.seen[name]:
                for cell in sighting.parts.values() if sighting.parts else [sighting.total]:
                    whole_table = bool(sighting.parts) and not sighting.shown & set(sighting.parts.values())
                    self.knows.learn_number((cell, moment), sighting.seen(cell), low=0 if whole_table else 1)
        return [*self._few(), *self._few_more()]

    def _there_is(self, moment: int, cells: list[Hashable]) -> None:
        """What is always so: nobody is missing from the whole, nobody is counted twice in a part, nobody leaves."""
        for cell in (*cells, self.whole):
            self.knows.learn_number((cell, moment), Hidden(), low=0)
            if moment:
                self.knows.learn_sum({(cell, moment): 1, (cell, moment - 1): -1}, 0, PLENTY)
        for cell in cells:
            self.knows.learn_sum({(self.whole, moment): 1, (cell, moment): -1}, 0, PLENTY)
        self.knows.learn_number(("twice", moment), Hidden(), low=0)
        self.knows.learn_sum({("twice", moment): -1, (self.whole, moment): -1} | {(cell, moment): 1 for cell in cells})
        if moment:
            self.knows.learn_sum({("twice", moment): 1, ("twice", moment - 1): -1}, 0, PLENTY)

    def _few(self) -> Iterator[tuple[int, int, int]]:
        for moment in range(self.moments):
            low, high = self.knows.range_of({("twice", moment): 1})
            if low > 0 and high < self.minimum:
                yield 0, moment, high

    def _few_more(self) -> Iterator[tuple[int, int, int]]:
        for then, now in itertools.combinations(range(self.moments), 2):
            low, high = self.knows.range_of({("twice", now): 1, ("twice", then): -1})
            if 0 < low == high < self.minimum:
                yield then, now, low


class Adder:
    """Saw every whole and every own total of the parts, both sums, and lays each beside each other one.

    He is given who is behind them: what he may not get is a difference that one to four people made.
    """

    def __init__(self, minimum: int, whole: Hashable, parts: str) -> None:
        self.minimum, self.whole, self.parts = minimum, whole, parts
        self.sums: list[dict[str, float]] = []

    def see(self, publication: Publication) -> None:
        """The own total of the parts is printed above them, also while the whole goes on or waits."""
        for sighting in (publication.tables.get(self.parts), publication.populations.get(self.whole)):
            if sighting is None or sighting.total not in sighting.shown:
                continue
            added: dict[str, float] = defaultdict(float)
            for name, value in sighting.members[sighting.total].items():
                added[name.partition("@")[0]] += value
            if added not in self.sums:
                self.sums.append(dict(added))

    def leaks(self) -> list[set[str]]:
        """The few who made the difference between two sums."""
        found = []
        for one, other in itertools.combinations(self.sums, 2):
            few = {who for who in one.keys() | other.keys() if one.get(who) != other.get(who)}
            if 0 < len(few) < self.minimum:
                found.append(few)
        return found
