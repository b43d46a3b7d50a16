"""Residents are reminded once, in time, and only of what they booked long enough ago."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import close_appointment, plan_shift
from werkveld.steps.practice.actions.reminding import (
    MayNotRemind,
    facts_of,
    remind_of_shifts,
    remind_of_visit,
    renew_reminders,
)
from werkveld.steps.practice.enums import AppointmentState, ShiftState, TurnState
from werkveld.steps.practice.models import Appointment, Shift, Turn
from werkveld.steps.practice.queries.soon import reminders_to_renew, shifts_between, visits_to_remind

TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")
A_DAY = timedelta(days=1)
Visited = Callable[..., Appointment]


@pytest.fixture
def shift(world: World) -> Shift:
    Norm.objects.create(region=world.region, code="remind_hours", value=24, valid_from=date(2016, 8, 1))
    return plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=world.students(2),
        starts_at=TEN,
        ends_at=TEN + timedelta(hours=3),
        by=world.people["coordinator"],
        at=world.at,
    )


@pytest.fixture
def visit(world: World, shift: Shift) -> Visited:
    """Booked a week before, unless said otherwise."""

    def booked(minutes: int = 0, **facts: object) -> Appointment:
        els = Person.objects.create(region=world.region, given_name="Els", phone="0612345678", wants_texts=True)
        learner = shift.people.order_by("id").first()
        usual = {"code": f"CODE{minutes}", "booked_at": world.at, "starts_at": TEN + timedelta(minutes=minutes)}
        return Appointment.objects.create(shift=shift, resident=els, learner=learner, **usual | facts)

    return booked


def test_a_resident_is_reminded_once(world: World, visit: Visited, deeds_on: DeedsOn):
    one, at = visit(), TEN - timedelta(hours=20)
    assert list(visits_to_remind(world.region, at)) == [one]
    assert remind_of_visit(one, by=world.clockwork, at=at)
    assert not remind_of_visit(one, by=world.clockwork, at=at + timedelta(hours=1))
    assert list(visits_to_remind(world.region, at)) == []
    told = Message.objects.get(kind="visit-soon")
    one.refresh_from_db()
    assert (told.to, told.channel, told.news_until) == (one.resident, Channel.SMS, TEN)
    assert told.facts == {"starts_at": one.starts_at.isoformat(), "where": "Site", "code": "CODE0"}
    assert deeds_on(one) == [("reminded", world.clockwork.key)]


def test_who_moved_to_another_time_is_reminded_of_that(world: World, visit: Visited):
    one, at = visit(), TEN - timedelta(hours=20)
    remind_of_visit(one, by=world.clockwork, at=at)
    Appointment.objects.update(reminded_at=None, starts_at=TEN + A_DAY)
    assert remind_of_visit(one, by=world.clockwork, at=at + A_DAY)
    assert Message.objects.count() == 2


@pytest.mark.parametrize(("hours", "is_due"), [(25, False), (24, True), (1, True), (0, False)])
def test_within_the_hours_of_the_rule_and_not_after_it_began(world: World, visit: Visited, hours: int, is_due: bool):
    one, at = visit(), TEN - timedelta(hours=hours)
    assert list(visits_to_remind(world.region, at)) == [one] * is_due


@pytest.mark.parametrize(("hours", "is_due"), [(24, True), (23, False)])
def test_who_booked_shortly_before_still_knows_it(world: World, visit: Visited, hours: int, is_due: bool):
    one = visit(booked_at=TEN - timedelta(hours=hours))
    assert list(visits_to_remind(world.region, TEN - timedelta(hours=2))) == [one] * is_due


def test_a_cancelled_visit_is_not_reminded_of_even_when_it_was_on_the_list(world: World, visit: Visited):
    one = visit()
    close_appointment(one, as_state=AppointmentState.CANCELLED, by=world.people["coach"], at=world.at)
    assert list(visits_to_remind(world.region, TEN - timedelta(hours=2))) == []
    assert not remind_of_visit(one, by=world.clockwork, at=TEN - timedelta(hours=2))
    assert not Message.objects.filter(kind="visit-soon").exists()


def test_a_place_that_a_resident_named_is_not_repeated(visit: Visited):
    assert facts_of(visit(place="Lindelaan 3"))["where"] == ""


def test_who_does_not_plan_reminds_nobody(world: World, visit: Visited, shift: Shift):
    with pytest.raises(MayNotRemind):
        remind_of_visit(visit(), by=world.people["coach"], at=TEN - A_DAY)
    with pytest.raises(MayNotRemind):
        remind_of_shifts([shift], by=world.people["coach"], at=TEN - A_DAY)


def test_who_works_tomorrow_reads_it_on_the_own_page_once(world: World, shift: Shift):
    away, here = shift.turns.order_by("id")
    away.state = TurnState.EXCUSED
    away.save()
    shifts = shifts_between(world.region, start=TEN - A_DAY / 2, end=TEN + A_DAY / 2)
    assert remind_of_shifts(shifts, by=world.clockwork, at=TEN - A_DAY) == 2
    assert remind_of_shifts(shifts, by=world.clockwork, at=TEN - A_DAY) == 0
    told = {message.to: message.channel for message in Message.objects.filter(kind="shift-soon")}
    assert told == {here.person: Channel.PAGE, world.people["coach"]: Channel.PAGE}


EVENING = datetime.fromisoformat("2026-09-07T18:00+02:00")


@pytest.fixture
def reminded(world: World, shift: Shift) -> Shift:
    """At three in the afternoon of the day before."""
    remind_of_shifts([shift], by=world.clockwork, at=EVENING - timedelta(hours=3))
    return shift


def standing() -> set[tuple[str, datetime]]:
    rows = Message.objects.filter(kind="shift-soon").select_related("to")
    return {(message.to.given_name, datetime.fromisoformat(message.facts["starts_at"])) for message in rows}


def renewed(world: World, at: datetime = EVENING) -> tuple[int, int]:
    return renew_reminders(world.region, by=world.clockwork, at=at)


def test_what_is_true_stays_as_it_is(world: World, reminded: Shift):
    assert len(standing()) == 3
    assert reminders_to_renew(world.region, EVENING) == ([], [])
    assert renewed(world) == (0, 0)


def test_who_gave_the_turn_away_is_not_counted_on_and_who_took_it_is(world: World, reminded: Shift):
    (other,) = world.students(1)
    turn = reminded.turns.order_by("id").first()
    giver = turn.person
    Turn.objects.filter(pk=turn.pk).update(person=other)
    assert renewed(world) == (1, 1)
    assert not Message.objects.filter(kind="shift-soon", to=giver).exists()
    assert Message.objects.get(kind="shift-soon", to=other).news_until == TEN
    Turn.objects.filter(pk=turn.pk).update(person=giver)
    assert renewed(world) == (1, 1), "and back again"
    assert renewed(world) == (0, 0)


def test_another_time_is_another_reminder(world: World, reminded: Shift):
    Shift.objects.update(starts_at=TEN + timedelta(hours=1))
    assert renewed(world) == (3, 3)
    assert {when for _who, when in standing()} == {TEN + timedelta(hours=1)}


@pytest.mark.parametrize(
    "facts", [{"state": ShiftState.CANCELLED}, {"starts_at": TEN + A_DAY, "ends_at": TEN + 2 * A_DAY}]
)
def test_what_does_not_go_on_then_is_not_said_any_more(world: World, reminded: Shift, facts: dict[str, object]):
    Shift.objects.update(**facts)
    assert renewed(world) == (3, 0)
    assert standing() == set()


def test_on_the_day_itself_what_is_wrong_goes_and_nobody_new_is_told(world: World, reminded: Shift):
    (other,) = world.students(1)
    Turn.objects.filter(pk=reminded.turns.order_by("id").first().pk).update(person=other)
    assert renewed(world, TEN - timedelta(hours=1)) == (1, 0)


def test_before_the_reminders_went_out_there_is_nothing_to_renew(world: World, shift: Shift):
    assert renewed(world) == (0, 0)
    with pytest.raises(MayNotRemind):
        renew_reminders(world.region, by=world.people["coach"], at=EVENING)


@pytest.mark.parametrize("state", [ShiftState.DRAFT, ShiftState.CANCELLED])
def test_a_shift_that_is_not_planned_is_not_told(world: World, shift: Shift, state: ShiftState):
    Shift.objects.filter(pk=shift.pk).update(state=state)
    assert list(shifts_between(world.region, start=TEN - A_DAY, end=TEN + A_DAY)) == []
