"""Hide in tables that share parts: complete line by line, audit, hide more where the audit finds a weak spot.

When that does not end in a few rounds, the whole breakdown goes and only the populations stay.
"""

from collections.abc import Iterable
from typing import Final

from werkveld_engine.disclosure.audit import weak_spots
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

    def hide_whole(self, line: Line) -> bool:
        """Hide a breakdown with its zeros; tells whether that changed anything."""
        before = len(self.hidden) + len(self.open)
        self.hidden.update(line.parts)
        self.open.update(line.parts)
        return len(self.hidden) + len(self.open) > before

    def settle(self) -> None:
        """Complete lines until nothing changes; each round hides at least one cell more."""
        changed = True
        while changed:
            changed = False
            for line in self.lines:
                changed = (self.hide_whole(line) if line.total in self.hidden else self.complete(line)) or changed

    def complete(self, line: Line) -> bool:
        """See to it that a line with a hidden part hides a second one, and one that reaches the minimum."""
        people, hidden = self.web.people, [cell for cell in line.parts if cell in self.hidden]
        if not hidden or self.open.issuperset(line.parts):
            return False
        if len(hidden) > 1 and any(people[cell] >= self.minimum for cell in hidden):
            return False
        if self.hide_cheapest(line):
            return True
        closed = [cell for cell in hidden if cell not in self.open]
        room = sum(people[cell] for cell in hidden) - len(closed) + 1
        return False if len(hidden) > 1 and room >= self.minimum else self.hide_whole(line)

    def hide_cheapest(self, line: Line) -> bool:
        """Hide the shown part that drags the fewest other lines along, then has the fewest people, then by id."""
        shown = [cell for cell in line.parts if cell not in self.hidden and self.web.people[cell]]
        if shown:
            self.hidden.add(min(shown, key=lambda cell: (self.untouched(cell), self.web.people[cell], cell)))
        return bool(shown)

    def untouched(self, cell: int) -> int:
        """How many lines through this cell hide nothing yet."""
        lines = (self.web.lines[number] for number in self.web.part_of[cell])
        return sum(1 for line in lines if not any(part in self.hidden for part in line.parts))

    def hide_more(self, spots: Iterable[int]) -> bool:
        """Hide a cell, else the breakdown, else the total around each weak spot; False when nothing is left."""
        changed = False
        for spot in spots:
            lines = [self.web.lines[number] for number in self.web.part_of[spot]]
            more = [self.hide_cheapest(line) for line in lines]
            more = more if any(more) else [self.hide_whole(line) for line in lines]
            changed = any(more) or self.hide_totals(lines) or changed
        return changed

    def hide_totals(self, lines: Iterable[Line]) -> bool:
        """Hide the totals that are parts of something themselves."""
        totals = {line.total for line in lines if self.web.part_of[line.total]} - self.hidden
        self.hidden |= totals
        return bool(totals)

    def hide_all_parts(self) -> None:
        """Only the populations stay."""
        for line in self.lines:
            self.hide_whole(line)

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
