"""Who is shown to swap with can be asked and can say yes; who cannot is not shown."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction

from journeys.rostered import Rostered, rostered
from journeys.world import World
from steps.practice.test_absences import planned
from werkveld.ground.refusals import Refusal
from werkveld.steps.people.models import Norm
from werkveld.steps.practice.actions import hand_back, offer_turn, plan_shift, take_turn
from werkveld.steps.practice.actions.handovers import HasTooLittleRest, ShiftHasBegun, TurnIsTaken, WorksThatDay
from werkveld.steps.practice.enums import Availability, HandoverState, TurnState
from werkveld.steps.practice.models import Absence, Answer, Shift, Turn
from werkveld.steps.practice.queries import substitutes_for
from werkveld.steps.practice.queries.swaps import turns_to_swap_for

pytestmark = pytest.mark.slow


@pytest.fixture
def term(world: World) -> Rostered:
    made = rostered(world)
    made.everybody_can()
    return made


def elsewhere(term: Rostered, student: Any, shift: Shift, *, hours: int) -> None:
    """Another shift of this student, so many hours after this one began."""
    starts_at = shift.starts_at + timedelta(hours=hours)
    plan_shift(
        offering=term.world.offering(f"elsewhere {student.pk} {starts_at}"), site=shift.site, coach=None, people=[student],
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), by=term.planner, at=term.at,
    )  # fmt: skip


@contextmanager
def taken_back() -> Iterator[None]:
    with suppress(_NotMeant), transaction.atomic():
        yield
        raise _NotMeant


class _NotMeant(Exception):
    pass


def works(term: Rostered, turn: Turn, other: Turn) -> bool:
    """Whether asking and saying yes both go well, after which all is as it was."""
    is_done = False
    with taken_back(), suppress(Refusal):
        offered = offer_turn(turn, to=other.person, in_return=other, by=turn.person, at=term.at)
        take_turn(offered, by=other.person, at=term.at)
        is_done = True
    turn.refresh_from_db()
    other.refresh_from_db()
    return is_done


@pytest.mark.parametrize("seed", range(3))
def test_whoever_is_shown_can_be_asked_and_can_say_yes_and_nobody_else(world: World, seed: int):
    dice = Random(seed)
    term = rostered(world, students=10)
    term.everybody_can()
    for week in range(4):
        for day in range(2):
            planned(term, 7 * week + day, dice.sample(term.students, 3))
    shifts = list(Shift.objects.order_by("starts_at"))
    for student in term.students[::2]:
        elsewhere(term, student, dice.choice(shifts), hours=dice.choice([-14, 4, 8, 26]))
        away = dice.choice(shifts)
        Absence.objects.create(
            person=student, told_by=student, told_at=term.at, starts_at=away.starts_at, ends_at=away.ends_at
        )
    Norm.objects.filter(code="rest_between_shifts").update(valid_until=date(2026, 9, 14))
    Norm.objects.create(region=world.region, code="rest_between_shifts", value=20, valid_from=date(2026, 9, 14))
    kept = refused = 0
    for turn in dice.sample(list(Turn.objects.filter(shift__offering=term.offering).order_by("pk")), 4):
        shown = turns_to_swap_for(turn, term.at)
        others = (
            Turn.objects.filter(shift__offering=term.offering).exclude(person=turn.person).order_by("shift__starts_at")
        )
        fitting = {other.pk for other in others.select_related("shift__offering", "person") if works(term, turn, other)}
        assert {other.pk for other in shown} == fitting
        kept, refused = kept + len(fitting), refused + len(others) - len(fitting)
    assert min(kept, refused) > 0


def test_a_swap_that_does_not_fit_who_asks_is_not_asked(term: Rostered):
    joop, lies = term.students[1], term.students[3]
    mine, theirs = planned(term, 0, [joop]).turns.get(), planned(term, 8, [lies]).turns.get()
    assert turns_to_swap_for(mine, term.at) == [theirs]
    elsewhere(term, joop, theirs.shift, hours=4)
    assert turns_to_swap_for(mine, term.at) == []
    with pytest.raises(WorksThatDay):
        offer_turn(mine, to=lies, in_return=theirs, by=joop, at=term.at)


def test_a_swap_leaves_the_night_before_the_shift_that_comes_back(term: Rostered):
    joop, lies = term.students[1], term.students[3]
    mine, theirs = planned(term, 0, [joop]).turns.get(), planned(term, 8, [lies]).turns.get()
    elsewhere(term, joop, theirs.shift, hours=-12)
    assert turns_to_swap_for(mine, term.at) == []
    with pytest.raises(HasTooLittleRest):
        offer_turn(mine, to=lies, in_return=theirs, by=joop, at=term.at)


def test_who_said_no_to_this_part_of_the_week_is_not_shown(term: Rostered):
    joop, lies = term.students[1], term.students[3]
    mine, theirs = planned(term, 0, [joop]).turns.get(), planned(term, 8, [lies]).turns.get()
    Answer.objects.filter(person=lies, slot=mine.shift.slot).update(can=Availability.NO)
    assert turns_to_swap_for(mine, term.at) == []
    assert turns_to_swap_for(theirs, term.at) == [mine]


def test_what_has_begun_or_was_handed_back_is_no_longer_swapped(term: Rostered):
    joop, lies = term.students[1], term.students[3]
    mine, theirs = planned(term, 7, [joop]).turns.get(), planned(term, 1, [lies]).turns.get()
    later = theirs.shift.starts_at
    assert turns_to_swap_for(mine, later) == []
    assert turns_to_swap_for(theirs, later) == []
    with pytest.raises(ShiftHasBegun):
        offer_turn(mine, to=lies, in_return=theirs, by=joop, at=later)
    hand_back(mine, by=joop, at=term.at)
    assert turns_to_swap_for(Turn.objects.get(pk=mine.pk), term.at) == []
    assert Turn.objects.get(pk=mine.pk).state == TurnState.EXCUSED


def test_who_has_one_of_two_skills_that_would_get_lost_is_not_shown(term: Rostered):
    anna, lies, nina = term.students[0], term.students[3], term.students[5]
    other = term.skill.__class__.objects.create(region=term.world.region, code="forms", name_nl="F", name_en="F")
    other.masteries.create(person=anna, seen_by=term.coaches[0], seen_at=term.at)
    other.masteries.create(person=nina, seen_by=term.coaches[0], seen_at=term.at)
    shift = planned(term, 0, [anna])
    shift.needs.create(skill=other, asked=1)
    assert substitutes_for(shift, without=anna) == []
    term.skill.masteries.create(person=nina, seen_by=term.coaches[0], seen_at=term.at)
    assert substitutes_for(shift, without=anna) == [nina]
    assert lies not in substitutes_for(shift, without=anna)


def test_a_turn_that_came_in_a_swap_is_no_longer_offered_by_who_gave_it(term: Rostered):
    joop, lies = term.students[1], term.students[3]
    mine, theirs = planned(term, 0, [joop]).turns.get(), planned(term, 8, [lies]).turns.get()
    to_anybody = offer_turn(theirs, by=lies, at=term.at)
    swap = offer_turn(mine, to=lies, in_return=theirs, by=joop, at=term.at)
    take_turn(swap, by=lies, at=term.at)
    to_anybody.refresh_from_db()
    assert to_anybody.state == HandoverState.WITHDRAWN
    with pytest.raises(TurnIsTaken):
        take_turn(to_anybody, by=term.students[5], at=term.at)
    again = offer_turn(theirs, by=joop, at=term.at)
    assert again.state == HandoverState.OPEN


@pytest.mark.parametrize("shifts", [1, 3])
def test_one_look_is_enough_for_all_shifts(term: Rostered, shifts: int, django_assert_num_queries: Any):
    mine = planned(term, 0, term.students[:2]).turns.get(person=term.students[1])
    for week in range(1, shifts + 1):
        planned(term, 7 * week + 1, [term.students[3]])
    mine = Turn.objects.select_related("shift__offering__programme__region").get(pk=mine.pk)
    with django_assert_num_queries(15):
        assert len(turns_to_swap_for(mine, term.at)) == shifts
