"""Hide in tables that share parts: complete line by line, audit, hide more where the audit finds a weak spot.

When that does not end in a few rounds, the whole breakdown goes and only the populations stay.
"""

from collections.abc import Iterable
from typing import Final

from werkveld_engine.disclosure.audit import weak_spots
from werkveld_engine.disclosure.level import choose
from werkveld_engine.disclosure.shown import is_small
from werkveld_engine.disclosure.web import Line, Web

ROUNDS: Final = 8


class Linked:
    """The state of one search: which cells are hidden, and for which of them even zero stays possible."""

    def __init__(self, web: Web, cluster: tuple[int, ...], hidden_roots: frozenset[int], minimum: int) -> None:
        """Start with the small cells hidden."""
        self.web, self.cluster, self.minimum, self.roots = web, cluster, minimum, hidden_roots
        self.lines = [web.lines[number] for number in cluster]
        self.cells = sorted({cell for line in self.lines for cell in (line.total, *line.parts)})
        self.hidden = set(hidden_roots) | {cell for cell in self.cells if is_small(web.people[cell], minimum)}
        self.open: set[int] = set()

    def settle(self) -> None:
        """Complete all lines at once until nothing changes; at once, so that no line comes first by its label."""
        changed = True
        while changed:
            hidden, opened = set[int](), set[int]()
            for line in self.lines:
                whole = line.total in self.hidden or self.must_go_whole(line)
                hidden.update(line.parts if whole else self.completion(line))
                opened.update(line.parts if whole else ())
            changed = self.hide(hidden, opened)

    def hide(self, cells: Iterable[int], opened: Iterable[int] = ()) -> bool:
        """Hide cells, and let zero stay possible for some; tells whether that changed anything."""
        before = len(self.hidden) + len(self.open)
        self.hidden.update(cells)
        self.open.update(opened)
        return len(self.hidden) + len(self.open) > before

    def must_go_whole(self, line: Line) -> bool:
        """The rule of one table; and a line whose hidden parts have no other part left to hide behind."""
        people = self.web.people
        if self.open.issuperset(line.parts):
            return False
        if choose([people[cell] for cell in line.parts], self.minimum).whole:
            return True
        hidden = [cell for cell in line.parts if cell in self.hidden]
        if not hidden or self.is_covered(hidden) or self.cheapest(line):
            return False
        closed = [cell for cell in hidden if cell not in self.open]
        room = sum(people[cell] for cell in hidden) - len(closed) + 1
        return len(hidden) == 1 or room < self.minimum

    def is_covered(self, hidden: list[int]) -> bool:
        """Two hidden parts, one of which reaches the minimum."""
        return len(hidden) > 1 and any(self.web.people[cell] >= self.minimum for cell in hidden)

    def completion(self, line: Line) -> list[int]:
        """The parts to hide as well in a line that hides something; empty when it is covered."""
        hidden = [cell for cell in line.parts if cell in self.hidden]
        return self.cheapest(line) if hidden and not self.is_covered(hidden) else []

    def cheapest(self, line: Line) -> list[int]:
        """The shown parts that drag the fewest other lines along, and of these all with the fewest people."""
        shown = [cell for cell in line.parts if cell not in self.hidden and self.web.people[cell]]
        costs = {cell: (self.untouched(cell), self.web.people[cell]) for cell in shown}
        least = min(costs.values(), default=None)
        return [cell for cell in shown if costs[cell] == least]

    def untouched(self, cell: int) -> int:
        """How many lines through this cell hide nothing yet."""
        lines = (self.web.lines[number] for number in self.web.part_of[cell])
        return sum(1 for line in lines if not any(part in self.hidden for part in line.parts))

    def hide_more(self, spots: Iterable[int]) -> bool:
        """Hide a cell, else the breakdown, else the total around each weak spot; False when nothing is left."""
        lines = [[self.web.lines[number] for number in self.web.part_of[spot]] for spot in spots]
        cells = [[cell for line in around for cell in self.cheapest(line)] for around in lines]
        whole = {
            part
            for around, found in zip(lines, cells, strict=True)
            for line in around
            for part in ([] if found else line.parts)
        }
        changed = self.hide([*whole, *(cell for found in cells for cell in found)], whole)
        return changed or self.hide_totals(line for around in lines for line in around)

    def hide_totals(self, lines: Iterable[Line]) -> bool:
        """Hide the totals that are parts of something themselves."""
        totals = {line.total for line in lines if self.web.part_of[line.total]} - self.hidden
        self.hidden |= totals
        return bool(totals)

    def hide_all_parts(self) -> None:
        """Only the populations stay."""
        parts = [part for line in self.lines for part in line.parts]
        self.hide(parts, parts)

    def weak(self) -> list[int]:
        """Cells that the audit finds too narrow."""
        return weak_spots(self.web, self.cluster, self.hidden, self.open, self.minimum)


def hide_linked(web: Web, cluster: tuple[int, ...], hidden_roots: frozenset[int], minimum: int) -> set[int]:
    """Numbers of the hidden cells of one cluster, with `hidden_roots`; may hide populations as the very last resort."""
    search = Linked(web, cluster, hidden_roots, minimum)
    for _ in range(ROUNDS):
        search.settle()
        weak = search.weak()
        if not weak:
            return search.hidden
        if not search.hide_more(weak):
            break
    search.hide_all_parts()
    if search.weak():
        search.hidden.update(search.cells)
    return search.hidden
