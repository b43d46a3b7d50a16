"""How the work is cut: people who live together in cells, cells in blocks; offerings by squares of the map."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.ranking.kernels.search import MOST_IN_CELL, Asking, Offered
from werkveld_engine.ranking.problem import Problem, centimetres, grid

FEW_IN_CELL = 64  # a cell of more people than this is cut while it is wide
WIDE = 2e5  # centimetres
IN_BLOCK = 8192  # people, about
SQUARES_ACROSS = 12  # of the map, in a radius
PIECE = 1 << 14  # rows that are rounded at once


@dataclass(frozen=True)
class Plan:
    """A problem that has been cut. Every block can be solved alone, anywhere, in any order."""

    problem: Problem
    offered: Offered
    offering: NDArray[np.int64]  # [m]: the given row of each place on the map
    person: NDArray[np.int64]  # [n]: the given row of each place in the order of the cells
    cell: NDArray[np.int64]  # [c + 1]: where each cell begins
    placed: NDArray[np.bool_]  # [c]
    block: NDArray[np.int64]  # [b + 1]: at which cell each block begins
    done_from: NDArray[np.int64]  # [n + 1]
    done: NDArray[np.int32]  # places on the map

    @property
    def blocks(self) -> int:
        return len(self.block) - 1


def plan(problem: Problem) -> Plan:
    """Trusts its input: `check` it first. O(n log n + m log m), beside one pass over the content of the offerings."""
    has_place = ~np.isnan(np.asarray(problem.offering_at, np.float64)).any(axis=1)
    offering, square, shape = _on_the_map(problem, has_place)
    cells, placed = _cells(problem)
    person = np.concatenate([np.empty(0, np.int64), *cells])
    cell = np.concatenate([[0], np.cumsum([len(one) for one in cells])]).astype(np.int64)
    first = np.searchsorted(cell, np.arange(0, len(person), IN_BLOCK), side="left")
    done_from, done = _done(problem, person, offering)
    return Plan(
        problem=problem,
        offered=_offered(problem, offering, square, shape),
        offering=offering,
        person=person,
        cell=cell,
        placed=placed,
        block=np.unique(np.append(first, len(cells))),
        done_from=done_from,
        done=done,
    )


def _on_the_map(problem: Problem, has_place: Any) -> tuple[NDArray[np.int64], NDArray[np.int64], list[int]]:
    """Rows by square of the map, where each square begins, and the shape of the map."""
    at = centimetres(problem.offering_at)
    here = np.flatnonzero(has_place)
    if len(here) == 0:
        return np.flatnonzero(~has_place), np.zeros(2, np.int64), [0, 0, 1, 1, 1, 0]
    corner = at[here].min(axis=0)
    across = at[here].max(axis=0) - corner
    finest = int(np.sqrt(float(across[0]) * float(across[1]) / (4 * len(here)))) + int(across.max()) // (1 << 11) + 1
    side = max(finest, 1 if problem.reach is None else problem.reach // SQUARES_ACROSS)
    column, line = ((at[here] - corner) // side).T
    columns, lines = int(across[0]) // side + 1, int(across[1]) // side + 1
    square = line * columns + column
    order = np.lexsort((problem.key[here], square))
    start = np.searchsorted(square[order], np.arange(columns * lines + 1))
    shape = [int(corner[0]), int(corner[1]), side, columns, lines, len(here)]
    return np.concatenate([here[order], np.flatnonzero(~has_place)]), start.astype(np.int64), shape


def _offered(problem: Problem, row: NDArray[np.int64], square: NDArray[np.int64], shape: list[int]) -> Offered:
    """Profiles in whole steps, and in bytes with the length of what bytes leave out."""
    m, columns = problem.content.shape
    words = max(1, -(-columns // 4))
    points = np.empty((m, columns), np.int32)
    for first in range(0, m, PIECE):
        points[first : first + PIECE] = grid(problem.content[row[first : first + PIECE]])
    step = max(1, -(-int(max(points.max(initial=0), -points.min(initial=0))) // 127))
    packed = np.full((m, 4 * words), 128, np.uint8)
    length, error = np.empty(m), np.empty(m)
    for first in range(0, m, PIECE):
        part = points[first : first + PIECE].astype(np.float64)
        steps = np.rint(part / step)
        packed[first : first + PIECE, :columns] = steps + 128
        rest = part - steps * step
        length[first : first + PIECE] = np.sqrt(np.einsum("ij,ij->i", part, part))
        error[first : first + PIECE] = np.sqrt(np.einsum("ij,ij->i", rest, rest))
    traits = 0 if problem.trait is None else problem.trait.shape[1]
    return Offered(
        points=points,
        packed=packed.view(np.int32),
        at=centimetres(problem.offering_at)[row],
        need=problem.need_points[row],
        length=length,
        error=error,
        key=problem.key[row],
        least=_taken(problem.least, row, (m, traits)),
        most=_taken(problem.most, row, (m, traits)),
        open_to=np.empty(0, np.uint64) if problem.open_to is None else problem.open_to[row].astype(np.uint64),
        square=square,
        shape=np.array([*shape, step], np.int64),
    )


def _taken(values: NDArray[Any] | None, rows: NDArray[np.int64], shape: tuple[int, int]) -> NDArray[np.int64]:
    return np.zeros(shape, np.int64) if values is None else np.asarray(values)[rows].astype(np.int64)


def _cells(problem: Problem) -> tuple[list[NDArray[np.int64]], NDArray[np.bool_]]:
    """Halved along the longer side until few or close; people without a place in cells of their own, at the end."""
    has_place = ~np.isnan(np.asarray(problem.person_at, np.float64)).any(axis=1)
    here = np.flatnonzero(has_place)
    found: list[NDArray[np.int64]] = []
    waiting = [(here, *(np.ascontiguousarray(one) for one in centimetres(problem.person_at)[here].T))]
    while waiting:
        rows, east, north = waiting.pop()
        if len(rows) == 0:
            continue
        sides = np.ptp(east), np.ptp(north)
        if len(rows) <= FEW_IN_CELL or (len(rows) <= MOST_IN_CELL and max(sides) <= WIDE):
            found.append(rows)
            continue
        middle = len(rows) // 2
        order = np.argpartition(east if sides[0] >= sides[1] else north, middle)
        waiting += [(rows[half], east[half], north[half]) for half in (order[middle:], order[:middle])]
    nowhere = np.flatnonzero(~has_place)
    away = [nowhere[first : first + MOST_IN_CELL] for first in range(0, len(nowhere), MOST_IN_CELL)]
    return found + away, np.arange(len(found) + len(away)) < len(found)


def _done(
    problem: Problem, person: NDArray[np.int64], offering: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """What each has done, sorted, in the order of the plan."""
    if problem.done is None or len(problem.done) == 0:
        return np.zeros(len(person) + 1, np.int64), np.empty(0, np.int32)
    of_person, of_offering = np.empty_like(person), np.empty_like(offering)
    of_person[person], of_offering[offering] = np.arange(len(person)), np.arange(len(offering))
    pairs = np.asarray(problem.done, np.int64)
    who, what = of_person[pairs[:, 0]], of_offering[pairs[:, 1]]
    order = np.lexsort((what, who))
    return np.searchsorted(who[order], np.arange(len(person) + 1)).astype(np.int64), what[order].astype(np.int32)


def asking(cut: Plan, number: int) -> tuple[NDArray[np.int64], Asking]:
    """The given rows of the people of a block, and what the kernel needs of them."""
    first, last = int(cut.block[number]), int(cut.block[number + 1])
    begin, end = int(cut.cell[first]), int(cut.cell[last])
    rows, problem = cut.person[begin:end], cut.problem
    traits = 0 if problem.trait is None else problem.trait.shape[1]
    done = cut.done_from[begin : end + 1]
    return rows, Asking(
        points=grid(problem.profile[rows]),
        at=centimetres(problem.person_at[rows]),
        trait=_taken(problem.trait, rows, (len(rows), traits)),
        member_of=np.empty(0, np.uint64) if problem.member_of is None else problem.member_of[rows].astype(np.uint64),
        done_from=done - done[0],
        done=cut.done[done[0] : done[-1]],
        cell=cut.cell[first : last + 1] - begin,
        placed=cut.placed[first:last],
    )
