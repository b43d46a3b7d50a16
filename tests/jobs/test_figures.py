"""What the clock does with figures and papers."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from steps.promises.world import YEAR, Book, book
from werkveld.jobs.figures import renew_all_figures, write_all_summaries
from werkveld.jobs.schedule import BEATS
from werkveld.steps.promises.actions import publish
from werkveld.steps.promises.queries import counted_figure

pytestmark = pytest.mark.slow


@pytest.fixture
def told(db: None) -> Book:
    return book(timezone.now())


def test_at_night_every_year_with_a_report_and_the_running_one_are_counted(told: Book):
    told.enrol("R2", 25)
    changed = renew_all_figures.func()
    assert set(changed) == {str(YEAR), str(timezone.localdate().year)}
    assert counted_figure(told.world.region, "people", YEAR).public["value"] == "25"


def test_papers_are_made_in_both_languages_and_once(told: Book):
    publish(told.report, by=told.director, at=told.world.at)
    before = papers()
    assert write_all_summaries.func() == 1
    made = papers()
    assert len(made - before) == 2
    write_all_summaries.func()
    assert papers() == made


def papers() -> set[str]:
    return set(default_storage.listdir("summaries")[1]) if default_storage.exists("summaries") else set()


@pytest.mark.django_db
def test_without_a_region_there_is_nothing_to_do():
    assert (renew_all_figures.func(), write_all_summaries.func()) == ({}, 0)


def test_the_clock_knows_both():
    assert {"renew figures", "write summaries"} <= {beat.code for beat in BEATS}
