"""A day on two phones at one moment, and a walk-in while the same time is booked: each thing happens once, or not at all."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from harness.hands import DONE, told_together
from harness.helping import TEN, Desk, desk_of
from journeys.world import small_world
from werkveld.journeys.reopen_visit import reopen_visit
from werkveld.steps.deeds.models import Deed
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book, close_appointment
from werkveld.steps.practice.actions.syncing import DeedOnPhone, take_in
from werkveld.steps.practice.actions.walking_in import walk_in
from werkveld.steps.practice.enums import AppointmentState, DayKind, TurnState
from werkveld.steps.practice.models import Appointment, DayDeed, HeldQuarter, Observation, Shift, Turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HALF_PAST = TEN + timedelta(minutes=30)
LATER = TEN + timedelta(hours=3)


@pytest.fixture
def desk(transactional_db: None, at: datetime) -> Desk:
    return desk_of(small_world(at))


@pytest.fixture
def shift(desk: Desk) -> Shift:
    return desk.shift()


def outbox(shift: Shift) -> list[DeedOnPhone]:
    """What one coach did without network; the second check-in of the same student is another press."""
    anna, bo = shift.turns.order_by("id")
    said = [
        (DayKind.HERE, {"turn": str(anna.key)}),
        (DayKind.HERE, {"turn": str(bo.key)}),
        (DayKind.HERE, {"turn": str(anna.key)}),
        (DayKind.HEADS, {"shift": str(shift.key), "heads": 7}),
        (DayKind.WALK_IN, {"turn": str(anna.key), "name": "Joop", "help": "form"}),
        (DayKind.WALK_IN, {"turn": str(bo.key), "name": "Ria", "help": "form"}),
        (DayKind.SEEN, {"turn": str(bo.key), "words": "Luistert goed"}),
        (DayKind.MISSING, {"turn": str(uuid4())}),
    ]
    return [
        DeedOnPhone(uuid4(), kind, facts, HALF_PAST + timedelta(seconds=number))
        for number, (kind, facts) in enumerate(said)
    ]


def test_two_phones_that_send_the_same_outbox_do_each_deed_once(desk: Desk, shift: Shift):
    coach, deeds = desk.world.people["coach"], outbox(shift)

    def phone(order: list[DeedOnPhone]) -> Callable[[], object]:
        return lambda: [take_in(deed, by=coach, at=LATER) for deed in order]

    assert told_together(phone(deeds), phone(deeds), phone(deeds[::-1])) == [DONE] * 3
    assert Counter(DayDeed.objects.values_list("key", flat=True)) == Counter(deed.key for deed in deeds)
    assert DayDeed.objects.exclude(refusal="").get().kind == DayKind.MISSING
    assert list(Turn.objects.values_list("state", flat=True)) == [TurnState.PRESENT] * 2
    assert sorted(Appointment.objects.values_list("resident__given_name", flat=True)) == ["Joop", "Ria"]
    assert (HeldQuarter.objects.count(), Observation.objects.count()) == (4, 1)
    shift.refresh_from_db()
    assert shift.heads == 7
    done = Counter(Deed.objects.filter(by=coach.key).values_list("verb", flat=True))
    assert (done["took in"], done["checked in"], done["helped a walk-in"], done["observed"]) == (len(deeds), 2, 2, 1)


@pytest.mark.parametrize("number", range(3))
def test_who_walks_in_and_who_books_the_same_quarter_never_both_get_it(desk: Desk, shift: Shift, number: int):
    """An hour from half past ten, and half an hour from eleven: one student is there."""
    desk.students[1].turns.all().delete()
    coach, anna = desk.world.people["coach"], desk.students[0]
    neighbours = [desk.neighbour(f"Els {one}") for one in range(3)]
    known = Person.objects.count()

    def walks_in() -> object:
        return walk_in(shift, learner=anna, given_name="Joop", kind=desk.kind, minutes=60, by=coach, at=HALF_PAST)

    def books(who: Person) -> Callable[[], object]:
        eleven, at = TEN + timedelta(hours=1), desk.world.at
        return lambda: book(shift=shift, resident=who, starts_at=eleven, kind=desk.kind, by=who, at=at)

    deeds = [walks_in, *(books(who) for who in neighbours), walks_in]
    told = told_together(*deeds[number:], *deeds[:number])
    visit = Appointment.objects.get()
    assert told.count(DONE) == 1
    assert set(told) - {DONE} <= {"TimeIsTaken", "StudentHelpsSomebody"}
    assert HeldQuarter.objects.count() == (4 if visit.is_walk_in else 2)
    assert Person.objects.count() == known + visit.is_walk_in, "who was not helped is not known either"
    assert Deed.objects.filter(verb__in=("booked", "helped a walk-in")).count() == 1


@pytest.mark.parametrize("number", range(2))
def test_a_time_that_is_taken_back_and_one_who_walks_in_never_share_a_quarter(desk: Desk, shift: Shift, number: int):
    coach, anna, els = desk.world.people["coach"], desk.students[0], desk.neighbour()
    eleven, at = TEN + timedelta(hours=1), TEN + timedelta(minutes=61)
    visit = book(shift=shift, resident=els, learner=anna, starts_at=eleven, kind=desk.kind, by=els, at=desk.world.at)
    close_appointment(visit, as_state=AppointmentState.MISSED, by=coach, at=at)
    deeds = [
        lambda: reopen_visit(visit, by=coach, at=at + timedelta(minutes=1)),
        lambda: walk_in(shift, learner=anna, given_name="Joop", kind=desk.kind, by=coach, at=at + timedelta(minutes=1)),
        lambda: reopen_visit(visit, by=coach, at=at + timedelta(minutes=1)),
    ]
    told = told_together(*deeds[number:], *deeds[:number])
    visit.refresh_from_db()
    assert Appointment.objects.filter(is_walk_in=True).exists() is (visit.state == AppointmentState.MISSED)
    assert set(told) == {DONE, "StudentHelpsSomebody"}
    assert HeldQuarter.objects.values("at").distinct().count() == HeldQuarter.objects.count()
