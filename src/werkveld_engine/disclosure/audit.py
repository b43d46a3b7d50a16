"""Can an attacker narrow a hidden small cell? Safe is proven by a witness: another world that fits all he sees.

In cross tables the witness is a flow between lines, and whether there is one is decided exactly (`flows.py`). Elsewhere
a solver looks for it. What it finds is checked in whole numbers, so no rounding can pass a cell; a cell without witness
counts as weak, so an unlucky search hides too much, never too little. Solver: HiGHS through `scipy.optimize.milp`.
"""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from werkveld_engine.disclosure.flows import End, Network, network
from werkveld_engine.disclosure.shown import is_small
from werkveld_engine.disclosure.web import Web

SHARED_SEARCHES: Final = 60
SINGLE_SEARCHES: Final = 40
NODES: Final = 200


class Worlds:
    """All whole-number worlds that fit the shown cells: unknowns are the hidden cells, one equation a line.

    What the attacker knows of a hidden cell: at least one, as zeros are shown, unless its breakdown is hidden whole
    (`open_cells`); and a hidden population has at most minimum - 1 people.
    """

    def __init__(
        self, web: Web, cluster: tuple[int, ...], hidden: Collection[int], open_cells: Collection[int], minimum: int
    ) -> None:
        """Set up the equations; O(cells of the cluster)."""
        self.web, self.cluster, self.minimum = web, cluster, minimum
        self.lines = [web.lines[number] for number in cluster]
        cells = {cell for line in self.lines for cell in (line.total, *line.parts)}
        self.unknown = sorted(cells.intersection(hidden))
        self.column = {cell: position for position, cell in enumerate(self.unknown)}
        self.truth = np.array([web.people[cell] for cell in self.unknown], dtype=np.int64)
        self.low = np.array([0 if cell in open_cells else 1 for cell in self.unknown], dtype=np.int64)
        self.low = np.minimum(self.low, self.truth)
        self.small_roots = {
            cell for cell in self.unknown if not web.part_of[cell] and is_small(web.people[cell], minimum)
        }
        ceiling = int(sum(web.people[cell] for cell in cells)) + minimum
        self.high = np.array([minimum - 1 if c in self.small_roots else ceiling for c in self.unknown], dtype=np.int64)

    def ends(self) -> list[list[End]]:
        """For each unknown the lines of this cluster that it stands in, with +1 as a part and -1 as the total."""
        ends: list[list[End]] = [[] for _ in self.unknown]
        for row, line in enumerate(self.lines):
            for cell, sign in ((line.total, -1), *((part, 1) for part in line.parts)):
                if cell in self.column:
                    ends[self.column[cell]].append((row, sign))
        return ends

    def network(self) -> Network | None:
        """The same worlds as flows between lines, where every unknown stands in two lines at most."""
        rise, fall = (self.high - self.truth).tolist(), (self.truth - self.low).tolist()
        return network(self.ends(), rise, fall, len(self.lines))

    @cached_property
    def matrix(self) -> csr_array:
        """One row a line, one column an unknown."""
        found = [(row, column, sign) for column, lines in enumerate(self.ends()) for row, sign in lines]
        rows, columns, signs = zip(*found, strict=True)
        return csr_array((signs, (rows, columns)), shape=(len(self.lines), len(self.unknown)), dtype=np.int64)

    @cached_property
    def right(self) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """What the unknowns of each line come to."""
        right: np.ndarray[tuple[int], np.dtype[np.int64]] = self.matrix @ self.truth
        return right

    @cached_property
    def room(self) -> list[int]:
        """How many people the hidden parts of a line could lose, by number of the line in the web."""
        room = [0] * len(self.web.lines)
        for number, line in zip(self.cluster, self.lines, strict=True):
            parts = [self.column[cell] for cell in line.parts if cell in self.column]
            room[number] = int((self.truth - self.low)[parts].sum())
        return room

    def search(self, cells: Iterable[int], *, upwards: bool) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """A world in which these cells are as large (small) as can be together; the true world when none is found."""
        places = [self.column[cell] for cell in cells]
        cost = np.zeros(len(self.unknown))
        cost[places] = -1 if upwards else 1
        high = self.high.copy()
        if upwards:  # enough is enough: so that one cell does not take what others need
            high[places] = np.minimum(high[places], np.maximum(self.truth[places], self.minimum))
        for whole in (0, 1):
            world = self._solve(cost, high, whole)
            if world is not None:
                return world
        return self.truth

    def _solve(
        self,
        cost: "np.ndarray[tuple[int], np.dtype[np.float64]]",
        high: "np.ndarray[tuple[int], np.dtype[np.int64]]",
        whole: int,
    ) -> "np.ndarray[tuple[int], np.dtype[np.int64]] | None":
        answer = milp(
            cost,
            integrality=np.full(len(cost), whole),
            bounds=Bounds(self.low, high),
            constraints=LinearConstraint(self.matrix, self.right, self.right),
            options={"node_limit": NODES},
        )
        if answer.x is None:
            return None
        world: np.ndarray[tuple[int], np.dtype[np.int64]] = np.rint(answer.x).astype(np.int64)
        fits = bool(
            np.all(world >= self.low) and np.all(world <= self.high) and np.all(self.matrix @ world == self.right)
        )
        return world if fits else None


def weak_spots(
    web: Web, cluster: tuple[int, ...], hidden: Collection[int], open_cells: Collection[int], minimum: int
) -> list[int]:
    """Hidden small cells for which there is no world with at least `minimum` people, in order of id.

    Under a population that is itself small, and known to be, another value is enough.
    """
    worlds = Worlds(web, cluster, hidden, open_cells, minimum)
    under = _under(web, cluster, worlds.small_roots)
    small = [cell for cell in worlds.unknown if is_small(web.people[cell], minimum)]
    if flows := worlds.network():
        return [cell for cell in small if not _moves(worlds, flows, cell, known_small=cell in under)]
    weak = _never_large(worlds, [cell for cell in small if cell not in under])
    return sorted(weak + _never_other(worlds, [cell for cell in small if cell in under]))


def _under(web: Web, cluster: tuple[int, ...], roots: Collection[int]) -> set[int]:
    """The roots and everything below them."""
    under = set(roots)
    for number in cluster:
        if web.lines[number].total in under:
            under.update(web.lines[number].parts)
    return under


def _moves(worlds: Worlds, flows: Network, cell: int, *, known_small: bool) -> bool:
    place = worlds.column[cell]
    if known_small:
        return flows.can_rise(place, 1) or flows.can_fall(place, 1)
    return flows.can_rise(place, worlds.minimum - worlds.web.people[cell])


def _never_large(worlds: Worlds, cells: list[int]) -> list[int]:
    """Search many cells at once, fewer when that fails, and one by one in the end."""
    left, crowd = cells, 0.5
    for _ in range(SHARED_SEARCHES):
        if not left:
            return []
        world = worlds.search(_together(worlds, left, crowd), upwards=True)
        still = [cell for cell in left if world[worlds.column[cell]] < worlds.minimum]
        if len(still) == len(left) and not crowd:
            break
        crowd = crowd if len(still) < len(left) else 0.0
        left = still
    return [
        cell
        for position, cell in enumerate(left)
        if position >= SINGLE_SEARCHES or worlds.search([cell], upwards=True)[worlds.column[cell]] < worlds.minimum
    ]


def _together(worlds: Worlds, cells: list[int], crowd: float) -> list[int]:
    """A first choice of cells that may grow together: at most this share of what a line can give, or one a line."""
    budget = [int(crowd * room) for room in worlds.room]
    used: dict[int, int] = {}
    chosen = []
    for cell in cells:
        lines = worlds.web.part_of[cell]
        need = worlds.minimum - worlds.web.people[cell]
        if all(line not in used or used[line] + need <= budget[line] for line in lines):
            used |= {line: used.get(line, 0) + need for line in lines}
            chosen.append(cell)
    return chosen


def _never_other(worlds: Worlds, cells: list[int]) -> list[int]:
    for upwards in (True, False) if cells else ():
        world = worlds.search(cells, upwards=upwards)
        cells = [cell for cell in cells if world[worlds.column[cell]] == worlds.truth[worlds.column[cell]]]
    return [
        cell
        for position, cell in enumerate(cells)
        if position >= SINGLE_SEARCHES
        or all(
            worlds.search([cell], upwards=way)[worlds.column[cell]] == worlds.truth[worlds.column[cell]]
            for way in (True, False)
        )
    ]
