"""The records behind a figure: in pages, for who guards it, and with a note of who looked at whom."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from django.utils.translation import override

from steps.promises.world import YEAR, Book, indicator
from steps.types import DeedsOn
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.promises.actions import freeze, look_at_difference, look_at_records, renew_figures
from werkveld.steps.promises.queries import (
    Counted,
    MayNotSeeRecords,
    counted_figure,
    exact_count,
    records,
    records_behind,
    what_changed,
)

pytestmark = pytest.mark.slow


def seen(told: Book, code: str = "people") -> Counted:
    figure = counted_figure(told.world.region, code, YEAR)
    assert figure is not None
    return figure


@pytest.mark.parametrize("stretch", [1, 2, 1_000])
def test_records_come_in_pages_by_number_however_far_apart(told: Book, at: datetime, monkeypatch, stretch: int):
    monkeypatch.setattr(records, "FIRST_STRETCH", stretch)
    told.enrol("R1", 5)
    first = records_behind(told.quality, seen(told), localdate(at), size=3)
    rest = records_behind(told.quality, seen(told), localdate(at), after=first.following or 0, size=3)
    assert ([len(first.lines), len(rest.lines)], rest.following) == ([3, 2], None)
    assert [one.address for one in first.lines + rest.lines] == [
        f"Enrolment:{one.key}" for one in Enrolment.objects.order_by("pk")
    ]
    assert records_behind(told.quality, seen(told), localdate(at), after=10**9).lines == []


@pytest.mark.parametrize("people", [1, 3, 60])
def test_a_page_of_records_takes_as_many_queries_for_one_as_for_many(told: Book, at: datetime, people: int):
    told.enrol("R1", people)
    figure = seen(told)
    exact_count(told.quality, figure, localdate(at))  # from here on the roles of the reader are known
    with CaptureQueriesContext(connection) as asked:
        records_behind(told.quality, figure, localdate(at))
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        look_at_records(figure, by=told.quality, at=at)
    assert len(asked) == 6  # two of these around it all, and one each for the looks and the deed


def test_records_are_named_in_the_readers_language(told: Book, at: datetime):
    (enrolled,) = told.enrol("R1", 1)
    named = {}
    for language in ("nl", "en"):
        with override(language):
            (record,) = records_behind(told.quality, seen(told), localdate(at)).lines
            named[language] = record.title
            assert record.title == enrolled.offering.title
    assert named["nl"] != named["en"]


@pytest.mark.parametrize("door", [exact_count, records_behind, what_changed])
def test_nobody_else_gets_at_the_records(told: Book, at: datetime, door):
    for reader in (None, told.world.people["coach"]):
        with pytest.raises(MayNotSeeRecords):
            door(reader, seen(told), localdate(at))


@pytest.mark.parametrize("door", [look_at_records, look_at_difference])
def test_who_may_not_look_leaves_no_note_of_having_looked(told: Book, at: datetime, door):
    told.enrol("R1", 1)
    with pytest.raises(MayNotSeeRecords):
        door(seen(told), by=told.world.people["coach"], at=at)
    assert not Look.objects.exists()


def test_who_looked_at_a_page_is_written_down_for_everybody_in_it(told: Book, at: datetime, deeds_on: DeedsOn):
    (first, *_more) = told.enrol("R1", 3)
    told.place("R2", [first.person])
    figure = seen(told)
    page = look_at_records(figure, by=told.quality, at=at)
    assert len(page.lines) == 4
    assert {(look.by, look.person, look.at) for look in Look.objects.all()} == {
        (told.quality.key, one.person.key, at) for one in Enrolment.objects.all()
    }
    assert Look.objects.count() == 3
    assert deeds_on(figure.indicator) == [("looked at records", told.quality.key)]


def test_records_without_a_name_behind_them_leave_a_deed_only(told: Book, at: datetime, deeds_on: DeedsOn):
    indicator(told.world, "heads", "heads", "people")
    for code in ("heads", "new-partnerships"):
        look_at_records(seen(told, code), by=told.quality, at=at)
        assert deeds_on(seen(told, code).indicator) == [("looked at records", told.quality.key)]
    assert not Look.objects.exists()


def test_the_records_that_made_the_difference_are_named_and_who_looked_is_written(told: Book, at: datetime):
    gone, *_kept = told.enrol("R1", 10)
    freeze(told.report, by=told.director, at=at)
    (came,) = told.enrol("R2", 1)
    key = f"Enrolment:{gone.key}"
    gone.delete()
    changes = look_at_difference(seen(told), by=told.director, at=at)
    assert changes is not None
    assert (changes.removed.shown, changes.added.shown) == ([key], [f"Enrolment:{came.key}"])
    assert ([line.title for line in changes.added.lines], changes.removed.lines) == ([came.offering.title_nl], [])
    assert (changes.removed.number, changes.added.number, changes.changed.number, changes.number) == (1, 1, 0, 2)
    assert [look.person for look in Look.objects.all()] == [Person.objects.get(pk=came.person_id).key]
    assert exact_count(told.director, seen(told), localdate(at)).n == 10


def test_a_definition_that_is_written_later_does_not_change_the_words_of_a_frozen_year(told: Book, at: datetime):
    told.enrol("R1", 10)
    freeze(told.report, by=told.director, at=at)
    first = seen(told).version
    second = {"name_nl": "Anders", "name_en": "Different", "counter": "people_placed", "params": {"row": "R2"}}
    told.report.promise.region.indicators.get(code="people").versions.create(number=2, first_year=YEAR, **second)
    told.enrol("R2", 8)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=at)
    figure = seen(told)
    assert (figure.version.number, figure.version.name_en, figure.version.definition) == (
        1,
        first.name_en,
        first.definition,
    )
    assert (figure.live_version.number, figure.live.public["value"]) == (2, "8")
    assert (exact_count(told.director, figure, localdate(at)).n, figure.public["value"]) == (8, "10")
