"""Wishes become places through the draw, and everyone hears why."""

from datetime import datetime, timedelta

import pytest

from journeys.world import World
from werkveld.journeys.draw_places import draw_places
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import MayNotDraw, RoundIsClosed, open_round, wish
from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.enrolments.models import Enrolment, Round
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


def a_round(world: World, offerings: list[Offering], wishes: dict[Person, list[Offering]]) -> Round:
    by = world.people["coordinator"]
    opened = open_round(
        region=world.region,
        offerings=offerings,
        opens_at=world.at,
        closes_at=world.at + timedelta(days=7),
        seed=3,
        by=by,
        at=world.at,
        name_nl="Keuze",
        name_en="Choice",
    )
    for person, ranking in wishes.items():
        wish(choice_round=opened, person=person, offerings=ranking, by=person, at=world.at)
    return opened


@pytest.fixture
def drawn(world: World) -> tuple[World, Round, list[Offering]]:
    offerings = [world.offering("a", capacity=1, is_ranked=True), world.offering("b", capacity=1, is_ranked=True)]
    wishes = dict.fromkeys(world.students(3), offerings)
    return world, a_round(world, offerings, wishes), offerings


@pytest.mark.slow
def test_everyone_gets_a_place_or_stands_in_line_and_hears_why(drawn, at: datetime):
    world, choice_round, (a, b) = drawn
    draw_places(choice_round, by=world.people["coordinator"], at=at)
    rows = Enrolment.objects.order_by("state", "rank").values_list("offering", "state", "reason", "rank")
    assert list(rows) == [
        (a.pk, EnrolmentState.PLACED, Reason.WISH, 1),
        (b.pk, EnrolmentState.PLACED, Reason.WISH, 2),
        (a.pk, EnrolmentState.WAITING, Reason.FULL, 1),
    ]
    told = [message.facts for message in Message.objects.filter(kind="round-drawn").order_by("id")]
    assert sorted(told, key=lambda facts: facts["turn"]) == [
        {"title": ["a", "a"], "rank": 1, "turn": 1, "turns": 3, "missed": []},
        {"title": ["b", "b"], "rank": 2, "turn": 2, "turns": 3, "missed": [missed("a", 1, 1)]},
        {"title": None, "rank": None, "turn": 3, "turns": 3, "missed": [missed("a", 1, 1), missed("b", 2, 2)]},
    ]


def missed(name: str, rank: int, last_seat_at: int) -> dict[str, object]:
    return {"title": [name, name], "rank": rank, "last_seat_at": last_seat_at}


def test_a_round_is_drawn_once(drawn, at: datetime):
    world, choice_round, _offerings = drawn
    draw_places(choice_round, by=world.people["coordinator"], at=at)
    with pytest.raises(RoundIsClosed):
        draw_places(choice_round, by=world.people["coordinator"], at=at)
    assert Deed.objects.filter(verb="drew").count() == 1


def test_a_student_draws_no_round(drawn, at: datetime):
    _world, choice_round, _offerings = drawn
    with pytest.raises(MayNotDraw):
        draw_places(choice_round, by=Person.objects.filter(given_name="Student 1").get(), at=at)
    assert not Enrolment.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("wishers", [1, 12])
def test_a_draw_asks_as_many_questions_for_one_as_for_many(world, wishers, at, django_assert_num_queries):
    offerings = [world.offering("a", capacity=20, is_ranked=True), world.offering("b", capacity=1, is_ranked=True)]
    choice_round = a_round(world, offerings, dict.fromkeys(world.students(wishers), offerings))
    with django_assert_num_queries(22):
        draw_places(choice_round, by=world.people["coordinator"], at=at)
