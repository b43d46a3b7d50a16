"""How far a hidden cell can move, exactly, where every hidden cell lies between two lines: in cross tables.

A cell that rises takes from its two lines, so other cells must give back: a flow from the one line to the other through
the remaining hidden cells. The largest flow is therefore the answer, in whole numbers and without a solver (Ford and
Fulkerson, 1956). In a cube a cell lies in three lines and this is no network; `network` then says None.
"""

from collections.abc import Iterator, Sequence

End = tuple[int, int]


class Network:
    """Lines are nodes, hidden cells are arcs between them, with what each cell may still rise and fall.

    `out[line]` has a bit for every line that something can flow to, `room` says how much.
    """

    def __init__(self, arcs: Sequence[End], rise: Sequence[int], fall: Sequence[int], lines: int) -> None:
        """Set up the room between lines; O(cells)."""
        self.arcs, self.rise, self.fall = arcs, rise, fall
        self.room: list[dict[int, int]] = [{} for _ in range(lines)]
        self.out, self.into = [0] * lines, [0] * lines
        for (tail, head), up, down in zip(arcs, rise, fall, strict=True):
            self._add(tail, head, up)
            self._add(head, tail, down)

    def can_rise(self, cell: int, by: int) -> bool:
        """Whether some world has this many people more in the cell; O(by times the room between lines)."""
        return self._can_move(cell, *self.arcs[cell], by, self.rise[cell])

    def can_fall(self, cell: int, by: int) -> bool:
        """Whether some world has this many people fewer in the cell."""
        tail, head = self.arcs[cell]
        return self._can_move(cell, head, tail, by, self.fall[cell])

    def _can_move(self, cell: int, tail: int, head: int, by: int, room: int) -> bool:
        """What flows from tail to head in the cell must flow back through the others; everything is put back after."""
        if by > room:
            return False
        own = [(*self.arcs[cell], -self.rise[cell]), (*reversed(self.arcs[cell]), -self.fall[cell])]
        done = [step for step in own if step[2]]
        for step in done:
            self._add(*step)
        wanted = by
        while wanted and (path := self._path(head, tail)):
            pushed = min(wanted, *(self.room[a][b] for a, b in path))
            for a, b in path:
                self._add(a, b, -pushed)
                self._add(b, a, pushed)
                done += [(a, b, -pushed), (b, a, pushed)]
            wanted -= pushed
        for a, b, amount in done:
            self._add(a, b, -amount)
        return not wanted

    def _add(self, a: int, b: int, amount: int) -> None:
        left = self.room[a].get(b, 0) + amount
        self.room[a][b] = left
        if left:
            self.out[a] |= 1 << b
            self.into[b] |= 1 << a
        else:
            self.out[a] &= ~(1 << b)
            self.into[b] &= ~(1 << a)

    def _path(self, start: int, end: int) -> list[End]:
        """A shortest way with room, as steps; empty when there is none. Looks one step ahead."""
        if self.out[start] >> end & 1:
            return [(start, end)]
        seen, last = 1 << start, self.into[end]
        looked: list[tuple[int, int]] = []
        level = 1 << start
        while level:
            following = 0
            for line in _bits(level):
                fresh = self.out[line] & ~seen
                looked.append((line, fresh))
                if arrived := fresh & last:
                    return _way_back(looked, next(_bits(arrived)), start, end)
                seen |= fresh
                following |= fresh
            level = following
        return []


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _way_back(looked: Sequence[tuple[int, int]], line: int, start: int, end: int) -> list[End]:
    steps = [(line, end)]
    while line != start:
        before = next(came for came, fresh in looked if fresh >> line & 1)
        steps.append((before, line))
        line = before
    return steps[::-1]


def network(ends: Sequence[Sequence[End]], rise: Sequence[int], fall: Sequence[int], lines: int) -> Network | None:
    """The network of these cells, or None where there is none; O(cells).

    :param ends: for each cell the lines it stands in, with +1 as a part and -1 as the total.
    """
    turned = _turned(ends, lines)
    if turned is None:
        return None
    arcs = []
    for cell in ends:
        by_sign = {sign * turned[line]: line for line, sign in cell}
        arcs.append((by_sign.get(1, lines), by_sign.get(-1, lines)))  # the line that is not there is the world outside
    return Network(arcs, rise, fall, lines + 1)


def _turned(ends: Sequence[Sequence[End]], lines: int) -> list[int] | None:
    """Per line 1 or -1, so that every cell stands in two lines with opposite signs; None when that cannot be."""
    beside: list[list[End]] = [[] for _ in range(lines)]
    for cell in ends:
        if len(cell) > 2:
            return None
        if len(cell) == 2:
            (one, sign), (other, another) = cell
            beside[one].append((other, -sign * another))
            beside[other].append((one, -sign * another))
    turned = [0] * lines
    for first in range(lines):
        turned[first] = turned[first] or 1
        waiting = [first]
        while waiting:
            line = waiting.pop()
            for other, factor in beside[line]:
                if not turned[other]:
                    turned[other] = turned[line] * factor
                    waiting.append(other)
                elif turned[other] != turned[line] * factor:
                    return None
    return turned
