"""Tables that share parts: programme by site, with both margins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.disclosure.attackers import cornered, dealt_out, known_to_the_owner
from werkveld_engine.disclosure import HIDDEN, Hidden, Shown, Table, cross, protect

cell = st.one_of(st.integers(0, 5), st.integers(0, 25))


def grid(rows):
    return cross(
        "all", "row", "column", {(f"r{r}", f"c{c}"): n for r, row in enumerate(rows) for c, n in enumerate(row)}
    )


def seen(rows, minimum=5):
    cells = protect(grid(rows), minimum=minimum).cells
    return [
        [
            None if isinstance(n := cells["all", "row", f"r{r}", "column", f"c{c}"], Hidden) else n.value
            for c in range(len(row))
        ]
        for r, row in enumerate(rows)
    ]


def test_one_small_cell_is_covered_in_its_row_and_in_its_column():
    assert seen([[2, 9, 30], [9, 12, 30], [30, 30, 30]]) == [[None, None, 30], [None, None, 30], [30, 30, 30]]


def test_a_cross_table_of_large_cells_is_shown():
    assert seen([[5, 9], [7, 0]]) == [[5, 9], [7, 0]]


def test_a_small_margin_is_not_given_away_by_the_cells_behind_it():
    tables = grid([[1, 2, 0], [9, 12, 40], [10, 13, 21]])
    cells = protect(tables, minimum=5).cells
    assert cells["all", "row", "r0"] == HIDDEN
    assert cells["all", "row", "r2"] == HIDDEN  # its cover, and neither can be added up from what lies behind it
    assert [cells["all", "row", row, "column", f"c{c}"] for row in ("r0", "r2") for c in range(3)] == [HIDDEN] * 6
    assert cells["all",] == Shown(108)
    assert cornered(tables, cells, 5) == []


def test_another_breakdown_of_the_population_is_left_alone():
    other = Table.of("level", {"2": 30, "3": 30}, population="all")
    assert protect([*grid([[2, 9], [9, 40]]), other], minimum=5)["level"].parts == {"2": Shown(30), "3": Shown(30)}


@pytest.mark.slow
def test_populations_that_give_a_part_away_between_them_are_hidden():
    """11 + 22 - 29 is twice the first part, however many parts are hidden."""
    pairs = {"ab": {"a": 2, "b": 9}, "bc": {"b": 9, "c": 20}, "ac": {"a": 2, "c": 20}}
    tables = [Table.of(name, parts, part_ids={k: (k,) for k in parts}) for name, parts in pairs.items()]
    cells = protect(tables, minimum=5).cells
    assert cells["ab",] == HIDDEN
    assert cornered(tables, cells, 5) == []


@pytest.mark.slow
def test_a_breakdown_of_a_population_that_had_to_go_goes_too():
    pairs = {"ab": {"a": 2, "b": 9}, "bc": {"b": 9, "c": 20}, "ac": {"a": 2, "c": 20}}
    tables = [Table.of(name, parts, part_ids={k: (k,) for k in parts}) for name, parts in pairs.items()]
    level = Table.of("level", {"2": 5, "3": 6}, population="ab")
    assert protect([*tables, level], minimum=5)["level"].parts == {"2": HIDDEN, "3": HIDDEN}


@pytest.mark.slow
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(cell, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_the_calculator_corners_no_small_cell_of_a_cross_table(rows):
    tables = grid(rows)
    assert cornered(tables, protect(tables, minimum=5).cells, 5) == []


@pytest.mark.slow
@given(st.lists(cell, min_size=8, max_size=8), st.sampled_from([3, 5]))
def test_the_calculator_corners_no_small_cell_of_a_cube(numbers, minimum):
    """Three ways at once: here a solver that does not insist on whole numbers would be fooled."""
    tables = cube(numbers)
    assert cornered(tables, protect(tables, minimum=minimum).cells, minimum) == []


def cube(numbers):
    """2 x 2 x 2 with its three two-way margins."""
    at = {(x, y, z): numbers[4 * x + 2 * y + z] for x in (0, 1) for y in (0, 1) for z in (0, 1)}
    axes, tables = "xyz", []
    for first, second in ((0, 1), (0, 2), (1, 2)):
        third = 3 - first - second
        name = axes[first] + axes[second]
        parts, ids = {}, {}
        for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
            line = {c: n for c, n in at.items() if (c[first], c[second]) == corner}
            label = f"{corner[0]}{corner[1]}"
            parts[label], ids[label] = sum(line.values()), (name, label)
            tables.append(
                Table.of(
                    f"{name} {label}",
                    {str(c[third]): n for c, n in line.items()},
                    population=(name, label),
                    part_ids={str(c[third]): ("inner", "".join(map(str, c))) for c in line},
                )
            )
        tables.append(Table.of(name, parts, population="all", part_ids=ids))
    return tables


@pytest.mark.slow
@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=3, max_size=3), st.randoms())
def test_the_order_of_tables_and_parts_does_not_matter(rows, random):
    tables = list(grid(rows))
    shuffled = [Table(t.name, t.total, dict(random.sample(sorted(t.parts.items()), len(t.parts)))) for t in tables]
    random.shuffle(shuffled)
    assert protect(tables, minimum=5).cells == protect(shuffled, minimum=5).cells


@pytest.mark.slow
@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=3, max_size=3))
def test_every_small_cell_is_hidden(rows):
    tables = grid(rows)
    cells = protect(tables, minimum=5).cells
    for table in tables:
        for part in (table.total, *table.parts.values()):
            assert cells[part.id] in (HIDDEN, Shown(part.people))
            assert not (0 < part.people < 5) or cells[part.id] == HIDDEN


@pytest.mark.slow
def test_the_owner_of_the_code_learns_no_number_from_a_small_cross_table():
    """Not proven for tables of every size: what he may learn here, at most, is that a hidden cell is small."""

    def publish(world):
        cells = protect(grid([world[:2], world[2:4]]), minimum=3).cells
        inner = [("all", "row", f"r{r}", "column", f"c{c}") for r in (0, 1) for c in (0, 1)]
        margins = [("all", "row", "r0"), ("all", "row", "r1"), ("all", "column", "c0"), ("all", "column", "c1")]
        return tuple(None if isinstance(cells[i], Hidden) else cells[i].value for i in [*inner, *margins])

    for total in range(3, 8):
        worlds = [(a, b, c, d, a + b, c + d, a + c, b + d) for a, b, c, d in dealt_out(total, 4)]
        assert known_to_the_owner(worlds, publish, 3) == []
