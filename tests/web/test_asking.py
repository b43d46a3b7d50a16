"""The same question, in the words of who reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from journeys.world import World
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person
from werkveld.steps.questions.actions import answer, ask, take_up, withdraw
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question
from werkveld.web.asking import story

pytestmark = pytest.mark.slow


@pytest.fixture
def els(world: World) -> Person:
    return world.someone("Els", RoleCode.RESIDENT, world.school, family_name="Evers")


@pytest.fixture
def question(world: World, els: Person) -> Question:
    return ask(region=world.region, text="Een brief", asked_by=els, by=els, at=world.at)


def words(question: Question, reader: Person) -> list[str]:
    question.refresh_from_db()
    with override("en"):
        return [f"{entry.title} {entry.text}".strip() for entry in story(question, reader)]


def test_who_waits_reads_you_and_the_school_reads_who(world: World, els: Person, question: Question):
    assert words(question, els) == ["Asked", "Somebody at the school reads it", "You get an answer"]
    assert words(question, world.people["coordinator"]) == [
        "Asked By Els Evers (web).",
        "It waits for who takes it up",
        "Els Evers gets an answer",
    ]


@pytest.mark.parametrize("days", [3, -1])
def test_a_promise_is_told_to_each_side(world: World, els: Person, question: Question, days: int):
    carla = world.people["coordinator"]
    other = world.someone("Otto", RoleCode.COORDINATOR, world.school)
    take_up(question, owner=carla, due_on=timezone.localdate() + timedelta(days=days), by=carla, at=world.at)
    asker, owner, colleague = words(question, els), words(question, carla), words(question, other)
    assert (asker[1], owner[1], colleague[1]) == ("coordinator took it up", "You took it up", "coordinator took it up")
    assert ("You hear more before" in asker[2]) is (days > 0)
    assert ("We are late" in asker[2]) is (days < 0)
    assert owner[2] == colleague[2]
    assert ("Els Evers was told to hear more before" in owner[2]) is (days > 0)
    assert ("Els Evers should have heard more before" in owner[2]) is (days < 0)
    assert "You" not in owner[2]


def test_how_it_ended_is_told_to_each_side(world: World, els: Person, question: Question):
    withdraw(question, by=els, at=world.at)
    assert (words(question, els)[-1], words(question, world.people["coordinator"])[-1]) == (
        "Taken back",
        "Taken back by the asker",
    )


def test_the_school_reads_who_wrote_it_down(world: World, els: Person):
    coach, carla = world.people["coach"], world.people["coordinator"]
    typed = ask(region=world.region, text="Hulp", asked_by=els, channel=AskedBy.PHONE, by=coach, at=world.at)
    assert words(typed, carla)[0] == "Asked By Els Evers (telephone). Written down by coach."
    assert words(typed, els)[0] == "Asked"
    answer(typed, text="Kom maandag.", by=carla, at=world.at)
    assert words(typed, els)[-1] == words(typed, carla)[-1] == "Answered Kom maandag."


def test_who_asks_in_the_school_reads_it_as_an_asker(world: World):
    carla = world.people["coordinator"]
    own = ask(region=world.region, text="Wie?", asked_by=carla, by=carla, at=world.at)
    assert words(own, carla)[-1] == "You get an answer"
