"""The audit finds the holes that a bad choice leaves."""

import numpy as np
import pytest
from scipy.optimize import OptimizeResult

from werkveld_engine.disclosure import audit, cross
from werkveld_engine.disclosure.audit import weak_spots
from werkveld_engine.disclosure.web import weave


def weak(rows, hidden, minimum=5):
    """Weak cells of a cross table when exactly these (row, column) are hidden."""
    counts = {(f"r{r}", f"c{c}"): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    web = weave(cross("all", "row", "column", counts))
    numbers = {cell: number for number, cell in enumerate(web.ids)}
    chosen = {numbers["all", "row", f"r{r}", "column", f"c{c}"] for r, c in hidden}
    found = weak_spots(web, next(iter(web.clusters())), chosen, (), minimum)
    return [(int(web.ids[n][2][1:]), int(web.ids[n][4][1:])) for n in found]


ROWS = [[2, 9, 30], [9, 12, 30], [30, 30, 30]]


@pytest.mark.parametrize(
    "hidden",
    [
        [(0, 0)],
        [(0, 0), (0, 1)],
        [(0, 0), (0, 1), (1, 0)],
        [(0, 0), (0, 1), (1, 0), (2, 1)],
    ],
)
def test_a_pattern_that_can_be_solved_is_weak(hidden):
    assert weak(ROWS, hidden) == [(0, 0)]


def test_a_closed_round_of_four_is_safe():
    assert weak(ROWS, [(0, 0), (0, 1), (1, 0), (1, 1)]) == []


def test_a_round_without_room_for_a_large_number_is_weak():
    assert weak([[1, 2, 30], [2, 2, 30]], [(0, 0), (0, 1), (1, 0), (1, 1)]) == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize("answer", [None, np.full(4, 7.0), np.full(4, 7.5)])
def test_an_answer_of_the_solver_that_does_not_fit_proves_nothing(monkeypatch, answer):
    monkeypatch.setattr(audit, "milp", lambda *_, **__: OptimizeResult(x=answer))
    assert weak(ROWS, [(0, 0), (0, 1), (1, 0), (1, 1)]) == [(0, 0)]
