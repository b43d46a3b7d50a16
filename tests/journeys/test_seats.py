"""A seat that is given back goes to the first in line; a cancelled offering frees everyone."""

from journeys.world import World
from werkveld.journeys.cancel_offering import cancel_offering
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import place, wait
from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering


def test_the_first_in_line_moves_up_by_itself(world: World):
    offering = world.offering("a", capacity=1)
    first, second, third = world.students(3)
    seat = place(person=first, offering=offering, by=first, at=world.at)
    for person in (second, third):
        wait(person=person, offering=offering, by=person, at=world.at)
    moved = give_back_seat(seat, by=first, at=world.at)
    assert moved is not None
    assert (moved.person, moved.state, moved.reason) == (second, EnrolmentState.PLACED, Reason.MOVED_UP)
    assert Offering.objects.get().seats_taken == 1
    assert [m.kind for m in Message.objects.filter(to=second).order_by("id")] == ["moved-up"]


def test_leaving_the_line_moves_nobody(world: World):
    offering = world.offering("a", capacity=1)
    first, second, third = world.students(3)
    place(person=first, offering=offering, by=first, at=world.at)
    waiting, _last = [wait(person=one, offering=offering, by=one, at=world.at) for one in (second, third)]
    assert give_back_seat(waiting, by=second, at=world.at) is None
    assert Offering.objects.get().seats_taken == 1


def test_a_cancelled_offering_frees_and_tells_everyone(world: World):
    offering = world.offering("a", capacity=1)
    first, second = world.students(2)
    place(person=first, offering=offering, by=first, at=world.at)
    wait(person=second, offering=offering, by=second, at=world.at)
    ended = cancel_offering(offering, because="ziek", by=world.people["coordinator"], at=world.at)
    assert [(one.person, one.state) for one in ended] == [
        (first, EnrolmentState.WITHDRAWN),
        (second, EnrolmentState.WITHDRAWN),
    ]
    stored = Offering.objects.get()
    assert (stored.state, stored.seats_taken) == (OfferingState.CANCELLED, 0)
    assert {m.to for m in Message.objects.filter(kind="offering-cancelled")} == {first, second}
