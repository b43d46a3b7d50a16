"""Counting, publishing in safe steps, freezing, and explaining a difference."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from steps.promises.world import YEAR, Book
from werkveld.steps.promises.actions import (
    IsAlreadyFrozen,
    MayNotFreeze,
    YearIsNotOver,
    freeze,
    renew_figures,
)
from werkveld.steps.promises.actions.counting import MayNotRenew
from werkveld.steps.promises.models import FrozenFigure, Report
from werkveld.steps.promises.queries import (
    Counted,
    counted_figure,
)
from werkveld.steps.promises.queries.publishing import told_changes, told_movement

pytestmark = pytest.mark.slow


def seen(told: Book, code: str) -> Counted:
    figure = counted_figure(told.world.region, code, YEAR)
    assert figure is not None
    return figure


def count_again(told: Book, at: datetime) -> list[str]:
    return renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=at)


def test_a_figure_counts_people_once_and_its_lines(told: Book, at: datetime):
    told.enrol("R1", 12)
    told.enrol("R2", 8, college=1)
    told.enrol("R3", 30, college=1)
    count_again(told, at)
    people = seen(told, "people").public
    assert (people["value"], people["people"]) == ("50", 50)
    assert {part["label"]: part["value"] for part in people["lines"]} == {"-": "0", "R1": "12", "R2": "8", "R3": "30"}
    assert "colleges" not in people
    assert seen(told, "first").public["value"] == "12"


def test_only_a_figure_that_counts_something_invented_is_an_example(told: Book, at: datetime):
    told.enrol("R1", 12)
    told.enrol("R3", 8, is_example=True)
    count_again(told, at)
    assert {code: seen(told, code).is_example for code in ("people", "first")} == {"people": True, "first": False}
    told.enrol("R1", 8, is_example=True)
    count_again(told, at + timedelta(days=1))
    assert seen(told, "first").is_example


def test_a_small_line_is_hidden_with_another_beside_it_and_the_whole_stays(told: Book, at: datetime):
    told.enrol("R1", 3)
    told.enrol("R2", 9)
    told.enrol("R3", 40)
    count_again(told, at)
    lines = {part["label"]: part for part in seen(told, "people").public["lines"]}
    assert seen(told, "people").public["value"] == "52"
    assert lines["R1"] == {"label": "R1", "shown": False}
    assert [label for label, part in lines.items() if not part["shown"]] == ["R1", "R2"]
    assert seen(told, "first").public == {"shown": False}


def test_one_person_more_does_not_move_what_readers_see(told: Book, at: datetime):
    told.enrol("R1", 20)
    count_again(told, at)
    told.enrol("R1", 1)
    assert count_again(told, at + timedelta(days=1)) == []
    assert seen(told, "people").public["value"] == "20"
    told.enrol("R1", 4)
    assert set(count_again(told, at + timedelta(days=2))) == {"people", "first"}
    assert seen(told, "people").public["value"] == "25"


def test_a_mean_comes_with_its_margin_and_number_of_answers(told: Book, at: datetime):
    told.answer([8, 8, 9, 9, 8, 8, 9, 9])
    count_again(told, at)
    public = seen(told, "mark").public
    assert (public["value"], public["people"], public["margin"]) == ("8.5", 8, "0.45")


def test_only_who_guards_the_figures_counts_again(told: Book, at: datetime):
    with pytest.raises(MayNotRenew):
        renew_figures(told.world.region, YEAR, by=told.world.people["coach"], at=at)


def test_a_frozen_year_never_moves_and_the_live_one_does(told: Book, at: datetime):
    enrolled = told.enrol("R1", 30)
    frozen = freeze(told.report, by=told.director, at=at)
    assert (frozen.frozen_at, frozen.frozen_by) == (at, told.director)
    for enrolment in enrolled[:6]:
        enrolment.delete()
    told.enrol("R1", 12)
    count_again(told, at + timedelta(days=1))
    figure = seen(told, "people")
    assert (figure.public["value"], figure.live.public["value"], figure.has_moved) == ("30", "36", True)
    assert figure.live.public["moved"] == {"came": 12, "left": 6}


def test_the_director_freezes_once_and_when_the_year_is_over(told: Book, at: datetime):
    with pytest.raises(MayNotFreeze):
        freeze(told.report, by=told.quality, at=at)
    running = Report.objects.create(promise=told.report.promise, year=at.year)
    with pytest.raises(YearIsNotOver):
        freeze(running, by=told.director, at=at)
    freeze(told.report, by=told.director, at=at)
    with pytest.raises(IsAlreadyFrozen):
        freeze(told.report, by=told.director, at=at)


def test_the_database_refuses_to_change_what_was_frozen(told: Book, at: datetime):
    freeze(told.report, by=told.director, at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenFigure.objects.update(n=1)


def test_the_database_refuses_to_delete_what_was_frozen(told: Book, at: datetime):
    freeze(told.report, by=told.director, at=at)
    with pytest.raises(DatabaseError, match="A frozen figure is never deleted"), transaction.atomic():
        FrozenFigure.objects.all().delete()
    with pytest.raises(ProtectedError):
        told.report.delete()


@pytest.mark.parametrize(
    ("told_before", "now", "may_be_told"),
    [
        ([], (7, 5), True),
        ([[7, 5]], (7, 5), True),
        ([[7, 5]], (8, 6), False),  # one came and one went: the value did not move, and this would tell it
        ([[7, 5]], (12, 10), True),
        ([[7, 5], [20, 5]], (19, 10), False),
        ([[7, 5]], None, False),
    ],
)
def test_came_and_left_are_told_only_far_from_what_was_told_before(told_before, now, may_be_told: bool):
    moved = dict(zip(("came", "left"), now, strict=True)) if now else None
    answer = told_movement(moved, {"told": told_before}, 5)
    assert answer["moved"] == (moved if may_be_told else None)
    assert answer["told"] == [*told_before, *([list(now)] if may_be_told and list(now) not in told_before else [])]


@pytest.mark.parametrize(
    ("told_before", "now", "may_be_told"),
    [([], 0, True), ([], 4, False), ([], 5, True), ([7], 7, True), ([7], 9, False), ([7], 12, True), ([12], 7, True)],
)
def test_how_many_changed_is_told_only_far_from_nobody_and_from_what_was_told_before(told_before, now, may_be_told):
    answer = told_changes(now, {"told_changed": told_before}, 5)
    assert answer["changed"] == (now if may_be_told else None)
    assert answer["told_changed"] == [*told_before, *([now] if may_be_told and now not in told_before else [])]


def people_and_second_line(told: Book) -> tuple[str | None, str | None]:
    public = seen(told, "people").public
    return public.get("value"), {part["label"]: part.get("value") for part in public["lines"]}["R2"]


def test_few_who_came_into_a_second_line_leave_the_whole_where_it_was(told: Book, at: datetime):
    first = told.enrol("R1", 20)
    told.enrol("R2", 20)
    count_again(told, at)
    told.enrol("R2", 5)
    told.join("R2", first[:3])
    count_again(told, at + timedelta(days=1))
    assert people_and_second_line(told) == ("40", "28")
    told.join("R2", first[3:10])
    count_again(told, at + timedelta(days=2))
    assert people_and_second_line(told) == ("45", "35")


def test_few_in_two_lines_from_the_start_are_not_told_by_the_first_numbers(told: Book, at: datetime):
    first = told.enrol("R1", 20)
    told.enrol("R2", 20)
    told.join("R2", first[:2])
    count_again(told, at)
    assert people_and_second_line(told) == (None, "22")
    told.join("R2", first[2:10])
    count_again(told, at + timedelta(days=1))
    assert people_and_second_line(told) == ("40", "30")
