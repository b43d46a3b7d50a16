"""Two hands at one moment reach for a turn or a shift, with real locks on both databases."""

from datetime import datetime, timedelta

import pytest

from journeys.rostered import Rostered, rostered
from journeys.world import small_world
from steps.practice.test_absences import planned
from steps.practice.test_at_the_same_time import together
from werkveld.steps.deeds.models import Deed
from werkveld.steps.messages.models import Message
from werkveld.steps.practice.actions import hand_back, offer_turn, publish_roster, stand_in, take_turn
from werkveld.steps.practice.actions.by_hand import HasCoach
from werkveld.steps.practice.actions.handovers import IsNotYourTurn, TurnIsTaken
from werkveld.steps.practice.actions.shifts import WorksThen
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.models import Handover, Shift, Turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def term(transactional_db: None, at: datetime) -> Rostered:
    made = rostered(small_world(at))
    made.everybody_can()
    return made


@pytest.fixture
def shift(term: Rostered) -> Shift:
    return planned(term, 0, term.students[:2])


def outcomes(refused: list) -> list[str]:
    return sorted(map(str, refused))


def test_of_two_who_take_a_turn_one_gets_it(term: Rostered, shift: Shift):
    joop, lies, nina = term.students[1], term.students[3], term.students[5]
    offered = offer_turn(Turn.objects.get(person=joop), by=joop, at=term.at)
    refused = together(*(lambda who=who: take_turn(offered, by=who, at=term.at) for who in (lies, nina)))
    assert outcomes(refused) == outcomes([None, TurnIsTaken])
    assert shift.turns.count() == 2


def test_of_two_shifts_at_one_time_somebody_takes_one(term: Rostered, shift: Shift):
    joop, lies, nina = term.students[1], term.students[3], term.students[5]
    first = offer_turn(Turn.objects.get(person=joop), by=joop, at=term.at)
    other = planned(term, 1, [nina])
    other.needs.all().delete()
    Shift.objects.filter(pk=other.pk).update(starts_at=shift.starts_at + timedelta(minutes=30), ends_at=shift.ends_at)
    second = offer_turn(Turn.objects.get(person=nina), by=nina, at=term.at)
    refused = together(*(lambda one=one: take_turn(one, by=lies, at=term.at) for one in (first, second)))
    assert outcomes(refused) == outcomes([None, WorksThen])
    assert Turn.objects.filter(person=lies).count() == 1


def test_a_turn_is_handed_back_or_taken_and_never_both(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    mine = Turn.objects.get(person=joop)
    offered = offer_turn(mine, to=lies, by=joop, at=term.at)
    refused = together(lambda: take_turn(offered, by=lies, at=term.at), lambda: hand_back(mine, by=joop, at=term.at))
    assert outcomes(refused) in (outcomes([None, IsNotYourTurn]), outcomes([TurnIsTaken, None]))
    assert shift.turns.exclude(state=TurnState.EXCUSED).count() == 2 - (refused[1] is None)
    assert Handover.objects.filter(state="open").count() == (refused[1] is None)


def test_of_two_coaches_one_stands_in(term: Rostered, shift: Shift):
    Shift.objects.filter(pk=shift.pk).update(coach=None)
    refused = together(*(lambda who=who: stand_in(shift, by=who, at=term.at) for who in term.coaches))
    assert outcomes(refused) == outcomes([None, HasCoach])


def test_a_roster_is_published_once(term: Rostered):
    term.proposed()
    refused = together(*(lambda: publish_roster(term.roster, by=term.planner, at=term.at) for _hand in range(3)))
    assert refused == [None, None, None]
    assert Deed.objects.filter(verb="published").count() == 1
    assert Message.objects.filter(kind="roster-published").count() == 8
