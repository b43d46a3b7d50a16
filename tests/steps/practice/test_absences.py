"""Somebody cannot come: who hears it, who is asked, and which residents go to another student."""

from datetime import datetime, timedelta

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import World
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person, Skill
from werkveld.steps.practice.actions import report_absence, take_turn, withdraw_absence
from werkveld.steps.practice.actions.absences import (
    AbsenceIsBackward,
    AbsenceIsOver,
    AbsenceIsWithdrawn,
    IsAwayAlready,
    MayNotTellAbsence,
)
from werkveld.steps.practice.enums import HandoverState, TurnOrigin, TurnState
from werkveld.steps.practice.models import Appointment, Handover, HeldQuarter, Shift, Turn
from werkveld.steps.practice.queries import substitutes_for, visits_alone

pytestmark = pytest.mark.slow


@pytest.fixture
def term(world: World) -> Rostered:
    """Students 1 and 2 on the first shift, 3 and 4 on the second; the odd ones have the skill."""
    term = rostered(world)
    term.everybody_can()
    return term


@pytest.fixture
def shift(term: Rostered) -> Shift:
    return planned(term, 0, term.students[:2])


def planned(term: Rostered, days: int, students: list[Person]) -> Shift:
    slot = term.roster.slots.get(weekday=days % 7)
    starts_at = datetime(2026, 9, 7, 7, tzinfo=term.at.tzinfo) + timedelta(days=days)
    shift = Shift.objects.create(
        offering=term.offering,
        site=term.world.site,
        coach=term.coaches[0],
        roster=term.roster,
        slot=slot,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        seats=3,
    )
    shift.needs.create(skill=term.skill, asked=1)
    shift.needs.create(skill=None, asked=2)
    for student in students:
        Turn.objects.create(shift=shift, person=student, origin=TurnOrigin.ROSTER)
    return shift


def visit(term: Rostered, shift: Shift, learner: Person, after: int = 0, skill: Skill | None = None) -> Appointment:
    """Half an hour, so many minutes after the shift began."""
    kind = Help.objects.filter(skill=skill).first() or Help.objects.create(
        programme=term.offering.programme, code=f"help-{skill}", name_nl="Hulp", name_en="Help", minutes=30, skill=skill
    )
    kind.sites.add(term.world.site)
    resident = Person.objects.create(region=term.world.region, given_name=f"Els {after}")
    starts_at = shift.starts_at + timedelta(minutes=after)
    made = Appointment.objects.create(
        help=kind, shift=shift, resident=resident, learner=learner, starts_at=starts_at, minutes=30,
        code=f"C{learner.pk}{after}", booked_at=term.at,
    )  # fmt: skip
    for minute in (0, 15):
        HeldQuarter.objects.create(appointment=made, learner=learner, at=starts_at + timedelta(minutes=minute))
    return made


def told(kind: str) -> set[int]:
    return set(Message.objects.filter(kind=kind).values_list("to", flat=True))


def test_the_turn_is_excused_the_coach_hears_it_and_who_can_is_asked(term: Rostered, shift: Shift):
    anna = term.students[0]
    came = report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=anna, at=term.at)
    assert (came.turns, came.passed_on, came.waiting, came.left_alone) == (1, 0, 0, 0)
    assert Turn.objects.get(person=anna).state == TurnState.EXCUSED
    assert told("student-is-away") == {term.coaches[0].pk}
    assert told("turn-is-open") == {term.students[2].pk, term.students[4].pk}  # those with the skill that is missing
    assert Handover.objects.get().state == HandoverState.OPEN


def test_without_a_missing_skill_everybody_who_is_free_can_come_those_who_said_yes_first(term: Rostered, shift: Shift):
    joop, kim, lies, max_, nina = term.students[1:]
    slot = shift.slot
    slot.answers.filter(person=kim).update(can="no")
    slot.answers.filter(person=lies).update(can="if_needed")
    slot.answers.filter(person=nina).delete()
    found = substitutes_for(shift, without=joop)
    assert [one.given_name for one in found] == [max_.given_name, lies.given_name, nina.given_name]


def test_residents_go_to_an_able_student_with_time_or_wait_for_one(term: Rostered, shift: Shift):
    anna, joop = term.students[:2]
    easy, at_once = visit(term, shift, anna), visit(term, shift, anna, after=30)
    skilled = visit(term, shift, anna, after=60, skill=term.skill)
    visit(term, shift, joop, after=30)
    came = report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=term.planner, at=term.at)
    assert (came.passed_on, came.waiting) == (1, 2)
    easy.refresh_from_db()
    assert easy.learner == joop
    assert set(easy.quarters.values_list("learner", flat=True)) == {joop.pk}
    assert set(visits_alone([shift])) == {at_once, skilled}
    assert told("visit-other-student") == {easy.resident_id}
    assert Message.objects.get(kind="student-is-away").facts["waiting"] == 2


def test_who_takes_the_turn_helps_the_residents_who_waited(term: Rostered, shift: Shift):
    anna, kim = term.students[0], term.students[2]
    skilled = visit(term, shift, anna, after=60, skill=term.skill)
    report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=anna, at=term.at)
    taken = take_turn(Handover.objects.get(), by=kim, at=term.at)
    skilled.refresh_from_db()
    assert (taken.origin, skilled.learner) == (TurnOrigin.REPLACEMENT, kim)
    assert Turn.objects.get(person=anna).state == TurnState.EXCUSED
    assert set(visits_alone([shift])) == set()


def test_a_coach_who_is_away_leaves_shifts_alone_and_other_coaches_are_asked(term: Rostered, shift: Shift):
    bram, other = term.coaches
    came = report_absence(bram, starts_at=term.at, ends_at=shift.ends_at, by=bram, at=term.at)
    assert came.left_alone == 1
    shift.refresh_from_db()
    assert shift.coach is None
    assert told("coach-is-wanted") == {other.pk}
    visiting = visit(term, shift, term.students[0])
    assert set(visits_alone([shift])) == {visiting}
    assert withdraw_absence(came.absence, by=bram, at=term.at) == 1
    shift.refresh_from_db()
    assert shift.coach == bram


def test_who_can_come_after_all_is_back_unless_somebody_took_the_turn(term: Rostered, shift: Shift):
    anna, kim = term.students[0], term.students[2]
    other = planned(term, 1, [anna])
    away = {"starts_at": shift.starts_at, "ends_at": other.ends_at}
    came = report_absence(anna, by=anna, at=term.at, **away)
    take_turn(Handover.objects.get(turn__shift=shift), by=kim, at=term.at)
    assert withdraw_absence(came.absence, by=anna, at=term.at) == 1
    states = Turn.objects.filter(person=anna).order_by("shift__starts_at").values_list("state", flat=True)
    assert list(states) == [TurnState.EXCUSED, TurnState.PLANNED]
    with pytest.raises(AbsenceIsWithdrawn):
        withdraw_absence(came.absence, by=anna, at=term.at)


def test_absences_that_cannot_be(term: Rostered, shift: Shift):
    anna, joop = term.students[:2]
    away = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    with pytest.raises(MayNotTellAbsence):
        report_absence(anna, by=joop, at=term.at, **away)
    with pytest.raises(AbsenceIsBackward):
        report_absence(anna, starts_at=shift.ends_at, ends_at=shift.starts_at, by=anna, at=term.at)
    with pytest.raises(AbsenceIsOver):
        report_absence(anna, by=anna, at=shift.ends_at, **away)
    report_absence(anna, by=anna, at=term.at, **away)
    with pytest.raises(IsAwayAlready):
        report_absence(anna, by=anna, at=term.at, **away)
