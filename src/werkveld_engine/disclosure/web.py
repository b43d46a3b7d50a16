"""The tables as a web of numbered cells, sorted so that no answer depends on the order of the input."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from werkveld_engine.disclosure.tables import CellId, Table, TablesDisagree


@dataclass(frozen=True, slots=True)
class Line:
    """One table: its name, the number of its total, and of its parts in order of their ids."""

    name: str
    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """Cells in order of id; lines so that a total comes after the line in which it is a part."""

    ids: tuple[CellId, ...]
    people: tuple[int, ...]
    lines: tuple[Line, ...]
    part_of: tuple[tuple[int, ...], ...] = field(repr=False)

    def roots(self) -> list[int]:
        """Cells that are part of nothing: whole populations."""
        return [cell for cell, lines in enumerate(self.part_of) if not lines]

    def clusters(self) -> Iterator[tuple[int, ...]]:
        """Numbers of the lines that hang together through another cell than a whole population."""
        leader = list(range(len(self.lines)))

        def find(line: int) -> int:
            while leader[line] != line:
                leader[line] = leader[leader[line]]
                line = leader[line]
            return line

        for number, line in enumerate(self.lines):
            for cell in (line.total, *line.parts):
                for other in self.part_of[cell]:
                    first, second = sorted((find(number), find(other)))
                    leader[second] = first
        groups: dict[int, list[int]] = {}
        for number in range(len(self.lines)):
            groups.setdefault(find(number), []).append(number)
        yield from (tuple(group) for group in groups.values())


def weave(tables: Iterable[Table]) -> Web:
    """Number the cells of checked tables; O(n log n) for n cells.

    :raises TablesDisagree: a breakdown comes back to itself.
    """
    ordered = sorted(tables, key=lambda table: table.name)
    people = {cell.id: cell.people for table in ordered for cell in (table.total, *table.parts.values())}
    ids = tuple(sorted(people))
    number = {cell: position for position, cell in enumerate(ids)}
    lines = _from_the_top(
        [
            Line(t.name, number[t.total.id], tuple(sorted(number[cell.id] for cell in t.parts.values())))
            for t in ordered
        ],
        len(ids),
    )
    part_of: list[list[int]] = [[] for _ in ids]
    for position, line in enumerate(lines):
        for cell in line.parts:
            part_of[cell].append(position)
    return Web(ids, tuple(people[cell] for cell in ids), tuple(lines), tuple(map(tuple, part_of)))


def _from_the_top(lines: list[Line], cells: int) -> list[Line]:
    """Sort lines so that a total comes after every line in which it is a part (Kahn, 1962)."""
    waiting = [0] * cells
    below: dict[int, list[Line]] = {}
    for line in lines:
        below.setdefault(line.total, []).append(line)
        for cell in line.parts:
            waiting[cell] += 1
    ready = deque(sorted(cell for cell in below if not waiting[cell]))
    ordered: list[Line] = []
    while ready:
        for line in below.get(ready.popleft(), []):
            ordered.append(line)
            for cell in line.parts:
                waiting[cell] -= 1
                if not waiting[cell]:
                    ready.append(cell)
    if len(ordered) != len(lines):
        raise TablesDisagree("A breakdown comes back to itself.")
    return ordered
