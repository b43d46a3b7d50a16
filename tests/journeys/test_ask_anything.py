"""What is no kind of help becomes a question of a neighbour, who is made known in the same moment."""

import pytest

from journeys.world import World
from werkveld.journeys.ask_anything import ask_anything
from werkveld.journeys.book_visit import Neighbour
from werkveld.steps.people.actions.neighbours import NameIsMissing
from werkveld.steps.people.models import Person
from werkveld.steps.questions.models import Question


def test_a_neighbour_asks_and_is_known(world: World):
    made = ask_anything("De tuin?", who=Neighbour("Els", "0301234567"), region=world.region, at=world.at)
    assert (made.asked_by.given_name, made.asked_by.phone, made.asked_by.wants_texts) == ("Els", "0301234567", False)
    again = ask_anything("En de heg?", who=Neighbour(known=made.asked_by), region=world.region, at=world.at)
    assert again.asked_by == made.asked_by


def test_without_a_name_nothing_is_asked(world: World):
    people = Person.objects.count()
    with pytest.raises(NameIsMissing):
        ask_anything("De tuin?", who=Neighbour(" "), region=world.region, at=world.at)
    assert (Question.objects.count(), Person.objects.count()) == (0, people)
