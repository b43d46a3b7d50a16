"""Breakdowns without shared parts: closed form, and safe even from who runs the code himself."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.disclosure.attackers import cornered, dealt_out, known_to_the_owner
from werkveld_engine.disclosure import HIDDEN, Hidden, Shown, Table, protect

counts = st.one_of(st.integers(0, 6), st.integers(0, 30))


def plain(table):
    return {label: None if isinstance(part, Hidden) else part.value for label, part in table.parts.items()}


def test_the_public_gets_labels_in_the_order_given_and_numbers_where_they_may_be_seen():
    table = Table.of("level", {"4": 20, "2": 3, "3": 9, "1": 0})
    seen = protect([table], minimum=5)["level"]
    assert seen.total == Shown(32)
    assert list(seen.parts.items()) == [("4", Shown(20)), ("2", HIDDEN), ("3", HIDDEN), ("1", Shown(0))]


def test_a_small_population_is_hidden_with_all_its_parts_in_every_breakdown():
    by_level = Table.of("level", {"2": 3, "3": 1, "4": 0}, population="all")
    by_site = Table.of("site", {"A": 4, "B": 0}, population="all")
    assert set(protect([by_level, by_site], minimum=5).cells.values()) == {HIDDEN}


def test_an_empty_population_is_shown():
    assert plain(protect([Table.of("level", {"2": 0, "3": 0})], minimum=5)["level"]) == {"2": 0, "3": 0}


def test_breakdowns_of_one_population_are_each_covered():
    by_level = Table.of("level", {"2": 3, "3": 9, "4": 20}, population="all")
    by_site = Table.of("site", {"A": 12, "B": 20}, population="all")
    seen = protect([by_level, by_site], minimum=5)
    assert plain(seen["level"]) == {"2": None, "3": None, "4": 20}
    assert plain(seen["site"]) == {"A": 12, "B": 20}


def nested(a1, a2, b1, b2):
    return [
        Table.of("college", {"A": a1 + a2, "B": b1 + b2}, population="all"),
        Table.of("A", {"1": a1, "2": a2}, population=("college", "A")),
        Table.of("B", {"1": b1, "2": b2}, population=("college", "B")),
    ]


def test_a_cover_is_not_given_away_by_its_own_breakdown():
    seen = protect(nested(2, 1, 7, 8), minimum=5)  # 7 + 8 would give college B, and so college A
    assert seen["college"].parts == {"A": HIDDEN, "B": HIDDEN}
    assert plain(seen["B"]) == {"1": None, "2": None}


def test_a_shown_part_may_hide_its_own_parts():
    seen = protect(nested(2, 9, 7, 8), minimum=5)
    assert seen["college"].parts == {"A": Shown(11), "B": Shown(15)}
    assert plain(seen["A"]) == {"1": None, "2": None}
    assert plain(seen["B"]) == {"1": 7, "2": 8}


def test_a_minimum_of_one_hides_nothing():
    seen = protect(nested(1, 0, 2, 1), minimum=1)
    assert HIDDEN not in seen.cells.values()


def test_a_minimum_that_protects_nobody_is_refused():
    with pytest.raises(ValueError, match="protects nobody"):
        protect([], minimum=2)


def test_other_values_are_shown_where_the_people_are():
    table = Table.of("level", {"2": 3, "3": 9, "4": 20})
    seen = protect([table], minimum=5)["level"].mask({"2": 8.1, "3": 7.9, "4": 8.3})
    assert seen == {"2": HIDDEN, "3": HIDDEN, "4": Shown(8.3)}


def test_what_is_hidden_is_nowhere_in_the_answer():
    seen = repr(protect([Table.of("level", {"x": 3, "y": 977, "z": 5555})], minimum=5))
    assert "977" not in seen
    assert "=3)" not in seen
    assert "5555" in seen


@pytest.mark.slow
@given(st.lists(counts, min_size=1, max_size=6), st.lists(counts, min_size=1, max_size=4), st.randoms())
def test_the_order_of_tables_and_parts_does_not_matter(first, second, random):
    parts = {f"p{number}": people for number, people in enumerate(first)}
    below = {f"q{number}": people for number, people in enumerate(second)}
    tables = [
        Table.of("first", {**parts, "more": sum(second)}, population="all"),
        Table.of("below", below, population=("first", "more")),
    ]
    shuffled = [
        Table(t.name, t.total, dict(random.sample(sorted(t.parts.items()), len(t.parts)))) for t in reversed(tables)
    ]
    assert protect(tables, minimum=5).cells == protect(shuffled, minimum=5).cells


@pytest.mark.slow
@given(st.lists(counts, min_size=1, max_size=5), st.lists(counts, min_size=1, max_size=4), st.data())
def test_the_calculator_corners_no_small_cell(first, second, data):
    extra = data.draw(st.lists(st.integers(0, sum(first)), max_size=3).map(sorted))
    cuts = [0, *extra, sum(first)]
    tables = [
        Table.of("one", {f"{n}": people for n, people in enumerate(first)}, population="all"),
        Table.of("two", {f"{n}": b - a for n, (a, b) in enumerate(itertools.pairwise(cuts))}, population="all"),
        Table.of(
            "below", {f"{n}": people for n, people in enumerate(_dealt(first[0], second))}, population=("one", "0")
        ),
    ]
    assert cornered(tables, protect(tables, minimum=5).cells, 5) == []


def _dealt(total, weights):
    """The total dealt out in these proportions, the rest to the last."""
    parts = [total * weight // max(1, sum(weights)) for weight in weights]
    return [*parts[:-1], total - sum(parts[:-1])]


@pytest.mark.slow
def test_the_owner_of_the_code_learns_nothing_from_nested_tables():
    def publish(world):
        cells = protect(nested(*world[:4]), minimum=3).cells
        ids = [("A", "1"), ("A", "2"), ("B", "1"), ("B", "2"), ("college", "A"), ("college", "B"), ("all",)]
        return tuple(None if isinstance(cells[i], Hidden) else cells[i].value for i in ids)

    for total in range(3, 11):
        worlds = [(a1, a2, b1, b2, a1 + a2, b1 + b2, total) for a1, a2, b1, b2 in dealt_out(total, 4)]
        assert known_to_the_owner(worlds, publish, 3) == []


@pytest.mark.slow
def test_the_owner_of_the_code_learns_nothing_from_two_breakdowns():
    def publish(world):
        tables = [
            Table.of("one", dict(zip("abc", world[:3], strict=True)), population="all"),
            Table.of("two", dict(zip("xy", world[3:5], strict=True)), population="all"),
        ]
        cells = protect(tables, minimum=3).cells
        ids = [("one", "a"), ("one", "b"), ("one", "c"), ("two", "x"), ("two", "y"), ("all",)]
        return tuple(None if isinstance(cells[i], Hidden) else cells[i].value for i in ids)

    for total in range(3, 9):
        worlds = [(*one, *two, total) for one in dealt_out(total, 3) for two in dealt_out(total, 2)]
        assert known_to_the_owner(worlds, publish, 3) == []


def test_the_calculator_would_see_through_hiding_the_small_parts_only():
    """The attacker is worth something: against a plausible weaker rule he wins."""
    table = Table.of("level", {"2": 3, "3": 9, "4": 20})
    numbers = {part.id: Shown(part.people) for part in (table.total, *table.parts.values())}
    assert cornered([table], numbers | {("level", "2"): HIDDEN}, 5) == [(("level", "2"), 3, 3, 3)]
