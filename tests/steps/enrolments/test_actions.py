"""Places, waiting lists, ends, rounds and groups."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import (
    EnrolmentHasEnded,
    GroupIsBooked,
    GroupIsEmpty,
    IsAlreadyIn,
    IsNoCoach,
    MayNotBookGroup,
    MayNotDraw,
    MayNotEnd,
    MayNotNameCoach,
    MayNotPlace,
    NeverHadPlace,
    OfferingIsFull,
    OfferingIsNotOpen,
    RoundIsClosed,
    WishesAreNotInRound,
    book_group,
    close_round,
    count_group,
    end_enrolment,
    entrust,
    move_up,
    open_round,
    place,
    wait,
    wish,
)
from werkveld.steps.enrolments.enums import EnrolmentState, Reason, RoundState
from werkveld.steps.enrolments.models import Enrolment, GroupBooking, Round, Wish
from werkveld.steps.enrolments.queries import enrolments_of, learners_of, waiting_lists
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.actions import close_offering
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode

DAY = date(2026, 9, 10)


def test_a_student_takes_a_place(world: World, deeds_on: DeedsOn):
    (anna,) = world.students(1)
    offering = world.offering("a", capacity=2)
    placed = place(person=anna, offering=offering, by=anna, at=world.at)
    assert (placed.state, placed.reason, placed.starts_on) == (
        EnrolmentState.PLACED,
        Reason.CHOSE,
        offering.starts_on,
    )
    assert deeds_on(placed) == [("placed", anna.key)]
    assert Offering.objects.get().seats_taken == 1
    assert list(enrolments_of(anna)) == [placed]


def test_a_coordinator_places_the_students_of_the_own_school_only(world: World):
    (anna,) = world.students(1)
    offering = world.offering("a")
    placed = place(
        person=anna,
        offering=offering,
        coach=world.people["coach"],
        reason=Reason.REFERRED,
        by=world.people["coordinator"],
        at=world.at,
    )
    assert list(learners_of(world.people["coach"])) == [placed]
    stranger = world.someone("stranger", RoleCode.LEARNER, world.company, college=world.company)
    with pytest.raises(MayNotPlace):
        place(person=stranger, offering=offering, by=world.people["coordinator"], at=world.at)
    assert Offering.objects.get().seats_taken == 1


def test_nobody_places_another(world: World):
    anna, other = world.students(2)
    with pytest.raises(MayNotPlace):
        place(person=anna, offering=world.offering("a"), by=other, at=world.at)


def test_nobody_chooses_the_own_coach(world: World):
    """A coach confirms hours: who names the own one could name a friend."""
    (anna,) = world.students(1)
    offering = world.offering("a")
    for friend in (world.people["coach"], anna):
        with pytest.raises(MayNotNameCoach):
            place(person=anna, offering=offering, coach=friend, by=anna, at=world.at)
    assert not Enrolment.objects.exists()
    assert Offering.objects.get().seats_taken == 0
    carla = world.people["coordinator"]
    with pytest.raises(MayNotNameCoach):
        place(person=anna, offering=offering, coach=anna, by=carla, at=world.at)


def test_only_who_guides_can_be_the_coach(world: World):
    anna, other = world.students(2)
    offering, carla = world.offering("a"), world.people["coordinator"]
    with pytest.raises(IsNoCoach):
        place(person=anna, offering=offering, coach=other, by=carla, at=world.at)
    placed = place(person=anna, offering=offering, coach=world.people["trainer"], by=carla, at=world.at)
    assert placed.coach == world.people["trainer"]


def test_who_signed_up_alone_gets_a_coach_from_the_school(world: World, deeds_on: DeedsOn):
    (anna,) = world.students(1)
    placed = place(person=anna, offering=world.offering("a"), by=anna, at=world.at)
    coach, carla = world.people["coach"], world.people["coordinator"]
    with pytest.raises(MayNotNameCoach):
        entrust(placed, coach=coach, by=anna, at=world.at)
    with pytest.raises(MayNotPlace):
        entrust(placed, coach=coach, by=coach, at=world.at)
    for _again in range(2):
        entrust(placed, coach=coach, by=carla, at=world.at)
    assert list(learners_of(coach)) == [placed]
    assert deeds_on(placed) == [("placed", anna.key), ("entrusted", carla.key)]
    assert [(told.to, told.kind) for told in Message.objects.all()] == [(anna, "coach-named")]
    end_enrolment(placed, as_state=EnrolmentState.STOPPED, by=anna, at=world.at)
    with pytest.raises(EnrolmentHasEnded):
        entrust(placed, coach=world.people["trainer"], by=carla, at=world.at)


def test_a_full_offering_places_nobody(world: World):
    first, second = world.students(2)
    offering = world.offering("a", capacity=1)
    place(person=first, offering=offering, by=first, at=world.at)
    with pytest.raises(OfferingIsFull):
        place(person=second, offering=offering, by=second, at=world.at)


def test_a_closed_offering_places_nobody(world: World):
    (anna,) = world.students(1)
    offering = close_offering(world.offering("a"), by=world.clockwork, at=world.at)
    with pytest.raises(OfferingIsNotOpen):
        place(person=anna, offering=offering, by=anna, at=world.at)


def test_who_is_in_does_not_come_in_twice_and_takes_no_second_seat(world: World):
    (anna,) = world.students(1)
    offering = world.offering("a", capacity=5)
    place(person=anna, offering=offering, by=anna, at=world.at)
    for deed in (place, wait):
        with pytest.raises(IsAlreadyIn):
            deed(person=anna, offering=offering, by=anna, at=world.at)
    assert Offering.objects.get().seats_taken == 1


def test_the_line_is_in_the_order_in_which_people_came(world: World):
    first, second, third = world.students(3)
    offering = world.offering("a", capacity=1)
    seat = place(person=first, offering=offering, by=first, at=world.at)
    for minutes, person in enumerate((third, second)):
        wait(person=person, offering=offering, by=person, at=world.at + timedelta(minutes=minutes))
    assert waiting_lists(world.people["coordinator"], localdate(world.at)) == [(offering, 2)]
    assert waiting_lists(second, localdate(world.at)) == []
    with pytest.raises(OfferingIsFull):
        move_up(offering, by=world.clockwork, at=world.at)
    end_enrolment(seat, as_state=EnrolmentState.WITHDRAWN, by=first, at=world.at)
    moved = move_up(offering, by=world.clockwork, at=world.at)
    assert moved is not None
    assert (moved.person, moved.state, moved.reason) == (third, EnrolmentState.PLACED, Reason.MOVED_UP)


def test_a_student_moves_nobody_up(world: World):
    first, second = world.students(2)
    offering = world.offering("a", capacity=1)
    wait(person=second, offering=offering, by=second, at=world.at)
    with pytest.raises(MayNotPlace):
        move_up(offering, by=first, at=world.at)


def test_without_a_line_nobody_moves_up(world: World):
    assert move_up(world.offering("a"), by=world.clockwork, at=world.at) is None


@pytest.mark.parametrize(("state", "seats"), [(EnrolmentState.WITHDRAWN, 0), (EnrolmentState.STOPPED, 1)])
def test_only_a_withdrawal_gives_the_seat_back(world: World, state: EnrolmentState, seats: int, deeds_on: DeedsOn):
    (anna,) = world.students(1)
    mine = place(person=anna, offering=world.offering("a", capacity=1), by=anna, at=world.at)
    ended = end_enrolment(mine, as_state=state, by=anna, at=world.at)
    assert (ended.state, ended.ended_on) == (state, localdate(world.at))
    assert Offering.objects.get().seats_taken == seats
    assert deeds_on(mine)[-1] == (state.value, anna.key)
    with pytest.raises(EnrolmentHasEnded):
        end_enrolment(mine, as_state=state, by=anna, at=world.at)


def test_nobody_completes_what_is_their_own(world: World):
    (anna,) = world.students(1)
    mine = place(
        person=anna,
        offering=world.offering("a"),
        coach=world.people["coach"],
        by=world.people["coordinator"],
        at=world.at,
    )
    with pytest.raises(MayNotEnd):
        end_enrolment(mine, as_state=EnrolmentState.COMPLETED, by=anna, at=world.at)
    completed = end_enrolment(mine, as_state=EnrolmentState.COMPLETED, by=world.people["coach"], at=world.at)
    assert completed.state == EnrolmentState.COMPLETED


def test_a_coach_of_others_completes_nothing(world: World):
    (anna,) = world.students(1)
    mine = place(person=anna, offering=world.offering("a"), by=anna, at=world.at)
    with pytest.raises(MayNotEnd):
        end_enrolment(mine, as_state=EnrolmentState.COMPLETED, by=world.people["coach"], at=world.at)


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.STOPPED])
def test_who_only_waited_never_took_part(world: World, state: EnrolmentState):
    first, second = world.students(2)
    offering = world.offering("a", capacity=1)
    place(person=first, offering=offering, by=first, at=world.at)
    waiting = wait(person=second, offering=offering, by=second, at=world.at)
    with pytest.raises(NeverHadPlace):
        end_enrolment(waiting, as_state=state, by=world.people["coordinator"], at=world.at)
    left = end_enrolment(waiting, as_state=EnrolmentState.WITHDRAWN, by=second, at=world.at)
    assert left.state == EnrolmentState.WITHDRAWN
    assert Offering.objects.get().seats_taken == 1


def test_the_database_knows_one_live_enrolment_and_when_it_ended(world: World):
    (anna,) = world.students(1)
    mine = place(person=anna, offering=world.offering("a"), by=anna, at=world.at)
    row = {"person": anna, "offering": mine.offering, "reason": "chose", "starts_on": DAY, "at": world.at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(state=EnrolmentState.WAITING, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=mine.pk).update(state=EnrolmentState.STOPPED)


@pytest.fixture
def choice(world: World) -> Round:
    return open_round(
        region=world.region,
        offerings=[world.offering("a"), world.offering("b")],
        opens_at=world.at,
        closes_at=world.at + timedelta(days=7),
        seed=1,
        name_nl="Keuzedelen",
        name_en="Electives",
        by=world.people["coordinator"],
        at=world.at,
    )


def test_wishing_again_replaces_the_whole_ranking(world: World, choice: Round, deeds_on: DeedsOn):
    (anna,) = world.students(1)
    a, b = choice.offerings.order_by("title_nl")
    wish(choice_round=choice, person=anna, offerings=[a, b], by=anna, at=world.at)
    wish(choice_round=choice, person=anna, offerings=[b], by=anna, at=world.at)
    assert list(Wish.objects.values_list("person", "offering", "rank")) == [(anna.pk, b.pk, 1)]
    assert deeds_on(choice).count(("wished", anna.key)) == 2


def test_a_wish_is_in_the_round_and_named_once(world: World, choice: Round):
    (anna,) = world.students(1)
    a, _b = choice.offerings.order_by("title_nl")
    for wrong in ([a, a], [world.offering("elders")]):
        with pytest.raises(WishesAreNotInRound):
            wish(choice_round=choice, person=anna, offerings=wrong, by=anna, at=world.at)
    assert not Wish.objects.exists()


@pytest.mark.parametrize("hours", [-1, 7 * 24])
def test_wishes_count_from_the_opening_until_the_close(world: World, choice: Round, hours: int):
    (anna,) = world.students(1)
    with pytest.raises(RoundIsClosed):
        wish(choice_round=choice, person=anna, offerings=[], by=anna, at=world.at + timedelta(hours=hours))


def test_nobody_wishes_for_another(world: World, choice: Round):
    anna, other = world.students(2)
    with pytest.raises(MayNotPlace):
        wish(choice_round=choice, person=anna, offerings=[], by=other, at=world.at)


def test_a_round_is_opened_and_closed_by_who_gives_places_and_once(world: World, choice: Round, deeds_on: DeedsOn):
    carla, coach = world.people["coordinator"], world.people["coach"]
    with pytest.raises(MayNotDraw):
        open_round(
            region=world.region, offerings=[], opens_at=world.at, closes_at=world.at, seed=1, by=coach, at=world.at
        )
    with pytest.raises(MayNotDraw):
        close_round(choice, by=coach, at=world.at)
    drawn = close_round(choice, by=carla, at=world.at, seed=12)
    assert (drawn.state, drawn.seed, drawn.drawn_at) == (RoundState.DRAWN, 12, world.at)
    assert deeds_on(choice) == [("opened round", carla.key), ("put in round", carla.key), ("drew", carla.key)]
    with pytest.raises(RoundIsClosed):
        close_round(choice, by=carla, at=world.at)


def test_the_database_refuses_two_first_wishes(world: World, choice: Round):
    (anna,) = world.students(1)
    a, b = choice.offerings.order_by("title_nl")
    Wish.objects.create(round=choice, person=anna, offering=a, rank=1, wished_at=world.at)
    for offering, rank in ((b, 1), (a, 2), (b, 0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Wish.objects.create(round=choice, person=anna, offering=offering, rank=rank, wished_at=world.at)


def group(world: World, offering: Offering, heads: int = 20) -> GroupBooking:
    return book_group(
        offering=offering,
        organization=world.company,
        heads=heads,
        comes_on=DAY,
        by=world.people["contact"],
        at=world.at,
    )


@pytest.fixture
def visit(world: World) -> Offering:
    world.someone("contact", RoleCode.CONTACT, world.company)
    return world.offering("bezoek", capacity=50)


def test_a_group_takes_a_seat_a_head(world: World, visit: Offering, deeds_on: DeedsOn):
    booked = group(world, visit)
    assert Offering.objects.get().seats_taken == 20
    assert deeds_on(booked) == [("booked group", world.people["contact"].key)]
    counted = count_group(booked, came=18, by=world.people["contact"], at=world.at)
    assert counted.came == 18
    with pytest.raises(OfferingIsFull):
        book_group(
            offering=visit,
            organization=world.company,
            heads=31,
            comes_on=DAY + timedelta(days=1),
            by=world.people["contact"],
            at=world.at,
        )


def test_a_group_comes_once_a_day_and_takes_no_seats_twice(world: World, visit: Offering):
    group(world, visit)
    with pytest.raises(GroupIsBooked):
        group(world, visit)
    assert Offering.objects.get().seats_taken == 20


def test_an_empty_group_is_no_group(world: World, visit: Offering):
    with pytest.raises(GroupIsEmpty):
        group(world, visit, heads=0)


def test_a_group_is_booked_by_who_speaks_for_it(world: World, visit: Offering):
    booked = group(world, visit)
    (anna,) = world.students(1)
    with pytest.raises(MayNotBookGroup):
        book_group(offering=visit, organization=world.company, heads=2, comes_on=DAY, by=anna, at=world.at)
    with pytest.raises(MayNotBookGroup):
        count_group(booked, came=2, by=anna, at=world.at)


def test_the_database_knows_one_group_a_day(world: World, visit: Offering):
    booked = group(world, visit)
    row = {"offering": visit, "organization": world.company, "booked_by": booked.booked_by, "at": world.at}
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupBooking.objects.create(heads=3, comes_on=DAY, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupBooking.objects.create(heads=0, comes_on=DAY + timedelta(days=1), **row)
