"""Many book the last times at one moment, and a process is killed while it books: no time is given twice, none is lost."""

import os
import signal
import subprocess
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.utils.timezone import localdate

from harness.hands import hands
from harness.helping import TEN, Desk, desk_of
from harness.killing import stopping
from journeys.world import small_world
from werkveld.ground.refusals import Refusal
from werkveld.journeys.book_visit import Neighbour, book_visit
from werkveld.journeys.cancel_visits import cancel_visits
from werkveld.steps.deeds.models import Deed
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import Details
from werkveld.steps.practice.actions.waits import wait
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models import Appointment, HeldQuarter, Turn, Wait
from werkveld.steps.practice.queries.slots import FreeTime, free_times

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 12

# Books one time; a line on standard output at a writing question, so that the test knows where it is. It waits for an
# answer there, and is killed instead of getting one.
WORKER = """
import uuid
from werkveld.journeys.book_visit import Neighbour, book_visit
from werkveld.steps.offerings.models import Help
from werkveld.steps.practice.actions import Details
from werkveld.steps.practice.queries.slots import free_times

at, once = datetime.fromisoformat(sys.argv[2]), uuid.UUID(sys.argv[3])
kind = Help.objects.select_related("programme__region", "skill").get()
free = free_times(kind, at=at)[0]
with connection.execute_wrapper(watch):
    made = book_visit(kind, free, who=Neighbour("Els"), by=None, at=at, details=Details(), once=once)
print("done", made.code, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def desk(transactional_db: None, at: datetime) -> Desk:
    return desk_of(small_world(at))


def booked(desk: Desk, free: FreeTime, name: str = "Els", once: uuid.UUID | None = None) -> str:
    """The code, or the name of the refusal."""
    try:
        made = book_visit(
            desk.kind,
            free,
            who=Neighbour(name),
            by=None,
            at=desk.world.at,
            details=Details(),
            once=once or uuid.uuid4(),
        )
    except Refusal as refusal:
        return type(refusal).__name__
    return made.code


def no_double() -> bool:
    """Each student and moment once, and every open visit holds its quarters."""
    twice = HeldQuarter.objects.values("learner", "at").annotate(n=Count("id")).filter(n__gt=1).exists()
    open_visits = Appointment.objects.filter(state=AppointmentState.BOOKED)
    counts = open_visits.annotate(held=Count("quarters")).values_list("held", "minutes", "second")
    return not twice and all(held * 15 == minutes * (2 if second else 1) for held, minutes, second in counts)


def test_fifty_who_press_for_the_last_eight_times_fill_exactly_eight(desk: Desk):
    """Each hand for four people, who try every time until one is theirs; half of them send everything twice."""
    desk.shift()
    times = free_times(desk.kind, at=desk.world.at)
    assert len(times) == 4

    def press(hand: int) -> list[tuple[uuid.UUID, str]]:
        said = []
        for number in range(4):
            once = uuid.uuid4()
            for turn in range(len(times)):
                free = times[(hand + number + turn) % len(times)]
                answers = {booked(desk, free, f"{hand} {number}", once) for _again in range(1 + number % 2)}
                assert len(answers) == 1
                said.append((once, answers.pop()))
                if said[-1][1] != "TimeIsTaken":
                    break
        return said

    said = [answer for answers in hands(HANDS, press) for answer in answers]
    confirmed = {once: code for once, code in said if code != "TimeIsTaken"}
    assert len(confirmed) == 8
    assert dict(Appointment.objects.values_list("once", "code")) == confirmed
    assert (no_double(), HeldQuarter.objects.count()) == (True, 16)
    assert Deed.objects.filter(verb="booked").count() == 8
    assert Person.objects.filter(given_name__regex=r"^\d+ \d+$").count() == 8, "who got no time is not made known"
    assert free_times(desk.kind, at=desk.world.at) == []


def test_one_student_on_two_shifts_at_one_time_helps_on_one_of_them(desk: Desk):
    """The rows of two shifts are locked apart; the database holds the quarter once."""
    (student, _other) = desk.students
    shifts = [desk.shift([student]), desk.shift([], site=desk.other_site())]
    Turn.objects.create(shift=shifts[1], person=student)  # no action plans that
    free = [next(one for one in free_times(desk.kind, at=desk.world.at) if one.shift == shift) for shift in shifts]
    said = hands(HANDS, lambda hand: booked(desk, free[hand % 2], f"{hand}"))
    assert sorted(set(said) - {"TimeIsTaken"}) == list(Appointment.objects.values_list("code", flat=True))
    assert (Appointment.objects.count(), no_double()) == (1, True)


def test_two_come_together_or_nobody(desk: Desk):
    desk.kind.people = 2
    desk.kind.save()
    desk.shift()
    free = free_times(desk.kind, at=desk.world.at)[0]
    said = hands(HANDS, lambda hand: booked(desk, free, f"{hand}"))
    assert said.count("TimeIsTaken") == HANDS - 1
    assert (no_double(), HeldQuarter.objects.count()) == (True, 4)


def test_the_same_request_from_everywhere_is_one_appointment(desk: Desk):
    """Also when each of them asks for another shift."""
    for number in range(HANDS):
        desk.shift(starts_at=TEN.replace(day=9 + number))
    times = [one for one in free_times(desk.kind, at=desk.world.at) if one.starts_at == one.shift.starts_at]
    once = uuid.uuid4()
    said = hands(HANDS, lambda hand: booked(desk, times[hand], "Els", once))
    assert len(times) == HANDS
    assert set(said) == {Appointment.objects.get().code}
    assert Person.objects.filter(given_name="Els").count() == 1


def test_nobody_keeps_more_than_the_rule_by_pressing_everywhere_at_once(desk: Desk):
    """The rule is three."""
    els = desk.neighbour()
    shifts = [desk.shift(starts_at=TEN.replace(day=9 + number)) for number in range(HANDS)]
    by_shift = {one.shift.pk: one for one in reversed(free_times(desk.kind, at=desk.world.at))}

    def press(hand: int) -> str:
        try:
            book_visit(
                desk.kind,
                by_shift[shifts[hand].pk],
                who=Neighbour(known=els),
                by=els,
                at=desk.world.at,
                details=Details(),
                once=uuid.uuid4(),
            )
        except Refusal as refusal:
            return type(refusal).__name__
        return "booked"

    said = hands(HANDS, press)
    assert (said.count("booked"), said.count("HasEnough")) == (3, HANDS - 3)


def test_what_comes_free_goes_to_who_waits_though_everybody_presses(desk: Desk):
    desk.shift([desk.students[0]])
    times = free_times(desk.kind, at=desk.world.at)
    visits = {booked(desk, free): free for free in times}
    joop = desk.neighbour("Joop")
    wait(desk.kind, resident=joop, until_on=localdate(TEN), by=joop, at=desk.world.at)

    def press(hand: int) -> str:
        if hand:
            return booked(desk, times[hand % len(times)], f"{hand}")
        cancelled = Appointment.objects.select_related("help__programme__region", "shift", "resident").get(
            code=next(iter(visits))
        )
        cancel_visits([cancelled], by=cancelled.resident, at=desk.world.at)
        return "cancelled"

    assert sorted(hands(HANDS, press)) == sorted(["TimeIsTaken"] * (HANDS - 1) + ["cancelled"])
    assert Wait.objects.get().state == WaitState.OFFERED
    assert Appointment.objects.get(state=AppointmentState.OFFERED).resident == joop
    assert no_double()


@pytest.fixture
def working(at: datetime) -> Iterator[Callable[[int, uuid.UUID], "subprocess.Popen[str]"]]:
    """A process of its own, on the database of this test; whatever happens, nothing goes on after it."""
    started: list[subprocess.Popen[str]] = []

    def start(stop: int, once: uuid.UUID) -> "subprocess.Popen[str]":
        started.append(stopping(WORKER, stop, at.isoformat(), str(once)))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def killed_at(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    said = process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return said


def written() -> tuple[int, ...]:
    els = Person.objects.filter(given_name="Els").count()
    deeds = Deed.objects.filter(verb__in=["booked", "made known"]).count()
    return els, Appointment.objects.count(), HeldQuarter.objects.count(), deeds


def writes_of_all(desk: Desk) -> int:
    """How many writing questions a booking takes; it is taken back."""
    count = 0

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch):
        booked(desk, free_times(desk.kind, at=desk.world.at)[0])
        transaction.set_rollback(True)
    return count


def test_who_is_killed_while_booking_leaves_nothing_and_the_same_request_does_it_all(desk: Desk, working: Any):
    """After the first write, in the middle, and after the last one, just before it is kept."""
    desk.shift()
    whole, once = writes_of_all(desk), uuid.uuid4()
    assert whole >= 5
    for stop in (1, whole // 2, whole):
        assert killed_at(working(stop, once)) == "here\n"
        assert written() == (0, 0, 0, 0), f"killed after write {stop} of {whole}"
    assert killed_at(working(0, once)).startswith("done")
    assert written() == (1, 1, 2, 2)


def test_who_is_killed_after_it_was_kept_gets_the_same_appointment_again(desk: Desk, working: Any):
    desk.shift()
    once, later = uuid.uuid4(), free_times(desk.kind, at=desk.world.at)[1]
    _done, code = killed_at(working(0, once)).split()
    assert booked(desk, later, "Els", once) == code
    assert written() == (1, 1, 2, 2)
