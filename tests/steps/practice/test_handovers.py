"""A turn changes hands under rules, and of two who reach for it one gets it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import World
from steps.practice.test_absences import planned, told
from werkveld.steps.enrolments.actions import end_all
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import (
    hand_back,
    keep_turn,
    let_handovers_lapse,
    offer_turn,
    plan_shift,
    refuse_turn,
    stand_in,
    take_turn,
)
from werkveld.steps.practice.actions.by_hand import HasCoach, MayNotChangeShift
from werkveld.steps.practice.actions.handovers import (
    HasTooLittleRest,
    IsAwayThen,
    IsNotForYou,
    IsNotYourTurn,
    IsOnShift,
    IsTooLateToHandBack,
    ShiftHasBegun,
    SkillIsNeeded,
    TakesNoPart,
    TurnIsOffered,
    TurnIsTaken,
    WorksThatDay,
)
from werkveld.steps.practice.actions.shifts import WorksThen
from werkveld.steps.practice.enums import HandoverState, TurnOrigin, TurnState
from werkveld.steps.practice.models import Absence, Handover, Shift, Turn
from werkveld.steps.practice.queries import offered_turns, own_turn, shifts_without_coach, turns_of

pytestmark = pytest.mark.slow


@pytest.fixture
def term(world: World) -> Rostered:
    made = rostered(world)
    made.everybody_can()
    return made


@pytest.fixture
def shift(term: Rostered) -> Shift:
    return planned(term, 0, term.students[:2])


def turn_of(person: Person, shift: Shift) -> Turn:
    return Turn.objects.get(person=person, shift=shift)


def test_a_turn_is_handed_back_in_time_and_then_open_to_others(term: Rostered, shift: Shift):
    anna = term.students[0]
    hand_back(turn_of(anna, shift), by=anna, at=term.at)
    assert turn_of(anna, shift).state == TurnState.EXCUSED
    assert [one.turn.person for one in offered_turns(term.students[2], term.at)] == [anna]
    assert list(offered_turns(anna, term.at)) == []
    assert list(offered_turns(term.students[1], term.at)) == []  # is on it already


def test_what_is_open_to_anybody_is_shown_to_who_is_free_then(term: Rostered, shift: Shift):
    anna, _joop, noor = term.students[:3]
    hand_back(turn_of(anna, shift), by=anna, at=term.at)
    plan_shift(
        offering=term.world.offering("elsewhere"),
        site=shift.site,
        coach=None,
        people=[noor],
        starts_at=shift.starts_at + timedelta(hours=1),
        ends_at=shift.ends_at + timedelta(hours=1),
        by=term.planner,
        at=term.at,
    )
    assert list(offered_turns(noor, term.at)) == []
    assert [one.turn.person for one in offered_turns(term.students[3], term.at)] == [anna]


def test_later_than_the_rule_it_takes_somebody_else(term: Rostered, shift: Shift):
    anna = term.students[0]
    with pytest.raises(IsTooLateToHandBack):
        hand_back(turn_of(anna, shift), by=anna, at=shift.starts_at - timedelta(days=2, hours=23))
    with pytest.raises(IsNotYourTurn):
        hand_back(turn_of(anna, shift), by=term.students[1], at=term.at)
    with pytest.raises(ShiftHasBegun):
        hand_back(turn_of(anna, shift), by=anna, at=shift.starts_at)


def test_a_turn_that_is_offered_stays_until_it_is_taken(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    offered = offer_turn(turn_of(joop, shift), to=lies, by=joop, at=term.at)
    assert told("turn-offered") == {lies.pk}
    assert turn_of(joop, shift).state == TurnState.PLANNED
    with pytest.raises(TurnIsOffered):
        offer_turn(turn_of(joop, shift), by=joop, at=term.at)
    with pytest.raises(IsNotForYou):
        take_turn(offered, by=term.students[4], at=term.at)
    taken = take_turn(offered, by=lies, at=term.at)
    assert (taken.person, taken.origin) == (lies, TurnOrigin.REPLACEMENT)
    assert {turn.person for turn in shift.turns.all()} == {term.students[0], lies}
    assert told("turn-taken") == {joop.pk}
    assert told("turn-changed-hands") == {shift.coach_id}
    with pytest.raises(TurnIsTaken):
        take_turn(offered, by=lies, at=term.at)


def test_two_swap_their_shifts(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    other = planned(term, 1, [term.students[2], lies])
    offered = offer_turn(turn_of(joop, shift), to=lies, in_return=turn_of(lies, other), by=joop, at=term.at)
    take_turn(offered, by=lies, at=term.at)
    assert (turn_of(lies, shift).origin, turn_of(joop, other).origin) == (TurnOrigin.SWAP, TurnOrigin.SWAP)
    assert Turn.objects.count() == 4


def test_a_swap_on_one_day_is_no_double_shift(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    late = planned(term, 1, [lies])
    Shift.objects.filter(pk=late.pk).update(
        starts_at=shift.ends_at + timedelta(hours=1), ends_at=shift.ends_at + timedelta(hours=3)
    )
    late.needs.all().delete()
    offered = offer_turn(turn_of(joop, shift), to=lies, in_return=turn_of(lies, late), by=joop, at=term.at)
    assert take_turn(offered, by=lies, at=term.at).person == lies


def test_a_swap_of_which_one_half_is_gone_is_not_made(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    other = planned(term, 1, [term.students[2], lies])
    offered = offer_turn(turn_of(joop, shift), to=lies, in_return=turn_of(lies, other), by=joop, at=term.at)
    hand_back(turn_of(lies, other), by=lies, at=term.at)
    with pytest.raises(TurnIsTaken):
        take_turn(offered, by=lies, at=term.at)
    assert turn_of(joop, shift).state == TurnState.PLANNED


def works_then(term: Rostered, shift: Shift, lies: Person) -> None:
    Turn.objects.create(shift=planned(term, 1, []), person=lies)
    Shift.objects.exclude(pk=shift.pk).update(starts_at=shift.starts_at, ends_at=shift.ends_at, site=term.world.site,
                                              offering=term.world.offering("other"))  # fmt: skip


def works_that_day(term: Rostered, shift: Shift, lies: Person) -> None:
    works_then(term, shift, lies)
    later = shift.ends_at + timedelta(hours=2)
    Shift.objects.exclude(pk=shift.pk).update(starts_at=later, ends_at=later + timedelta(hours=1))


def works_the_evening_before(term: Rostered, shift: Shift, lies: Person) -> None:
    works_then(term, shift, lies)
    before = shift.starts_at - timedelta(hours=12)
    Shift.objects.exclude(pk=shift.pk).update(starts_at=before, ends_at=before + timedelta(hours=2))


def is_away(term: Rostered, shift: Shift, lies: Person) -> None:
    Absence.objects.create(
        person=lies, told_by=lies, told_at=term.at, starts_at=term.at, ends_at=shift.starts_at + timedelta(hours=1)
    )


def stopped(term: Rostered, _shift: Shift, lies: Person) -> None:
    end_all(lies.enrolments.all(), as_state=EnrolmentState.STOPPED, by=term.planner, at=term.at)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (works_then, WorksThen),
        (works_that_day, WorksThatDay),
        (works_the_evening_before, HasTooLittleRest),
        (is_away, IsAwayThen),
        (stopped, TakesNoPart),
    ],
)
def test_who_cannot_does_not_get_it(
    term: Rostered, shift: Shift, given: Callable[[Rostered, Shift, Person], None], refusal: type[Exception]
):
    joop, lies = term.students[1], term.students[3]
    offered = offer_turn(turn_of(joop, shift), by=joop, at=term.at)
    given(term, shift, lies)
    with pytest.raises(refusal):
        take_turn(offered, by=lies, at=term.at)


def test_no_skill_gets_lost_by_a_swap(term: Rostered, shift: Shift):
    anna, joop, kim, lies = term.students[:4]
    with pytest.raises(SkillIsNeeded):
        offer_turn(turn_of(anna, shift), to=lies, by=anna, at=term.at)
    with pytest.raises(IsOnShift):
        offer_turn(turn_of(anna, shift), to=joop, by=anna, at=term.at)
    hand_back(turn_of(anna, shift), by=anna, at=term.at)
    with pytest.raises(SkillIsNeeded):
        take_turn(Handover.objects.get(), by=lies, at=term.at)
    assert take_turn(Handover.objects.get(), by=kim, at=term.at).person == kim


def test_an_offer_is_refused_kept_or_comes_too_late(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    first = offer_turn(turn_of(joop, shift), to=lies, by=joop, at=term.at)
    with pytest.raises(IsNotForYou):
        refuse_turn(first, by=joop, at=term.at)
    assert refuse_turn(first, by=lies, at=term.at).state == HandoverState.REFUSED
    assert told("turn-refused") == {joop.pk}
    second = offer_turn(turn_of(joop, shift), to=lies, by=joop, at=term.at)
    with pytest.raises(IsNotYourTurn):
        keep_turn(second, by=lies, at=term.at)
    assert keep_turn(second, by=joop, at=term.at).state == HandoverState.WITHDRAWN
    third = offer_turn(turn_of(joop, shift), by=joop, at=term.at)
    assert let_handovers_lapse(by=term.world.clockwork, at=shift.starts_at) == 1
    third.refresh_from_db()
    assert third.state == HandoverState.LAPSED
    with pytest.raises(TurnIsTaken):
        take_turn(third, by=lies, at=term.at)


def test_who_is_on_which_shift_for_themselves(term: Rostered, shift: Shift):
    anna = term.students[0]
    mine = turn_of(anna, shift)
    assert list(turns_of(anna, after=term.at)) == [mine]
    assert list(turns_of(anna, after=shift.ends_at)) == []
    assert own_turn(anna, mine.key) == mine
    assert own_turn(term.students[1], mine.key) is None


def test_a_coach_takes_a_shift_that_has_none(term: Rostered, shift: Shift):
    other = term.coaches[1]
    Shift.objects.filter(pk=shift.pk).update(coach=None)
    span = {"start": term.at, "end": term.at + timedelta(days=14)}
    assert shifts_without_coach(other, **span) == [shift]
    with pytest.raises(MayNotChangeShift):
        stand_in(shift, by=term.students[0], at=term.at)
    assert stand_in(shift, by=other, at=term.at).coach == other
    with pytest.raises(HasCoach):
        stand_in(shift, by=term.coaches[0], at=term.at)
    assert shifts_without_coach(other, **span) == []
