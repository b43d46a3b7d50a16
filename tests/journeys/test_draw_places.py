"""Wishes become places through the draw, and everyone hears why."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from werkveld.journeys.draw_places import draw_places
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import MayNotDraw, RoundIsClosed, open_round, wish
from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult
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
    rows = Enrolment.objects.order_by("state", "rank", "offering").values_list("offering", "state", "reason", "rank")
    assert list(rows) == [
        (a.pk, EnrolmentState.PLACED, Reason.WISH, 1),
        (b.pk, EnrolmentState.PLACED, Reason.WISH, 2),
        (a.pk, EnrolmentState.WAITING, Reason.FULL, 1),
        (b.pk, EnrolmentState.WAITING, Reason.FULL, 2),
    ]
    told = sorted((one.facts for one in RoundResult.objects.all()), key=lambda facts: facts["turn"])
    assert [facts["turn"] for facts in told] == [1, 2, 3]
    assert [[one["title"] for one in facts["got"]] for facts in told] == [[["a", "a"]], [["b", "b"]], []]
    assert [[line["why"] for line in facts["wishes"]] for facts in told] == [
        ["given", "enough"],
        ["lot", "given"],
        ["lot", "lot"],
    ]
    assert [[line["more_seats"] for line in facts["wishes"]] for facts in told] == [[0, 0], [1, 0], [2, 1]]
    letters = Message.objects.filter(kind="round-drawn")
    assert sorted([[one["title"] for one in letter.facts["got"]], letter.facts["waits"]] for letter in letters) == [
        [[], True],
        [[["a", "a"]], False],
        [[["b", "b"]], False],
    ]


def test_a_round_is_drawn_once(drawn, at: datetime):
    world, choice_round, _offerings = drawn
    draw_places(choice_round, by=world.people["coordinator"], at=at)
    with pytest.raises(RoundIsClosed):
        draw_places(choice_round, by=world.people["coordinator"], at=at)
    assert Deed.objects.filter(verb="drew").count() == 1


def test_who_stopped_early_gets_the_same_place_no_second_time(drawn, at: datetime):
    world, choice_round, (a, b) = drawn
    me = Person.objects.filter(given_name="Student 1").get()
    over = {
        "state": EnrolmentState.STOPPED,
        "reason": Reason.CHOSE,
        "starts_on": localdate(at),
        "ended_on": localdate(at),
    }
    Enrolment.objects.create(person=me, offering=a, at=at, **over)
    draw_places(choice_round, by=world.people["coordinator"], at=at)
    mine = set(Enrolment.objects.filter(person=me, round=choice_round).values_list("offering", flat=True))
    assert mine == {b.pk}


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
    with django_assert_num_queries(49):
        draw_places(choice_round, by=world.people["coordinator"], at=at)


def test_giving_the_places_earlier_closes_the_choosing(drawn, at: datetime):
    world, choice_round, offerings = drawn
    early = at + timedelta(days=1)
    draw_places(choice_round, by=world.people["coordinator"], at=early)
    assert Round.objects.get().closes_at == early
    late = Person.objects.filter(given_name="Student 1").get()
    with pytest.raises(RoundIsClosed):
        wish(choice_round=choice_round, person=late, offerings=offerings[:1], by=late, at=early)
