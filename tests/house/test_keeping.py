"""Every rule of how long something is kept has somebody who carries it out."""

from django.apps import apps

from werkveld.jobs.schedule import BEATS
from werkveld.journeys.forget_by_rule import PARTS


def named() -> set[tuple[str, str]]:
    """Table and rule, as the tables say it."""
    tables = apps.get_app_config("werkveld").get_models()
    return {(table.__name__, rule) for table in tables for rule in table.personal_data.values()}


def test_every_table_is_let_go_of_by_the_rule_that_it_names():
    carried_out = {(table, part.rule) for part in PARTS for table in part.tables}
    assert named() - carried_out == set()


def test_nothing_is_let_go_of_that_names_no_such_rule():
    held = {table for table, _rule in named()}
    assert {table for part in PARTS for table in part.tables} - held == set()


def test_it_happens_each_night():
    assert "forget what is past" in {beat.code for beat in BEATS}
