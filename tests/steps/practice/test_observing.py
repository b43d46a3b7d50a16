"""What was seen, by work process of what the student learns."""

import pytest

from steps.practice.conftest import TEN, Morning
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import place
from werkveld.steps.practice.actions import observe
from werkveld.steps.practice.actions.observing import IsNotInDossier, IsOneself, SaysNothing
from werkveld.steps.practice.actions.turns import DayDoesNotRun, IsNotOnShift, MayNotRunDay
from werkveld.steps.practice.models import Observation, Shift
from werkveld.steps.practice.queries import observations_of

pytestmark = pytest.mark.slow

ONE, TWO = "B1-K1-W1", "B1-K1-W2"


def test_a_row_a_work_process_with_the_place_where_it_belongs(morning: Morning, deeds_on: DeedsOn):
    morning.learns(morning.anna, ONE, TWO)
    mine = place(person=morning.anna, offering=morning.shift.offering, by=morning.planner, at=morning.world.at)
    made = observe(
        morning.shift,
        learner=morning.anna,
        work_processes=[ONE, TWO, ONE],
        words="Legt goed uit",
        by=morning.coach,
        at=TEN,
    )
    assert [(one.work_process, one.words, one.enrolment) for one in made] == [
        (ONE, "Legt goed uit", mine),
        (TWO, "Legt goed uit", mine),
    ]
    assert deeds_on(made[0]) == [("observed", morning.coach.key)]
    assert set(observations_of(morning.anna)) == set(made)


def test_the_same_on_the_same_shift_is_seen_once_and_notes_are_as_many_as_there_are(morning: Morning):
    morning.learns(morning.anna, ONE)
    visit = morning.book(morning.anna)
    for _time in range(2):
        observe(morning.shift, learner=morning.anna, work_processes=[ONE], by=morning.coach, at=TEN)
        observe(morning.shift, learner=morning.anna, work_processes=[ONE], visit=visit, by=morning.coach, at=TEN)
        observe(morning.shift, learner=morning.anna, words="Op tijd", by=morning.coach, at=TEN)
    found = sorted(Observation.objects.values_list("work_process", "words"))
    assert found == [("", "Op tijd"), ("", "Op tijd"), (ONE, ""), (ONE, "")]


def test_what_cannot_be_seen_is_refused(morning: Morning):
    morning.learns(morning.anna, ONE)
    facts = {"learner": morning.anna, "work_processes": [ONE], "by": morning.coach, "at": TEN}
    for refusal, more in (
        (MayNotRunDay, {"by": morning.bo}),
        (IsNotOnShift, {"learner": morning.stranger}),
        (IsNotInDossier, {"work_processes": [TWO]}),
        (IsNotInDossier, {"learner": morning.bo}),
        (SaysNothing, {"work_processes": [], "words": "  "}),
        (DayDoesNotRun, {"at": morning.after(-121)}),
    ):
        with pytest.raises(refusal):
            observe(morning.shift, **(facts | more))
    Shift.objects.filter(pk=morning.shift.pk).update(coach=morning.anna)
    morning.shift.refresh_from_db()
    with pytest.raises(IsOneself):
        observe(morning.shift, **(facts | {"by": morning.anna}))
