"""What came of a round, on the student's own page: the places, the reasons, the line, an offered seat, a second look."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from web.student.rounds import in_periods, keys, opened, ranked
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.journeys.move_line import let_offers_lapse
from werkveld.steps.enrolments.actions import decide_appeal, end_enrolment, give_by_hand, wish
from werkveld.steps.enrolments.enums import EnrolmentState, OfferState
from werkveld.steps.enrolments.models import Appeal, Enrolment, Round, SeatOffer
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
Drawn = tuple[Round, list[Offering], list[Person]]


@pytest.fixture
def drawn(world: World) -> Drawn:
    """Three people for one seat each in A and B; the lot says who is first, second and third."""
    offerings, people = ranked(world, "A", "B"), world.students(3)
    choice_round = opened(world, offerings)
    for person in people:
        wish(choice_round=choice_round, person=person, offerings=offerings, by=person, at=world.at)
    draw_places(choice_round, by=world.people["coordinator"], at=world.at)
    turns = {result.person_id: result.facts["turn"] for result in choice_round.results.all()}
    return choice_round, offerings, sorted(people, key=lambda person: turns[person.pk])


def page_of(choice_round: Round) -> str:
    return f"/en/student/kiezen/{choice_round.key}/uitslag/"


def told(page: object) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.told.title, one.told.reasons) for one in page.context["outcomes"]]


def test_each_reads_the_reason_of_every_wish(signed_in: SignedIn, drawn: Drawn):
    choice_round, _offerings, (first, second, third) = drawn
    assert told(signed_in(first).get(page_of(choice_round))) == [
        ("A", ("You have a place here.",)),
        ("B", ("You have another place that goes before this wish, and everybody gets one.",)),
    ]
    full = "It was full before your turn: the last place went at turn %s, and yours was %s."
    more = "With one more place in it, you would have had it."
    assert told(signed_in(second).get(page_of(choice_round)))[0] == ("A", (full % (1, 2), more))
    page = signed_in(third).get(page_of(choice_round))
    assert told(page) == [
        ("A", (full % (1, 3), "With 2 more places in it, you would have had it.")),
        ("B", (full % (2, 3), "With one more place in it, you would have had it, or something you ranked higher.")),
    ]
    assert [one.turn for one in page.context["outcomes"]] == [1, 1]


def test_the_choosing_page_leads_to_the_result_and_the_desk_too(signed_in: SignedIn, drawn: Drawn):
    choice_round, _offerings, (first, *_others) = drawn
    desk = signed_in(first)
    assert desk.get(f"/en/student/kiezen/{choice_round.key}/").url == page_of(choice_round)
    assert page_of(choice_round) in desk.get("/en/student/").content.decode()


def test_the_draw_can_be_repeated_by_who_reads_the_page(signed_in: SignedIn, drawn: Drawn):
    choice_round, _offerings, (first, *_others) = drawn
    page = signed_in(first).get(page_of(choice_round)).content.decode()
    choice_round.refresh_from_db()
    assert len(choice_round.digest) == 64
    assert choice_round.digest in page
    assert f"<code>{choice_round.seed}</code>" in page


def test_she_stands_in_line_for_a_better_wish_and_keeps_what_she_has(signed_in: SignedIn, drawn: Drawn):
    choice_round, (a, _b), (_first, second, _third) = drawn
    desk = signed_in(second)
    assert [one.may_wait for one in desk.get(page_of(choice_round)).context["outcomes"]] == [True, False]
    desk.post(f"/en/student/kiezen/{choice_round.key}/in-de-rij/{a.key}/")
    page = desk.get(page_of(choice_round))
    assert [one.turn for one in page.context["outcomes"]] == [2, 0]
    assert [place["row"].offering.title_nl for place in page.context["placed"]] == ["B"]


def offered_to(person: Person) -> SeatOffer:
    return SeatOffer.objects.filter(enrolment__person=person).latest("id")


def waits(desk: Client, choice_round: Round, offering: Offering) -> None:
    desk.post(f"/en/student/kiezen/{choice_round.key}/in-de-rij/{offering.key}/")


def leaves(person: Person, offering: Offering) -> None:
    give_back_seat(Enrolment.objects.get(person=person, offering=offering), by=person, at=timezone.now())


def test_yes_to_an_offered_seat_gives_the_lower_place_up_once(signed_in: SignedIn, drawn: Drawn):
    choice_round, (a, b), (first, second, third) = drawn
    leaves(third, a)  # so that the second is the first in line for it
    desk = signed_in(second)
    waits(desk, choice_round, a)
    leaves(first, a)
    address = f"/en/student/plek/{offered_to(second).key}/"
    assert address in desk.get("/en/student/").content.decode()
    page = desk.get(address)
    assert (page.context["is_open"], page.context["gives_up"].offering) == (True, b)
    for _twice in range(2):
        assert desk.post(address, {"answer": "yes"}).status_code == 302
    assert [e.offering for e in Enrolment.objects.filter(person=second, state=EnrolmentState.PLACED)] == [a]
    assert offered_to(third).enrolment.offering == b  # what came free goes on
    late = desk.post(address, {"answer": "no"})
    assert "You answered this already" in late.context["refusal"]
    assert offered_to(second).state == OfferState.ACCEPTED


def test_who_answers_too_late_reads_that_kindly(signed_in: SignedIn, drawn: Drawn):
    _round, (a, _b), (first, _second, third) = drawn
    leaves(first, a)
    offered = offered_to(third)
    past = timezone.now() - timedelta(minutes=1)
    SeatOffer.objects.filter(pk=offered.pk).update(offered_at=past - timedelta(hours=1), answer_by=past)
    desk, address = signed_in(third), f"/en/student/plek/{offered.key}/"
    page = desk.post(address, {"answer": "yes"})
    assert page.context["refusal"] == "The time to answer is over. The place went to the next in line."
    let_offers_lapse(at=timezone.now())
    page = desk.get(address)
    assert not page.context["is_open"]
    assert "What you have stays yours." in page.content.decode()
    assert not Enrolment.objects.filter(person=third, state=EnrolmentState.PLACED).exists()


def test_an_offer_to_somebody_else_does_not_exist(signed_in: SignedIn, drawn: Drawn):
    _round, (a, _b), (first, second, third) = drawn
    leaves(first, a)
    assert signed_in(second).get(f"/en/student/plek/{offered_to(third).key}/").status_code == 404


def test_a_free_seat_is_offered_at_once_to_who_asks(signed_in: SignedIn, drawn: Drawn):
    choice_round, (a, _b), (first, second, third) = drawn
    leaves(third, a)
    leaves(first, a)
    desk = signed_in(second)
    waits(desk, choice_round, a)
    assert offered_to(second).state == OfferState.OPEN


def test_she_asks_to_look_again_and_reads_the_answer_later(signed_in: SignedIn, world: World, drawn: Drawn):
    choice_round, _offerings, (_first, _second, third) = drawn
    desk, address = signed_in(third), page_of(choice_round)
    page = desk.post(address, {"text": " "})
    assert page.context["form"].errors.keys() == {"text"}
    assert desk.post(address, {"text": "Ik had eerder gekozen."}).status_code == 302
    assert not desk.get(address).context["may_appeal"]
    made = Appeal.objects.get()
    decide_appeal(made, is_upheld=False, answer="Het was een loting.", by=world.people["coordinator"], at=world.at)
    page = desk.get(address)
    assert "Het was een loting." in page.content.decode()
    assert page.context["may_appeal"]


def test_a_place_given_by_hand_says_why(signed_in: SignedIn, world: World, drawn: Drawn):
    choice_round, (a, _b), (first, _second, third) = drawn
    by = world.people["coordinator"]
    leaves(first, a)
    give_by_hand(choice_round, person=third, offering=a, why="Nodig voor je diploma", by=by, at=world.at)
    (place,) = signed_in(third).get(page_of(choice_round)).context["placed"]
    assert place["why"] == "Your coordinator gave you this place: Nodig voor je diploma"


def test_what_was_stopped_early_is_said_and_cannot_be_waited_for(signed_in: SignedIn, world: World, drawn: Drawn):
    choice_round, (a, _b), (first, *_others) = drawn
    mine = Enrolment.objects.get(person=first, offering=a)
    end_enrolment(mine, as_state=EnrolmentState.STOPPED, by=first, at=timezone.now())
    page = signed_in(first).get(page_of(choice_round))
    (place,) = page.context["placed"]
    assert (place["enrolment"], place["may_leave"]) == (mine, False)
    assert "stopped early" in page.content.decode()
    assert [one.may_wait for one in page.context["outcomes"]] == [False, False]


def test_who_chose_nothing_has_no_result_and_reads_where_to_look(signed_in: SignedIn, world: World, drawn: Drawn):
    choice_round, *_rest = drawn
    (silent,) = world.students(1)
    page = signed_in(silent).get(page_of(choice_round))
    assert (page.status_code, page.context["result"], page.context["outcomes"]) == (200, None, [])


def test_in_two_periods_she_reads_both(signed_in: SignedIn, world: World):
    first, second = ranked(world, "A", "B"), ranked(world, "C")
    (anna,) = world.students(1)
    choice_round = in_periods(world, first, second)
    wish(choice_round=choice_round, person=anna, offerings=[*first, *second], by=anna, at=world.at)
    draw_places(choice_round, by=world.people["coordinator"], at=world.at)
    assert told(signed_in(anna).get(page_of(choice_round))) == [
        ("A", ("You have a place here.",)),
        ("B", ("In the same period you have a place that goes before this wish.",)),
        ("C", ("You have a place here.",)),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_result_asks_as_much_for_one_wish_as_for_three(
    signed_in: SignedIn, world: World, count: int, django_assert_num_queries: Callable
):
    offerings, (first, anna) = ranked(world, *(f"Vak {n}" for n in range(count))), world.students(2)
    choice_round = opened(world, offerings, seats=1)
    for person in (first, anna):
        wish(choice_round=choice_round, person=person, offerings=offerings, by=person, at=world.at)
    draw_places(choice_round, by=world.people["coordinator"], at=world.at)
    desk = signed_in(Person.objects.get(enrolments__state="placed", enrolments__rank=1))  # whom the lot helped
    desk.get(page_of(choice_round))
    with django_assert_num_queries(13):
        desk.get(page_of(choice_round))


def test_keys_are_asked_by_hand_only_in_the_round(signed_in: SignedIn, world: World, drawn: Drawn):
    choice_round, _offerings, (first, *_others) = drawn
    (other,) = ranked(world, "Elders")
    (key,) = keys(other)
    assert signed_in(first).post(f"/en/student/kiezen/{choice_round.key}/in-de-rij/{key}/").status_code == 404
