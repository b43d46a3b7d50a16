"""Tables that do not add up are refused before anything is decided about them."""

import pytest

from werkveld_engine.disclosure import Cell, Table, TablesDisagree, cross, protect


def refused(*tables):
    with pytest.raises(TablesDisagree) as refusal:
        protect(tables, minimum=5)
    return str(refusal.value)


def test_parts_must_add_up_to_the_total():
    assert "do not add up" in refused(Table.of("level", {"2": 7, "3": 8}, total=16))


def test_a_table_without_parts_is_refused():
    assert "do not add up" in refused(Table("level", Cell(("level",), 0), {}))


def test_a_part_is_never_below_zero():
    assert "below zero" in refused(Table.of("level", {"2": 7, "3": -1}))


def test_one_name_is_one_table():
    assert "two tables" in refused(Table.of("level", {"2": 7}), Table.of("level", {"2": 7}))


def test_one_group_has_one_count():
    one, other = Table.of("level", {"2": 7}, population="all"), Table.of("site", {"A": 8}, population="all")
    assert "two different counts" in refused(one, other)


def test_a_group_stands_once_in_a_table():
    assert "twice" in refused(Table.of("level", {"2": 7, "3": 7}, part_ids={"2": ("x",), "3": ("x",)}))
    assert "twice" in refused(Table.of("level", {"2": 7, "3": 0}, part_ids={"2": ("level",)}))


def test_a_breakdown_does_not_come_back_to_itself():
    first = Table.of("first", {"b": 7}, population=("a",), part_ids={"b": ("b",)})
    second = Table.of("second", {"a": 7}, population=("b",), part_ids={"a": ("a",)})
    assert "itself" in refused(first, second)


def test_a_cross_table_has_both_margins_and_every_line():
    tables = cross("learners", "programme", "site", {("care", "Nova"): 6, ("ict", "Campus"): 7})
    assert [table.name for table in tables] == [
        "learners: programme",
        "learners: programme = care",
        "learners: programme = ict",
        "learners: site",
        "learners: site = Campus",
        "learners: site = Nova",
    ]
    assert tables[0].total == tables[3].total == Cell(("learners",), 13)
    assert tables[1].total is not tables[0].total
    assert tables[1].total == tables[0].parts["care"]
    assert tables[1].parts["Campus"] == tables[4].parts["care"]
