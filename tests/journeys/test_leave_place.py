"""Giving up a place: before it begins, after it began, and when everybody signed."""

from datetime import timedelta

import pytest

from journeys.world import World
from werkveld.journeys.leave_place import AgreementRuns, leave_place
from werkveld.steps.enrolments.actions import EnrolmentHasEnded, MayNotPlace, place, wait
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.messages.models import Message
from werkveld.steps.practice.actions import draw_up, sign
from werkveld.steps.practice.enums import Party


def test_before_it_begins_the_seat_goes_to_the_first_in_line(world: World):
    anna, other = world.students(2)
    offering = world.offering("a", capacity=1)
    seat = place(person=anna, offering=offering, by=anna, at=world.at)
    turn = wait(person=other, offering=offering, by=other, at=world.at)
    with pytest.raises(MayNotPlace):
        leave_place(seat, by=other, at=world.at)
    assert leave_place(seat, by=anna, at=world.at) == turn
    offering.refresh_from_db()
    assert (seat.state, offering.seats_taken) == (EnrolmentState.WITHDRAWN, 1)
    assert Message.objects.get().to == other
    with pytest.raises(EnrolmentHasEnded):
        leave_place(seat, by=anna, at=world.at)


def test_what_began_is_stopped_early_and_still_counts(world: World):
    anna, other = world.students(2)
    offering = world.offering("a", capacity=1)
    seat = place(person=anna, offering=offering, by=anna, at=world.at)
    wait(person=other, offering=offering, by=other, at=world.at)
    assert leave_place(seat, by=anna, at=world.at + timedelta(days=6)) is None
    assert seat.state == EnrolmentState.STOPPED


def test_a_turn_in_the_line_is_given_up(world: World):
    anna, other = world.students(2)
    offering = world.offering("a", capacity=1)
    place(person=other, offering=offering, by=other, at=world.at)
    turn = wait(person=anna, offering=offering, by=anna, at=world.at)
    assert leave_place(turn, by=anna, at=world.at + timedelta(days=30)) is None
    assert turn.state == EnrolmentState.WITHDRAWN


def test_under_a_signed_agreement_nobody_leaves_with_one_press(world: World):
    (anna,) = world.students(1)
    seat = place(person=anna, offering=world.offering("a", needs_agreement=True), by=anna, at=world.at)
    agreement = draw_up(
        seat,
        company=world.company,
        site=world.site,
        begins_on=seat.starts_on,
        ends_on=seat.starts_on + timedelta(days=90),
        hours=240,
        by=world.people["coordinator"],
        at=world.at,
    )
    hands = {Party.SCHOOL: world.people["coordinator"], Party.LEARNER: anna, Party.COMPANY: world.people["trainer"]}
    for party, hand in hands.items():
        sign(agreement, party=party, by=hand, at=world.at)
    seat.refresh_from_db()
    with pytest.raises(AgreementRuns):
        leave_place(seat, by=anna, at=world.at)
    assert seat.state == EnrolmentState.PLACED
