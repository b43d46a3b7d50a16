"""Two hands at one moment reach for a turn or a shift, with real locks on both databases."""

from datetime import datetime, timedelta

import pytest

from harness.hands import DONE, told_together
from journeys.rostered import Rostered, rostered
from journeys.world import small_world
from steps.practice.test_absences import planned
from werkveld.steps.deeds.models import Deed
from werkveld.steps.messages.models import Message
from werkveld.steps.practice.actions import hand_back, offer_turn, publish_roster, stand_in, take_turn
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


def test_of_two_who_take_a_turn_one_gets_it(term: Rostered, shift: Shift):
    joop, lies, nina = term.students[1], term.students[3], term.students[5]
    offered = offer_turn(Turn.objects.get(person=joop), by=joop, at=term.at)
    told = told_together(*(lambda who=who: take_turn(offered, by=who, at=term.at) for who in (lies, nina)))
    assert sorted(told) == ["TurnIsTaken", DONE]
    assert shift.turns.count() == 2


def test_of_two_shifts_at_one_time_somebody_takes_one(term: Rostered, shift: Shift):
    joop, lies, nina = term.students[1], term.students[3], term.students[5]
    first = offer_turn(Turn.objects.get(person=joop), by=joop, at=term.at)
    other = planned(term, 1, [nina])
    other.needs.all().delete()
    Shift.objects.filter(pk=other.pk).update(starts_at=shift.starts_at + timedelta(minutes=30), ends_at=shift.ends_at)
    second = offer_turn(Turn.objects.get(person=nina), by=nina, at=term.at)
    told = told_together(*(lambda one=one: take_turn(one, by=lies, at=term.at) for one in (first, second)))
    assert sorted(told) == ["WorksThen", DONE]
    assert Turn.objects.filter(person=lies).count() == 1


def test_a_turn_is_handed_back_or_taken_and_never_both(term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    mine = Turn.objects.get(person=joop)
    offered = offer_turn(mine, to=lies, by=joop, at=term.at)
    told = told_together(lambda: take_turn(offered, by=lies, at=term.at), lambda: hand_back(mine, by=joop, at=term.at))
    assert sorted(told) in (["IsNotYourTurn", DONE], ["TurnIsTaken", DONE])
    assert shift.turns.exclude(state=TurnState.EXCUSED).count() == 2 - (told[1] == DONE)
    assert Handover.objects.filter(state="open").count() == (told[1] == DONE)


def test_of_two_coaches_one_stands_in(term: Rostered, shift: Shift):
    Shift.objects.filter(pk=shift.pk).update(coach=None)
    told = told_together(*(lambda who=who: stand_in(shift, by=who, at=term.at) for who in term.coaches))
    assert sorted(told) == ["HasCoach", DONE]


def test_a_roster_is_published_once(term: Rostered):
    term.proposed()
    told = told_together(*(lambda: publish_roster(term.roster, by=term.planner, at=term.at) for _hand in range(3)))
    assert told == [DONE] * 3
    assert Deed.objects.filter(verb="published").count() == 1
    assert Message.objects.filter(kind="roster-published").count() == 8
