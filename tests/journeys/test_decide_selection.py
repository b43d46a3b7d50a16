"""A selection is decided once, whole, by the marks; everybody hears why and what would have changed it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from harness.selections import Track, a_track
from journeys.world import World
from werkveld.journeys.close_account import StillNeeded, close_account
from werkveld.journeys.decide_selection import decide_selection, look_ahead
from werkveld.journeys.gather_own_data import gather_own_data
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.journeys.write_letter import letter
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import OfferingIsNotOpen, place
from werkveld.steps.enrolments.actions.applying import (
    IsAssessed,
    answer_selection_appeal,
    appeal_selection,
    take_back,
)
from werkveld.steps.enrolments.actions.assessing import agree_settlement, propose_settlement
from werkveld.steps.enrolments.actions.deciding import IsNotAssessed, IsNotDivided
from werkveld.steps.enrolments.actions.results import IsBeingLookedAt, IsDecided, ResultIsNotYours, SaysNothing
from werkveld.steps.enrolments.actions.selections import MayNotSelect
from werkveld.steps.enrolments.enums import EnrolmentState, Reason, SelectionState
from werkveld.steps.enrolments.models import Application, Enrolment, Selection
from werkveld.steps.enrolments.queries import turn_in_line
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.actions import close_offerings
from werkveld.steps.offerings.models import Offering


def assessed(world: World, *marks: tuple[int, int], capacity: int = 1) -> tuple[Track, list[Application]]:
    """A selection in which each applicant in turn got these points of both assessors."""
    track = a_track(world, capacity=capacity)
    applications = track.applied(*world.students(len(marks)))
    track.divided()
    for application, points in zip(applications, marks, strict=True):
        track.handed_in(application, points, points)
    return track, applications


def enrolled(offering: Offering) -> list[tuple[str, str, str]]:
    rows = Enrolment.objects.filter(offering=offering).order_by("id").select_related("person")
    return [(one.person.given_name, one.state, one.reason) for one in rows]


def test_who_has_the_most_points_gets_the_place_and_the_rest_stands_in_line(world: World):
    track, _applications = assessed(world, (4, 2), (10, 5), (6, 3))
    decide_selection(track.selection, by=track.by, at=track.closed)
    assert enrolled(track.offering) == [
        ("Student 2", EnrolmentState.PLACED, Reason.SELECTED),
        ("Student 3", EnrolmentState.WAITING, Reason.FULL),
        ("Student 1", EnrolmentState.WAITING, Reason.FULL),
    ]
    assert Deed.objects.filter(verb="decided selection", by=track.by.key).count() == 1


def test_deciding_again_changes_nothing(world: World):
    track, _applications = assessed(world, (4, 2), (10, 5))
    assert decide_selection(track.selection, by=track.by, at=track.closed) is not None
    before = enrolled(track.offering), Message.objects.count()
    assert decide_selection(track.selection, by=track.by, at=track.closed + timedelta(days=1)) is None
    assert (enrolled(track.offering), Message.objects.count()) == before


def test_only_who_runs_it_decides_and_only_when_all_is_done(world: World):
    track = a_track(world)
    anna, bo = track.applied(*world.students(2))
    with pytest.raises(IsNotDivided):
        decide_selection(track.selection, by=track.by, at=track.closed)
    track.divided()
    track.handed_in(anna, (8, 5), (8, 5))
    track.handed_in(bo, (10, 5), (1, 1))
    with pytest.raises(IsNotAssessed, match="1"):
        decide_selection(track.selection, by=track.by, at=track.closed)
    with pytest.raises(MayNotSelect):
        decide_selection(track.selection, by=world.people["coach"], at=track.closed)
    assert [one.application for one in look_ahead(track.selection).waiting] == [bo]


def test_a_decision_that_cannot_be_carried_out_leaves_nothing_behind(world: World):
    track, _applications = assessed(world, (4, 2), (10, 5))
    close_offerings([track.offering], by=track.by, at=track.closed)
    with pytest.raises(OfferingIsNotOpen):
        decide_selection(track.selection, by=track.by, at=track.closed)
    assert Selection.objects.get().state == SelectionState.ASSESSING
    assert not Enrolment.objects.exists()
    assert not Application.objects.exclude(outcome="").exists()
    assert not Message.objects.filter(kind="selection-decided").exists()


def test_equal_points_go_by_a_lot_that_can_be_drawn_again(world: World):
    track, _applications = assessed(world, (6, 3), (6, 3), (6, 3))
    ahead = [standing.id for _marks, standing in look_ahead(track.selection).rows]
    assert ahead == [standing.id for _marks, standing in look_ahead(track.selection).rows]
    decision = decide_selection(track.selection, by=track.by, at=track.closed)
    assert decision is not None
    assert [standing.id for _marks, standing in decision.rows] == ahead
    assert {one.facts["by_lot"] for one in Application.objects.all()} == {True}


def test_who_got_a_place_by_hand_is_left_out_of_the_decision(world: World):
    track, applications = assessed(world, (10, 5), (4, 2), capacity=2)
    place(person=applications[0].person, offering=track.offering, by=track.by, at=track.closed)
    decide_selection(track.selection, by=track.by, at=track.closed)
    assert [row[1] for row in enrolled(track.offering)] == [EnrolmentState.PLACED, EnrolmentState.PLACED]
    assert Application.objects.get(pk=applications[0].pk).outcome == ""


def test_the_letter_says_points_notes_and_what_the_last_one_had_and_no_name(world: World):
    track, applications = assessed(world, (4, 2), (10, 5))
    decide_selection(track.selection, by=track.by, at=track.closed)
    with override("en"):
        told = letter(Message.objects.get(to=applications[0].person))
    assert told.title == "No place yet: Skills contest"
    assert told.text.splitlines() == [
        "You had 40.00 of 100 points. That is place 2 of 2.",
        "The last one with a place had 100.00 points.",
        "With 1 place more you would have had one.",
        "You are in line: when a place comes free, the first in line gets it.",
        "“Motivation”: 4 and 4 of 10 points. “Want 4.” “Want 4.”",
        "“Craft”: 2 and 2 of 5 points. “Want 2.” “Want 2.”",
    ]
    names = [one.name for one in (*track.assessors, applications[1].person)]
    assert [name for name in names if name in told.text] == []


def test_what_was_settled_decides_and_is_told(world: World):
    track = a_track(world)
    anna, bo = track.applied(*world.students(2))
    track.divided()
    track.handed_in(anna, (10, 5), (1, 1))
    track.handed_in(bo, (6, 3), (6, 3))
    first, second = track.assessors
    propose_settlement(anna, points=Decimal(90), why="Het werkstuk telt.", by=first, at=track.closed)
    agree_settlement(anna, by=second, at=track.closed)
    decide_selection(track.selection, by=track.by, at=track.closed)
    anna.refresh_from_db()
    assert (anna.outcome, anna.points, anna.facts["settled"]) == ("selected", Decimal("90.00"), "Het werkstuk telt.")


@pytest.mark.slow
def test_the_line_moves_in_the_order_of_the_points(world: World):
    track, applications = assessed(world, (4, 2), (10, 5), (6, 3))
    decide_selection(track.selection, by=track.by, at=track.closed)
    places = {one.person_id: one for one in Enrolment.objects.select_related("offering__programme__region", "person")}
    ann, best, second = (places[one.person_id] for one in applications)
    assert (turn_in_line(second), turn_in_line(ann)) == (1, 2)
    give_back_seat(best, by=best.person, at=track.closed)
    second.refresh_from_db()
    assert (second.state, second.reason) == (EnrolmentState.PLACED, Reason.MOVED_UP)


def test_an_appeal_is_ones_own_once_at_a_time_and_answered_with_a_reason(world: World):
    track, (anna, bo) = assessed(world, (4, 2), (10, 5))
    with pytest.raises(ResultIsNotYours):
        appeal_selection(anna, text="Hoezo?", by=anna.person, at=track.closed)
    decide_selection(track.selection, by=track.by, at=track.closed)
    anna.refresh_from_db()
    with pytest.raises(IsAssessed):
        take_back(anna, by=anna.person, at=track.closed)
    with pytest.raises(ResultIsNotYours):
        appeal_selection(anna, text="Hoezo?", by=bo.person, at=track.closed)
    with pytest.raises(SaysNothing):
        appeal_selection(anna, text=" ", by=anna.person, at=track.closed)
    made = appeal_selection(anna, text="Mijn werkstuk is niet bekeken.", by=anna.person, at=track.closed)
    with pytest.raises(IsBeingLookedAt):
        appeal_selection(anna, text="Nog eens", by=anna.person, at=track.closed)
    with pytest.raises(MayNotSelect):
        answer_selection_appeal(made, is_upheld=True, answer="Ja", by=anna.person, at=track.closed)
    with pytest.raises(SaysNothing):
        answer_selection_appeal(made, is_upheld=True, answer="", by=track.by, at=track.closed)
    answer_selection_appeal(made, is_upheld=False, answer="We keken er wel naar.", by=track.by, at=track.closed)
    with pytest.raises(IsDecided):
        answer_selection_appeal(made, is_upheld=True, answer="Toch", by=track.by, at=track.closed)
    assert Message.objects.filter(to=anna.person, kind="appeal-decided").count() == 1


def test_who_leaves_takes_the_application_back_and_assessors_first_hand_theirs_over(world: World):
    track = a_track(world)
    anna, bo = track.applied(*world.students(2))
    track.divided()
    close_account(anna.person, by=anna.person, at=track.closed)
    anna.refresh_from_db()
    assert (anna.withdrawn_at, anna.motivation) == (track.closed, "")
    with pytest.raises(StillNeeded):
        close_account(track.assessors[0], by=track.assessors[0], at=track.closed)
    track.handed_in(bo, (8, 5), (8, 5))
    close_account(track.assessors[0], by=track.assessors[0], at=track.closed)


def test_what_assessors_think_is_own_data_of_the_student_from_the_decision_on(world: World):
    track, (anna, _bo) = assessed(world, (4, 2), (10, 5))
    held = {one.table: one.count for one in gather_own_data(anna.person, by=anna.person)}
    assert (held["Application"], "Score" in held, "Assessment" in held) == (1, False, False)
    decide_selection(track.selection, by=track.by, at=track.closed)
    rows = {one.table: one.rows for one in gather_own_data(anna.person, by=anna.person, with_rows=True)}
    assert sorted(row["points"] for row in rows["Score"]) == [2, 2, 4, 4]
    assert [name for name in (one.name for one in track.assessors) if name in str(rows)] == []
