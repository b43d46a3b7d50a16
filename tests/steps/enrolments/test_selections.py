"""Criteria come first and stand; people apply for themselves; assessors do not see each other and settle what differs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.timezone import localdate

from harness.selections import CRITERIA, Track, a_track
from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import place
from werkveld.steps.enrolments.actions.applying import (
    ApplyingIsClosed,
    IsNotForYou,
    NeedsMotivation,
    apply_for,
    take_back,
)
from werkveld.steps.enrolments.actions.assessing import (
    AssessmentIsNotYours,
    IsHandedIn,
    IsSettled,
    LacksPoints,
    MustDeclare,
    NeedsTheOther,
    NothingToSettle,
    PointsDoNotFit,
    SettledPointsDoNotFit,
    StillApplying,
    TooFewAssessors,
    agree_settlement,
    assess,
    divide_applications,
    hand_over,
    propose_settlement,
)
from werkveld.steps.enrolments.actions.places import GoesBySelection
from werkveld.steps.enrolments.actions.results import ResultIsNotYours
from werkveld.steps.enrolments.actions.selections import (
    CriteriaStand,
    DaysAreNotInOrder,
    HasApplications,
    HasSelection,
    IsPublished,
    MayNotAssessHere,
    MayNotSelect,
    NeedsCapacity,
    NeedsCriteria,
    OpensTooSoon,
    describe_selection,
    dismiss_assessor,
    name_assessor,
    prepare_selection,
    publish_selection,
    write_criteria,
)
from werkveld.steps.enrolments.models import Application, Assessment, Criterion, Selection, Settlement
from werkveld.steps.enrolments.queries.marks import marks_in, marks_of
from werkveld.steps.enrolments.queries.selections import assessments_of, assessments_to_compare, assessments_waiting
from werkveld.steps.people.enums import RoleCode


@pytest.fixture
def track(world: World) -> Track:
    return a_track(world)


def test_criteria_are_published_before_it_opens_and_by_who_runs_it(world: World, deeds_on: DeedsOn):
    track = a_track(world, is_published=False)
    with pytest.raises(MayNotSelect):
        publish_selection(track.selection, by=world.people["coach"], at=world.at)
    with pytest.raises(OpensTooSoon):
        publish_selection(track.selection, by=track.by, at=track.selection.opens_at)
    published = publish_selection(track.selection, by=track.by, at=world.at)
    assert deeds_on(published)[-1] == ("published selection", track.by.key)
    with pytest.raises(IsPublished):
        publish_selection(track.selection, by=track.by, at=world.at)


def test_a_selection_needs_a_limit_criteria_and_days_in_order(world: World):
    track = a_track(world, is_published=False)
    days = {
        "opens_at": track.selection.opens_at,
        "closes_at": track.selection.closes_at,
        "decides_on": track.selection.decides_on,
    }
    with pytest.raises(NeedsCriteria):
        write_criteria(track.selection, [], by=track.by, at=world.at)
    with pytest.raises(HasSelection):
        prepare_selection(track.offering, **days, seed=1, by=track.by, at=world.at)
    track.offering.capacity = None
    Selection.objects.all().delete()
    with pytest.raises(NeedsCapacity):
        prepare_selection(track.offering, **days, seed=1, by=track.by, at=world.at)
    track.offering.capacity = 3
    with pytest.raises(DaysAreNotInOrder):
        prepare_selection(track.offering, **{**days, "closes_at": days["opens_at"]}, seed=1, by=track.by, at=world.at)
    early = localdate(days["closes_at"]) - timedelta(days=2)
    with pytest.raises(DaysAreNotInOrder):
        prepare_selection(track.offering, **{**days, "decides_on": early}, seed=1, by=track.by, at=world.at)


def test_what_was_published_keeps_its_days(track: Track):
    one = track.selection
    with pytest.raises(IsPublished):
        describe_selection(
            one, opens_at=one.opens_at, closes_at=one.closes_at, decides_on=one.decides_on, most_difference=20,
            by=track.by, at=track.world.at,
        )  # fmt: skip


def test_criteria_change_until_somebody_applied_and_the_database_says_so_too(track: Track):
    write_criteria(track.selection, CRITERIA[:1], by=track.by, at=track.opens)
    (anna,) = track.world.students(1)
    (applied,) = track.applied(anna)
    with pytest.raises(CriteriaStand):
        write_criteria(track.selection, CRITERIA, by=track.by, at=track.opens)
    with pytest.raises(DatabaseError), transaction.atomic():
        Criterion.objects.update(weight=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        Criterion.objects.create(selection=track.selection, ordering=2, name_nl="Nog een", good_nl="Goed")
    take_back(applied, by=anna, at=track.opens)
    with pytest.raises(CriteriaStand):
        write_criteria(track.selection, CRITERIA, by=track.by, at=track.opens)


def test_people_apply_for_themselves_in_time_and_say_why(track: Track, deeds_on: DeedsOn):
    anna, bo = track.world.students(2)
    with pytest.raises(ApplyingIsClosed):
        apply_for(track.selection, motivation="Graag", by=anna, at=track.world.at)
    with pytest.raises(ApplyingIsClosed):
        apply_for(track.selection, motivation="Graag", by=anna, at=track.closed)
    with pytest.raises(NeedsMotivation):
        apply_for(track.selection, motivation="  ", by=anna, at=track.opens)
    with pytest.raises(IsNotForYou):
        apply_for(track.selection, motivation="Graag", by=track.world.people["coach"], at=track.opens)
    first = apply_for(track.selection, motivation="Graag", by=anna, at=track.opens)
    again = apply_for(track.selection, motivation="Heel graag", by=anna, at=track.opens)
    assert (first.pk, again.motivation) == (again.pk, "Heel graag")
    assert deeds_on(first) == [("applied", anna.key)] * 2
    with pytest.raises(ResultIsNotYours):
        take_back(first, by=bo, at=track.opens)


def test_one_application_a_person_also_after_taking_it_back(track: Track):
    (anna,) = track.world.students(1)
    (applied,) = track.applied(anna)
    take_back(applied, by=anna, at=track.opens)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(selection=track.selection, person=anna, at=track.opens)
    (again,) = track.applied(anna)
    assert (again.pk, again.withdrawn_at) == (applied.pk, None)


def test_nobody_joins_beside_a_selection(track: Track):
    (anna,) = track.world.students(1)
    with pytest.raises(GoesBySelection):
        place(person=anna, offering=track.offering, by=anna, at=track.opens)


def test_each_application_goes_to_two_assessors_evenly_and_never_to_oneself(world: World):
    track = a_track(world, assessors=3)
    people = world.students(6)
    track.applied(*people)
    with pytest.raises(StillApplying):
        divide_applications(track.selection, by=track.by, at=track.opens)
    track.divided()
    shares = [Assessment.objects.filter(assessor__person=one).count() for one in track.assessors]
    assert shares == [4, 4, 4]
    assert {len(one.assessments) for one in marks_in(track.selection)} == {2}


def test_somebody_who_applies_as_well_as_assesses_needs_two_others(world: World):
    track = a_track(world, assessors=2)
    both = world.someone("both", RoleCode.LEARNER, world.college)
    track.selection.assessors.filter(person=track.assessors[0]).update(person=both)
    track.applied(both)
    with pytest.raises(TooFewAssessors):
        track.divided()
    name_assessor(track.selection, person=track.assessors[0], by=track.by, at=track.closed)
    track.divided()
    assert not Assessment.objects.filter(assessor__person=both).exists()


@pytest.mark.slow
def test_a_coach_assesses_an_own_learner_only_when_nobody_else_can_and_says_so_first(world: World):
    track = a_track(world, assessors=3)
    (anna,) = world.students(1)
    elsewhere = world.offering("Leerplek")
    place(person=anna, offering=elsewhere, coach=track.assessors[0], by=track.by, at=world.at)
    (applied,) = track.applied(anna)
    track.divided()
    assert not assessments_of(track.assessors[0]).exists()
    theirs = applied.assessments.get(turn=1)
    to = track.selection.assessors.get(person=track.assessors[0])
    hand_over(theirs, to=to, by=track.by, at=track.closed)
    with pytest.raises(MustDeclare):
        assess(theirs, track.given(8, 3), hand_in=True, by=track.assessors[0], at=track.closed)
    done = assess(
        theirs, track.given(8, 3), declared="Ik ben haar coach.", hand_in=True, by=track.assessors[0], at=track.closed
    )
    assert done.declared == "Ik ben haar coach."


def test_points_fit_their_criterion_and_all_is_filled_in_before_it_is_handed_in(track: Track):
    (applied,) = track.applied(*track.world.students(1))
    track.divided()
    mine = applied.assessments.select_related("assessor__person").get(turn=1)
    me = mine.assessor.person
    with pytest.raises(PointsDoNotFit, match=r"Vakmanschap|Craft"):
        assess(mine, track.given(8, 6), hand_in=False, by=me, at=track.closed)
    kept = assess(mine, track.given(8, None), hand_in=False, by=me, at=track.closed)
    assert (kept.handed_in_at, [one.points for one in kept.scores.order_by("criterion__ordering")]) == (None, [8, None])
    with pytest.raises(LacksPoints):
        assess(mine, track.given(8, None), hand_in=True, by=me, at=track.closed)
    assess(mine, track.given(8, 5), hand_in=True, by=me, at=track.closed)
    with pytest.raises(IsHandedIn):
        assess(mine, track.given(1, 1), hand_in=False, by=me, at=track.closed)
    other = applied.assessments.select_related("assessor__person").get(turn=2)
    with pytest.raises(AssessmentIsNotYours):
        assess(other, track.given(8, 5), hand_in=True, by=me, at=track.closed)


def test_points_show_when_both_have_handed_in(track: Track):
    (applied,) = track.applied(*track.world.students(1))
    track.divided()
    track.handed_in(applied, (8, 5))
    assert (marks_of(applied).totals, marks_of(applied).handed_in) == ((), 1)
    first, second = track.assessors
    assert (assessments_waiting(first).count(), assessments_waiting(second).count()) == (0, 1)
    mine = applied.assessments.get(turn=2)
    assess(mine, track.given(6, 5), hand_in=True, by=second, at=track.closed)
    assert marks_of(applied).totals == (Decimal("85.00"), Decimal("70.00"))
    assert marks_of(applied).points == Decimal("77.50")


def test_who_withdraws_is_assessed_no_more(track: Track):
    anna, bo = track.world.students(2)
    applied, _other = track.applied(anna, bo)
    track.divided()
    take_back(applied, by=anna, at=track.closed)
    assert [one.application.person for one in marks_in(track.selection)] == [bo]
    with pytest.raises(AssessmentIsNotYours):
        track.handed_in(applied, (8, 5))


def test_two_who_differ_too_much_settle_it_together(track: Track):
    (applied,) = track.applied(*track.world.students(1))
    track.divided()
    track.handed_in(applied, (10, 5), (2, 1))
    first, second = track.assessors
    assert (marks_of(applied).must_settle, marks_of(applied).points) == (True, None)
    assert assessments_to_compare(first).count() == 1
    with pytest.raises(NothingToSettle):
        agree_settlement(applied, by=second, at=track.closed)
    with pytest.raises(SettledPointsDoNotFit):
        propose_settlement(applied, points=Decimal(101), why="Samen", by=first, at=track.closed)
    with pytest.raises(AssessmentIsNotYours):
        propose_settlement(applied, points=Decimal(60), why="Samen", by=track.by, at=track.closed)
    propose_settlement(applied, points=Decimal(60), why="Het werkstuk telt.", by=first, at=track.closed)
    with pytest.raises(NeedsTheOther):
        agree_settlement(applied, by=first, at=track.closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.update(agreed_by=first, agreed_at=track.closed)
    agree_settlement(applied, by=second, at=track.closed)
    assert marks_of(applied).points == Decimal("60.00")
    with pytest.raises(IsSettled):
        propose_settlement(applied, points=Decimal(90), why="Toch meer", by=first, at=track.closed)


def test_who_agree_have_nothing_to_settle(track: Track):
    (applied,) = track.applied(*track.world.students(1))
    track.divided()
    track.handed_in(applied, (8, 5), (7, 5))
    with pytest.raises(NothingToSettle):
        propose_settlement(applied, points=Decimal(60), why="Samen", by=track.assessors[0], at=track.closed)


def test_assessors_guide_learners_and_leave_only_without_applications(track: Track):
    (anna,) = track.world.students(1)
    with pytest.raises(MayNotAssessHere):
        name_assessor(track.selection, person=anna, by=track.by, at=track.opens)
    track.applied(anna)
    track.divided()
    with pytest.raises(HasApplications):
        dismiss_assessor(track.selection.assessors.get(person=track.assessors[0]), by=track.by, at=track.closed)


@pytest.mark.slow
def test_an_ill_assessor_is_replaced_by_somebody_who_is_not_the_other(world: World):
    track = a_track(world, assessors=3)
    (applied,) = track.applied(*world.students(1))
    track.divided()
    ill, other = applied.assessments.select_related("assessor").order_by("turn")
    with pytest.raises(TooFewAssessors):
        hand_over(ill, to=other.assessor, by=track.by, at=track.closed)
    third = track.selection.assessors.get(person=track.assessors[2])
    assert hand_over(ill, to=third, by=track.by, at=track.closed).assessor == third
    (done,) = track.handed_in(applied, (8, 5))
    with pytest.raises(IsHandedIn):
        hand_over(done, to=third, by=track.by, at=track.closed)


@pytest.mark.parametrize(
    "columns",
    [{"state": "decided"}, {"state": "draft"}, {"divided_at": "2026-09-01T00:00Z"}, {"most_difference": 101}],
)
def test_the_database_refuses_a_selection_that_does_not_hang_together(track: Track, columns: dict[str, object]):
    with pytest.raises(IntegrityError), transaction.atomic():
        Selection.objects.update(**columns)
