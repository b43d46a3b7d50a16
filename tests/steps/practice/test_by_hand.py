"""What a change by hand would do is said before it is done, and then done whole."""

from datetime import timedelta

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import World
from steps.practice.test_absences import planned, told, visit
from werkveld.steps.practice.actions import change_shift
from werkveld.steps.practice.actions.by_hand import IsNotOnShift, MayNotChangeShift, ShiftIsOver
from werkveld.steps.practice.actions.handovers import IsOnShift
from werkveld.steps.practice.actions.shifts import WorksThen
from werkveld.steps.practice.enums import TurnOrigin
from werkveld.steps.practice.models import Absence, Shift, Turn
from werkveld.steps.practice.queries import Change, Effect, Risk, consequences, risks_of, shifts_at_risk

pytestmark = pytest.mark.slow


@pytest.fixture
def term(world: World) -> Rostered:
    made = rostered(world)
    made.everybody_can()
    return made


@pytest.fixture
def shift(term: Rostered) -> Shift:
    return planned(term, 0, term.students[:2])


def effects(shift: Shift, **change: object) -> list[Effect]:
    return [one.effect for one in consequences(shift, Change(**change))]  # type: ignore[arg-type]


def test_nothing_is_said_where_nothing_is_wrong(term: Rostered, shift: Shift):
    assert effects(shift, comes=term.students[2]) == []


def test_everything_that_one_more_would_do(term: Rostered, shift: Shift):
    lies, nina = term.students[3], term.students[5]
    Shift.objects.filter(pk=shift.pk).update(seats=2)
    shift.refresh_from_db()
    shift.slot.answers.filter(person=lies).update(can="no")
    away = {"told_by": lies, "told_at": term.at, "starts_at": term.at, "ends_at": shift.ends_at}
    Absence.objects.create(person=lies, **away)
    assert effects(shift, comes=lies) == [Effect.AWAY, Effect.SAID_NO, Effect.NO_SEAT]
    shift.slot.answers.filter(person=nina).delete()
    planned(term, 8, [nina])
    planned(term, 14, [nina])
    found = consequences(shift, Change(comes=nina))
    assert [one.effect for one in found] == [Effect.SAID_NOTHING, Effect.NO_SEAT, Effect.MORE_THAN_WISHED]
    assert found[-1].facts == {"name": nina.name, "count": 3, "wished": 2}
    assert [one.forbids for one in consequences(shift, Change(comes=term.students[0]))][:1] == [True]


def test_what_residents_and_others_would_miss(term: Rostered, shift: Shift):
    anna, joop = term.students[:2]
    visit(term, shift, anna)
    visit(term, shift, anna, after=60, skill=term.skill)
    found = consequences(shift, Change(goes=anna))
    assert [one.effect for one in found] == [
        Effect.TOO_FEW,
        Effect.SKILL_MISSING,
        Effect.VISITS_MOVE,
        Effect.VISITS_ALONE,
        Effect.FEWER_THAN_WISHED,
    ]
    assert [one.facts.get("count") for one in found[2:4]] == [1, 1]
    assert effects(shift, sets_coach=True) == [Effect.NO_COACH, Effect.VISITS_ALONE]
    assert effects(shift, goes=joop, comes=term.students[3]) == [Effect.FEWER_THAN_WISHED]


def test_a_draft_is_changed_without_telling_anybody_and_a_planned_one_with(term: Rostered, shift: Shift):
    kim, joop = term.students[2], term.students[1]
    Shift.objects.filter(pk=shift.pk).update(state="draft")
    change_shift(shift, Change(comes=kim), by=term.planner, at=term.at)
    assert told("put-on-shift") == set()
    Shift.objects.filter(pk=shift.pk).update(state="planned")
    change_shift(
        shift, Change(goes=joop, comes=term.students[3], sets_coach=True, coach=term.coaches[1]),
        by=term.coaches[0], at=term.at,
    )  # fmt: skip
    assert told("put-on-shift") == {term.students[3].pk}
    assert told("taken-off-shift") == {joop.pk}
    assert told("leads-shift") == {term.coaches[1].pk}
    assert told("leads-shift-no-more") == set()  # did it with the own hand
    assert set(shift.turns.filter(origin=TurnOrigin.HAND).values_list("person", flat=True)) == {
        kim.pk,
        term.students[3].pk,
    }


def test_changes_that_are_refused(term: Rostered, shift: Shift):
    anna, kim = term.students[0], term.students[2]
    with pytest.raises(MayNotChangeShift):
        change_shift(shift, Change(comes=kim), by=anna, at=term.at)
    with pytest.raises(IsOnShift):
        change_shift(shift, Change(comes=anna), by=term.planner, at=term.at)
    with pytest.raises(IsNotOnShift):
        change_shift(shift, Change(goes=kim), by=term.planner, at=term.at)
    with pytest.raises(ShiftIsOver):
        change_shift(shift, Change(goes=anna), by=term.planner, at=shift.ends_at)
    other = planned(term, 1, [kim])
    Shift.objects.filter(pk=other.pk).update(
        starts_at=shift.starts_at + timedelta(hours=1), ends_at=shift.ends_at, coach=term.coaches[1]
    )
    with pytest.raises(WorksThen):
        change_shift(shift, Change(comes=kim), by=term.planner, at=term.at)
    with pytest.raises(WorksThen):
        change_shift(shift, Change(sets_coach=True, coach=term.coaches[1]), by=term.planner, at=term.at)
    assert Turn.objects.filter(shift=shift).count() == 2


def test_shifts_at_risk_are_seen_days_ahead(term: Rostered, shift: Shift):
    anna, joop = term.students[:2]
    fine, at = planned(term, 1, [anna, joop]), shift.starts_at - timedelta(days=3)
    late = planned(term, 14, [])
    assert shifts_at_risk(term.planner, at) == []
    visit(term, shift, anna)
    Turn.objects.filter(shift=shift, person=anna).update(state="excused")
    Shift.objects.filter(pk=fine.pk).update(coach=None)
    (first, second) = shifts_at_risk(term.planner, at)
    assert (first.shift, list(first.risks)) == (shift, [Risk.TOO_FEW, Risk.SKILL_MISSING, Risk.VISIT_ALONE])
    assert (second.shift, list(second.risks)) == (fine, [Risk.NO_COACH])
    assert shifts_at_risk(anna, at) == []
    assert [one.shift for one in shifts_at_risk(term.coaches[1], at)] == [shift, fine]
    assert [list(one.risks) for one in risks_of(Shift.objects.filter(pk=late.pk))] == [
        [Risk.NOBODY, Risk.SKILL_MISSING]
    ]
