"""The audit finds the holes that a bad choice leaves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import OptimizeResult

from engine.disclosure.attackers import Calculator
from werkveld_engine.disclosure import HIDDEN, Shown, Table, audit, cross
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


def triangle():
    """Three lines that each share a part with each other, so no flow: a and its cover d stand in the same two."""
    pairs = {"ab": {"a": 2, "d": 9, "b": 9}, "bc": {"b": 9, "c": 20}, "ac": {"a": 2, "d": 9, "c": 20}}
    return [Table.of(name, parts, part_ids={label: (label,) for label in parts}) for name, parts in pairs.items()]


def weak_in_a_triangle():
    web = weave(triangle())
    inner = [number for number, cell in enumerate(web.ids) if cell[0] in set("abcd")]
    found = weak_spots(web, next(iter(web.clusters())), inner, (), 5)
    return [web.ids[number][0] for number in found]


def test_where_nothing_can_flow_the_solver_finds_the_witness():
    assert weak_in_a_triangle() == []


@pytest.mark.parametrize("answer", [None, np.full(4, 7.0), np.full(4, 7.5)])
def test_an_answer_of_the_solver_that_does_not_fit_proves_nothing(monkeypatch, answer):
    monkeypatch.setattr(audit, "milp", lambda *_, **__: OptimizeResult(x=answer))
    assert weak_in_a_triangle() == ["a"]


def highest(web, cluster, hidden, opened, cell):
    """What a solver that shares nothing with the engine says a hidden cell can be at most."""
    knows = Calculator()
    for line in (web.lines[number] for number in cluster):
        for one in (line.total, *line.parts):
            known = HIDDEN if one in hidden else Shown(web.people[one])
            knows.learn_number(one, known, low=0 if one in opened else min(1, web.people[one]))
        knows.learn_sum({line.total: -1} | dict.fromkeys(line.parts, 1))
    return knows.range_of({cell: 1})[1]


grids = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 7), min_size=n, max_size=n), min_size=2, max_size=4)
)


@pytest.mark.slow
@given(grids, st.randoms(use_true_random=False))
def test_a_flow_finds_exactly_the_cells_that_no_other_world_makes_large(rows, random):
    """Any cells may be hidden, margins too, but for the population itself."""
    counts = {(f"r{r}", f"c{c}"): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    web = weave(cross("all", "row", "column", counts))
    (cluster,) = web.clusters()
    others = [cell for cell in range(len(web.ids)) if web.part_of[cell]]
    hidden = {cell for cell in others if random.random() < 0.6}
    opened = {cell for cell in hidden if random.random() < 0.3}
    small = [cell for cell in sorted(hidden) if 0 < web.people[cell] < 5]
    found = weak_spots(web, cluster, hidden, opened, 5)
    assert found == [cell for cell in small if highest(web, cluster, hidden, opened, cell) < 5]
