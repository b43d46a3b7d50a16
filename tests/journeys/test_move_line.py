"""After a round a seat that comes free is offered, answered in time or passed on, and never given twice."""

from datetime import datetime, timedelta

import pytest

from journeys.world import World
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.journeys.move_line import answer_seat, let_offers_lapse
from werkveld.steps.enrolments.actions import (
    MayNotDraw,
    OfferHasPassed,
    OfferIsAnswered,
    OfferIsNotYours,
    RoundIsNotDrawn,
    SaysNothing,
    give_by_hand,
    open_round,
    wait_after_round,
    wish,
)
from werkveld.steps.enrolments.enums import EnrolmentState, OfferState, Reason
from werkveld.steps.enrolments.models import Enrolment, Round, SeatOffer
from werkveld.steps.enrolments.queries import first_in_line, offers_to
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
HOURS = 48


class Drawn:
    """Three learners wished A, then B, of one seat each: `first` has A, `second` has B, `third` waits for both."""

    def __init__(self, world: World) -> None:
        self.world, self.at, self.carla = world, world.at, world.people["coordinator"]
        self.a = world.offering("a", capacity=1, is_ranked=True)
        self.b = world.offering("b", capacity=1, is_ranked=True)
        self.round = open_round(
            region=world.region,
            offerings=[self.a, self.b],
            opens_at=world.at,
            closes_at=world.at + timedelta(days=7),
            seed=3,
            answer_hours=HOURS,
            name_nl="Keuze",
            name_en="Choice",
            by=self.carla,
            at=world.at,
        )
        for person in world.students(3):
            wish(choice_round=self.round, person=person, offerings=[self.a, self.b], by=person, at=world.at)
        draw_places(self.round, by=self.carla, at=world.at)
        self.round.refresh_from_db()
        self.first, self.second = (self.who(offering, EnrolmentState.PLACED) for offering in (self.a, self.b))
        self.third = self.who(self.a, EnrolmentState.WAITING)

    def who(self, offering: Offering, state: EnrolmentState) -> Person:
        return Person.objects.get(enrolments__offering=offering, enrolments__state=state)

    def place(self, person: Person, offering: Offering) -> Enrolment:
        return Enrolment.objects.exclude(state=EnrolmentState.WITHDRAWN).get(person=person, offering=offering)

    def taken(self) -> list[int]:
        return list(Offering.objects.order_by("title_nl").values_list("seats_taken", flat=True))

    def states(self, offering: Offering) -> dict[Person, str]:
        live = Enrolment.objects.filter(offering=offering).exclude(state=EnrolmentState.WITHDRAWN)
        return {one.person: one.state for one in live.select_related("person")}


@pytest.fixture
def drawn(world: World) -> Drawn:
    return Drawn(world)


def test_a_free_seat_is_kept_for_the_first_in_line_until_the_answer(drawn: Drawn, at: datetime):
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    offered = offers_to(drawn.third).get()
    assert (offered.enrolment.offering, offered.answer_by) == (drawn.a, at + timedelta(hours=HOURS))
    assert drawn.taken() == [1, 1]
    assert drawn.states(drawn.a) == {drawn.third: "waiting"}
    assert [m.facts["title"] for m in Message.objects.filter(kind="seat-offered", to=drawn.third)] == [["a", "a"]]
    answer_seat(offered, takes=True, by=drawn.third, at=at + timedelta(hours=1))
    assert drawn.states(drawn.a) == {drawn.third: "placed"}
    assert drawn.place(drawn.third, drawn.a).reason == Reason.MOVED_UP
    assert drawn.taken() == [1, 1]


def test_who_takes_the_better_place_leaves_the_lines_of_lower_wishes(drawn: Drawn, at: datetime):
    assert drawn.states(drawn.b) == {drawn.second: "placed", drawn.third: "waiting"}
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    answer_seat(offers_to(drawn.third).get(), takes=True, by=drawn.third, at=at)
    assert drawn.states(drawn.b) == {drawn.second: "placed"}


def test_who_takes_a_lower_place_stays_in_line_for_the_better(drawn: Drawn, at: datetime):
    give_back_seat(drawn.place(drawn.second, drawn.b), by=drawn.second, at=at)
    answer_seat(offers_to(drawn.third).get(), takes=True, by=drawn.third, at=at)
    assert drawn.states(drawn.b) == {drawn.third: "placed"}
    assert drawn.states(drawn.a) == {drawn.first: "placed", drawn.third: "waiting"}
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    answer_seat(offers_to(drawn.third).get(), takes=True, by=drawn.third, at=at)
    assert drawn.states(drawn.a) == {drawn.third: "placed"}
    assert drawn.states(drawn.b) == {}
    assert drawn.taken() == [1, 0]
    assert SeatOffer.objects.get(enrolment__offering=drawn.a).gives_up.offering == drawn.b


def test_a_place_that_is_given_up_for_a_better_one_goes_to_the_next(drawn: Drawn, at: datetime):
    wait_after_round(drawn.round, person=drawn.second, offering=drawn.a, by=drawn.second, at=at)
    give_back_seat(drawn.place(drawn.third, drawn.a), by=drawn.third, at=at)
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    answer_seat(offers_to(drawn.second).get(), takes=True, by=drawn.second, at=at)
    assert drawn.states(drawn.a) == {drawn.second: "placed"}
    assert [one.enrolment.offering for one in offers_to(drawn.third)] == [drawn.b]
    assert drawn.taken() == [1, 1]


def test_no_and_silence_pass_the_seat_on(drawn: Drawn, at: datetime):
    wait_after_round(drawn.round, person=drawn.second, offering=drawn.a, by=drawn.second, at=at)
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    answer_seat(offers_to(drawn.third).get(), takes=False, by=drawn.third, at=at)
    offered = offers_to(drawn.second).get()
    assert let_offers_lapse(at=at + timedelta(hours=HOURS) - timedelta(seconds=1)) == 0
    assert let_offers_lapse(at=at + timedelta(hours=HOURS)) == 1
    assert let_offers_lapse(at=at + timedelta(hours=HOURS)) == 0
    offered.refresh_from_db()
    assert offered.state == OfferState.LAPSED
    assert first_in_line(drawn.a) is None
    assert drawn.taken() == [0, 1]
    assert Message.objects.filter(kind="offer-lapsed", to=drawn.second).count() == 1
    assert drawn.states(drawn.b)[drawn.second] == "placed"


def test_an_answer_counts_once_and_in_time_and_from_who_was_asked(drawn: Drawn, at: datetime):
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    offered = offers_to(drawn.third).get()
    with pytest.raises(OfferIsNotYours):
        answer_seat(offered, takes=True, by=drawn.second, at=at)
    with pytest.raises(OfferHasPassed):
        answer_seat(offered, takes=True, by=drawn.third, at=at + timedelta(hours=HOURS, seconds=1))
    answer_seat(offered, takes=True, by=drawn.third, at=at)
    answer_seat(offered, takes=True, by=drawn.third, at=at)
    with pytest.raises(OfferIsAnswered):
        answer_seat(offered, takes=False, by=drawn.third, at=at)
    assert drawn.taken() == [1, 1]


def test_leaving_the_line_with_a_kept_seat_frees_it_for_the_next(drawn: Drawn, at: datetime):
    wait_after_round(drawn.round, person=drawn.second, offering=drawn.a, by=drawn.second, at=at)
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    give_back_seat(drawn.place(drawn.third, drawn.a), by=drawn.third, at=at)
    assert [one.enrolment.offering for one in offers_to(drawn.second)] == [drawn.a]
    assert drawn.taken() == [1, 1]


def test_a_place_by_hand_says_why_and_frees_the_other(drawn: Drawn, at: datetime):
    Offering.objects.filter(pk=drawn.a.pk).update(capacity=2)
    given, freed = give_by_hand(
        drawn.round, person=drawn.second, offering=drawn.a, why="Verkeerd ingevoerd.", by=drawn.carla, at=at
    )
    assert given is not None
    assert (given.reason, given.why, freed) == (Reason.BY_HAND, "Verkeerd ingevoerd.", [drawn.b])
    assert drawn.taken() == [2, 0]
    assert Message.objects.get(kind="changed-by-hand").facts == {"title": ["a", "a"], "why": "Verkeerd ingevoerd."}


def test_a_place_by_hand_uses_the_seat_that_was_kept(drawn: Drawn, at: datetime):
    give_back_seat(drawn.place(drawn.first, drawn.a), by=drawn.first, at=at)
    give_by_hand(drawn.round, person=drawn.third, offering=drawn.a, why="Gebeld.", by=drawn.carla, at=at)
    assert drawn.states(drawn.a) == {drawn.third: "placed"}
    assert drawn.taken() == [1, 1]
    assert list(SeatOffer.objects.values_list("state", flat=True)) == [OfferState.DECLINED]


def test_a_place_is_taken_back_by_hand_with_the_reason(drawn: Drawn, at: datetime):
    _none, freed = give_by_hand(
        drawn.round, person=drawn.first, offering=None, why="Naar een andere school.", by=drawn.carla, at=at
    )
    assert freed == [drawn.a]
    gone = Enrolment.objects.get(person=drawn.first, offering=drawn.a)
    assert (gone.state, gone.why) == (EnrolmentState.WITHDRAWN, "Naar een andere school.")


def test_by_hand_needs_a_reason_the_right_hand_and_a_drawn_round(drawn: Drawn, at: datetime):
    facts = {"person": drawn.second, "offering": drawn.a, "at": at}
    with pytest.raises(SaysNothing):
        give_by_hand(drawn.round, why="  ", by=drawn.carla, **facts)
    with pytest.raises(MayNotDraw):
        give_by_hand(drawn.round, why="Zo.", by=drawn.second, **facts)
    Round.objects.filter(pk=drawn.round.pk).update(state="open", drawn_at=None)
    drawn.round.refresh_from_db()
    with pytest.raises(RoundIsNotDrawn):
        give_by_hand(drawn.round, why="Zo.", by=drawn.carla, **facts)
    with pytest.raises(RoundIsNotDrawn):
        wait_after_round(drawn.round, person=drawn.second, offering=drawn.a, by=drawn.second, at=at)
