"""What a text may refer to, and who does what."""

from datetime import date

import pytest

from steps.promises.world import Book
from werkveld.steps.promises.rules import (
    broken_references,
    may_freeze,
    may_publish,
    may_see_records,
    may_write_promise,
    references,
)

DAY = date(2026, 9, 1)


def test_references_are_found_in_order_and_as_often_as_they_stand():
    text = "{figure:a-b} en {claimed:c}, weer {figure:a-b} en {target:d}"
    assert [str(found) for found in references(text)] == ["{figure:a-b}", "{claimed:c}", "{figure:a-b}", "{target:d}"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("{figure:Nova}", ["{figure:Nova}"]),
        ("{ figure:nova}", ["{ figure:nova}"]),
        ("{figure nova}", ["{figure nova}"]),
        ("{figure:nova", ["{figure:nova"]),
        ("{claimed:}", ["{claimed:}"]),
        ("{figures:nova} {other}", ["{figures:nova}", "{other}"]),
        ("{{nova}} and {}", ["{nova}", "{}"]),
        ("a { alone", []),
        ("a {figure:nova} is fine", []),
    ],
)
def test_what_looks_like_a_reference_but_is_none_is_named(text: str, broken: list[str]):
    assert broken_references(text) == broken


def test_the_director_publishes_and_freezes_and_the_quality_officer_writes(told: Book):
    director, quality, coach = told.director, told.quality, told.world.people["coach"]
    asked = (may_write_promise, may_publish, may_freeze, may_see_records)
    assert [[rule(person, DAY) for rule in asked] for person in (director, quality, coach)] == [
        [True, True, True, True],
        [True, False, False, True],
        [False, False, False, False],
    ]


def test_a_visitor_sees_no_records():
    assert not may_see_records(None, DAY)
