"""The problem as rows of whole numbers, A · v ≥ least, within bounds: one text for bound, search and proof.

Every roster that is allowed fulfils all rows with some value of the helping columns, at a cost of at least its own; so
whatever is proven of the rows holds for the rosters. Imports NumPy only.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Rows and columns of an integer program to be made as small as can be; constant is the cost of nothing at all.

    cell: int64[p, t], the column of a person on a shift, -1 where nobody may. cost, lowest, highest: int64[columns].
    row, column, value: int64[entries]; least: int64[rows]; follows: bool[rows], whether helping columns follow from it.
    rise: int64[columns], in which step a helping column follows from those before it (0 for a cell); up: bool[columns],
    whether it takes the largest value that the rows leave it (a meeting) or the smallest (a shortage).
    """

    cell: Numbers
    cost: Numbers
    lowest: Numbers
    highest: Numbers
    rise: Numbers
    up: NDArray[np.bool_]
    row: Numbers
    column: Numbers
    value: Numbers
    least: Numbers
    follows: NDArray[np.bool_]
    constant: int

    @property
    def columns(self) -> int:
        return len(self.cost)

    def values(self, works: NDArray[np.bool_]) -> Numbers:
        """int64[columns]: the cells of a roster and the cheapest helping columns beside them; O(entries)."""
        found = np.where(self.up, self.highest, self.lowest)
        inside = self.cell >= 0
        found[self.cell[inside]] = works[inside]
        for step in range(1, int(self.rise.max(initial=0)) + 1):
            self._settle(found, step)
        return found

    def _settle(self, found: Numbers, step: int) -> None:
        """Columns of one step, each from the rows in which it is the last to be known."""
        known = np.zeros(len(self.least), np.int64)
        np.maximum.at(known, self.row, self.rise[self.column])
        entry = (known[self.row] == step) & self.follows[self.row]
        mine = entry & (self.rise[self.column] == step)
        others = entry & ~mine
        rest = self.least.copy()
        np.subtract.at(rest, self.row[others], self.value[others] * found[self.column[others]])
        column, value, rest = self.column[mine], self.value[mine], rest[self.row[mine]]
        down = ~self.up[column]
        np.maximum.at(found, column[down], -((-rest[down]) // value[down]))
        np.minimum.at(found, column[~down], (-rest[~down]) // -value[~down])

    def total(self, values: Numbers) -> int:
        return int(self.cost @ values) + self.constant

    def broken(self, values: Numbers) -> Numbers:
        """The rows that do not hold."""
        short = self.least.copy()
        np.subtract.at(short, self.row, self.value * values[self.column])
        return np.flatnonzero(short > 0)


@dataclass
class Draft:
    """Rows while they are being written."""

    cell: Numbers
    constant: int = 0
    columns: int = 0
    rows: int = 0
    _columns: list[tuple[Numbers, ...]] = field(default_factory=list)
    _up: list[NDArray[np.bool_]] = field(default_factory=list)
    _entries: list[tuple[Numbers, Numbers, Numbers]] = field(default_factory=list)
    _least: list[Numbers] = field(default_factory=list)
    _follows: list[NDArray[np.bool_]] = field(default_factory=list)

    def take(
        self,
        count: int,
        *,
        cost: Numbers | int = 0,
        lowest: Numbers | int = 0,
        highest: Numbers | int = 1,
        rise: int = 1,
        up: bool = False,
    ) -> Numbers:
        """New columns, one for each of `count`."""
        self._columns.append(
            tuple(np.broadcast_to(np.asarray(each, np.int64), (count,)) for each in (cost, lowest, highest, rise))
        )
        self._up.append(np.full(count, up))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def ask(
        self, least: Numbers | int, count: int, *entries: tuple[Numbers, Numbers, Numbers | int], follows: bool = True
    ) -> None:
        """`count` new rows of at least so much; entries (row counted from 0, column, value), columns of -1 left out."""
        for row, column, value in entries:
            used = column >= 0
            values = np.broadcast_to(np.asarray(value, np.int64), column.shape)
            self._entries.append((row[used] + self.rows, column[used], values[used]))
        self._least.append(np.broadcast_to(np.asarray(least, np.int64), (count,)))
        self._follows.append(np.full(count, follows))
        self.rows += count

    def done(self) -> Rows:
        nothing, no = np.empty(0, np.int64), np.empty(0, np.bool_)
        cost, lowest, highest, rise = (np.concatenate([nothing, *each]) for each in self._listed(4))
        row, column, value = (np.concatenate([nothing, *(one[at] for one in self._entries)]) for at in range(3))
        return Rows(
            cell=self.cell,
            cost=cost,
            lowest=lowest,
            highest=highest,
            rise=rise,
            up=np.concatenate([no, *self._up]),
            row=row,
            column=column,
            value=value,
            least=np.concatenate([nothing, *self._least]),
            follows=np.concatenate([no, *self._follows]),
            constant=self.constant,
        )

    def _listed(self, count: int) -> list[list[Numbers]]:
        return [[one[at] for one in self._columns] for at in range(count)]
