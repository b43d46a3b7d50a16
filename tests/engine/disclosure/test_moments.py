"""Who is in each cell must be what the tables count."""

import pytest

from werkveld_engine.disclosure import Moment, Table, TablesDisagree, counted


def test_a_moment_counts_its_own_tables():
    moment = Moment.of("all", {"level": {"2": "abc", "3": "de"}, "site": {"A": "abcde"}})
    assert moment.tables == (
        Table.of("level", {"2": 3, "3": 2}, population="all"),
        Table.of("site", {"A": 5}, population="all"),
    )
    assert moment.members["all",] == counted("abcde")
    assert moment.members["level", "3"] == {"d": 1, "e": 1}


def test_breakdowns_of_one_population_hold_the_same_people():
    with pytest.raises(TablesDisagree, match="not a breakdown of the same people"):
        Moment.of("all", {"level": {"2": "abc"}, "site": {"A": "abd"}})


def test_a_person_stands_in_one_part():
    with pytest.raises(TablesDisagree, match="are not the"):
        Moment.of("all", {"level": {"2": "abc", "3": "cd"}})


def test_every_cell_needs_its_people():
    with pytest.raises(TablesDisagree, match="are not the 3"):
        Moment.checked([Table.of("level", {"2": 3})], {("level",): counted("abc")})
