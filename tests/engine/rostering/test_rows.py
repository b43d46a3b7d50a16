"""The rows of the search say the same as the plain rules and points, for every roster; and prices prove bounds."""

import numpy as np
import pytest

from engine.rostering.terms import cheapest, small_term, some_rosters
from werkveld_engine.rostering.bound import lower_bound
from werkveld_engine.rostering.points import points
from werkveld_engine.rostering.pricing import price
from werkveld_engine.rostering.promises import broken
from werkveld_engine.rostering.relaxation import relaxation
from werkveld_engine.rostering.standing import as_standing, standing


@pytest.mark.slow
def test_rows_hold_for_the_rosters_that_break_no_rule_and_cost_their_points():
    allowed = refused = 0
    for number in range(250):
        problem = small_term(number, people=(1, 6), most_cells=60)
        order = standing(problem, number)
        rows = relaxation(order)
        for works in some_rosters(problem, np.random.default_rng(number), 8):
            values = rows.values(as_standing(order, works))
            is_broken = any(broken(problem, works))
            assert bool(len(rows.broken(values))) == is_broken, number
            allowed, refused = allowed + (not is_broken), refused + is_broken
            if not is_broken:
                assert rows.total(values) == sum(points(problem, works).values()), number
                assert (rows.lowest <= values).all(), number
                assert (values <= rows.highest).all(), number
    assert allowed > 400
    assert refused > 500


@pytest.mark.slow
def test_no_roster_costs_less_than_any_prices_say():
    draw = np.random.default_rng(5)
    sharp = 0
    for number in range(40):
        problem = small_term(number, most_cells=7)
        rows = relaxation(standing(problem, number))
        best = cheapest(problem)
        for _again in range(20):
            prices = draw.integers(0, 6 << 16, len(rows.least)) * (draw.random(len(rows.least)) < 0.4)
            assert lower_bound(rows, prices) <= best, number
        found = price(rows, 2000)
        assert lower_bound(rows, found.prices) == found.bound <= best, number
        sharp += found.bound == best
    assert sharp > 12


@pytest.mark.parametrize("prices", [[-1], [0, 0]])
def test_prices_below_nothing_or_of_other_rows_prove_nothing(prices):
    rows = relaxation(standing(small_term(3), 1))
    wrong = np.resize(np.array(prices), len(rows.least) if len(prices) == 1 else len(rows.least) + 1)
    with pytest.raises(ValueError, match="One price"):
        lower_bound(rows, wrong)
