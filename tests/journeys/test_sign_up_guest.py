"""Neighbours without an account take part by a first name, give back with a code, and are seen on the day."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from harness.hands import together
from journeys.world import World, small_world
from werkveld.ground.refusals import Refusal
from werkveld.journeys.leave_place import leave_place
from werkveld.journeys.sign_up_guest import sign_up_guest
from werkveld.steps.enrolments.actions import (
    IsForOthers,
    MayNotNoteAttendance,
    MayNotPlace,
    OfferingIsFull,
    note_attendance,
    place,
)
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import enrolment_with, expected_at, people_who_came
from werkveld.steps.enrolments.rules import takes_guests
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.actions import NameIsMissing
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

DAY = date(2026, 9, 7)


def event(world: World, **facts: object) -> Offering:
    made = world.offering("demonstratie", capacity=2)
    Offering.objects.filter(pk=made.pk).update(audience="resident", ends_on=DAY, **facts)
    return Offering.objects.select_related("programme__kind", "programme__region", "organization").get(pk=made.pk)


def signed_up(world: World, offering: Offering, name: str = "Els", **more: object) -> Enrolment:
    facts = {"given_name": name, "once": uuid4(), "at": world.at} | more
    return sign_up_guest(offering, **facts)  # type: ignore[arg-type]


def test_a_first_name_is_enough_and_the_code_leads_back(world: World):
    offering = event(world)
    mine = signed_up(world, offering, phone="0612345678")
    guest = mine.person
    assert (guest.given_name, guest.family_name, guest.email, guest.phone, guest.roles.count()) == (
        "Els", "", "", "0612345678", 0,
    )  # fmt: skip
    assert (mine.state, len(mine.code), mine.starts_on) == (EnrolmentState.PLACED, 8, DAY)
    assert enrolment_with(mine.code) == mine
    assert enrolment_with("") is None
    with pytest.raises(NameIsMissing):
        signed_up(world, offering, " ")
    assert Offering.objects.get().seats_taken == 1


def test_sent_twice_comes_in_once(world: World):
    offering, once = event(world), uuid4()
    first = signed_up(world, offering, once=once)
    assert signed_up(world, offering, once=once) == first
    assert (Enrolment.objects.count(), Person.objects.filter(given_name="Els").count()) == (1, 1)


def test_full_is_full_and_the_line_moves_when_somebody_gives_back(world: World):
    offering = event(world)
    first, _second = signed_up(world, offering), signed_up(world, offering, "Joop")
    with pytest.raises(OfferingIsFull):
        signed_up(world, offering, "Mia")
    assert not Person.objects.filter(given_name="Mia").exists(), "who has no place is not kept"
    waiting = signed_up(world, offering, "Mia", waits=True)
    assert waiting.state == EnrolmentState.WAITING
    moved = leave_place(first, by=first.person, at=world.at)
    assert (moved, Offering.objects.get().seats_taken) == (waiting, 2)


def test_where_something_is_learned_nobody_comes_by_a_first_name(world: World):
    for flags in ({"has_hours": True}, {"is_ranked": True}, {"has_appointments": True}, {"is_counted_by_head": True}):
        other = world.offering("-".join(flags), **flags)
        Offering.objects.filter(pk=other.pk).update(audience="resident")
        other.refresh_from_db()
        assert not takes_guests(other)
        with pytest.raises(IsForOthers):
            signed_up(world, other)
    assert not takes_guests(world.offering("voor studenten"))


@pytest.mark.parametrize("hand", ["coach", "coordinator", "dirk"])
def test_who_helps_residents_or_hosts_signs_up_who_calls(world: World, hand: str):
    world.someone("dirk", RoleCode.CONTACT, world.company)
    by = world.people[hand]
    mine = signed_up(world, event(world), by=by)
    assert mine.person.given_name == "Els"
    leave_place(mine, by=by, at=world.at)
    mine.refresh_from_db()
    assert mine.state == EnrolmentState.WITHDRAWN


def test_nobody_else_does_and_a_student_is_no_neighbour(world: World):
    (anna,) = world.students(1)
    offering, coach = event(world), world.people["coach"]
    for by in (anna, world.people["trainer"]):
        with pytest.raises(MayNotPlace):
            signed_up(world, offering, by=by)
    with pytest.raises(MayNotPlace):
        place(person=anna, offering=offering, by=coach, at=world.at)


def test_who_came_is_written_down_from_the_day_on(world: World):
    offering, dirk = event(world), world.someone("dirk", RoleCode.CONTACT, world.company)
    els, joop = signed_up(world, offering), signed_up(world, offering, "Joop")
    with pytest.raises(MayNotNoteAttendance):
        note_attendance(offering, came=[els], by=dirk, at=world.at)
    on_the_day = world.at + timedelta(days=7)
    with pytest.raises(MayNotNoteAttendance):
        note_attendance(offering, came=[els], by=els.person, at=on_the_day)
    assert note_attendance(offering, came=[els, joop], by=dirk, at=on_the_day) == 2
    assert note_attendance(offering, came=[els], by=dirk, at=on_the_day) == 1
    assert [(one.person.given_name, one.came) for one in expected_at(offering)] == [("Els", True), ("Joop", False)]
    assert list(people_who_came(world.region, start=DAY, end=DAY + timedelta(days=1))) == [els]
    assert not people_who_came(world.region, start=DAY + timedelta(days=1), end=DAY + timedelta(days=2)).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_ten_at_one_moment_two_get_a_seat_and_a_repeated_request_is_one(at: object):
    world = small_world(at)  # type: ignore[arg-type]
    offering, once = event(world), uuid4()
    keys = [once, once, *(uuid4() for _number in range(8))]

    def code(key: UUID) -> str | None:
        try:
            return signed_up(world, offering, once=key).code
        except Refusal as refusal:
            return type(refusal).__name__

    answers = together(*(partial(code, key) for key in keys))
    assert answers[0] == answers[1], "the same request has the same answer"
    assert Enrolment.objects.count() == Offering.objects.get().seats_taken == 2
    assert Person.objects.filter(given_name="Els").count() == 2
