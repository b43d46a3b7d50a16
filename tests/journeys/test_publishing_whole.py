"""A round is published whole or not at all: the process that does it is killed at every kind of moment, on both databases."""

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from harness.hands import DONE, hands, told_together
from harness.killing import stopping
from journeys.world import World, small_world
from werkveld.journeys.draw_places import draw_places
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import (
    IsAlreadyIn,
    OfferingIsFull,
    RoundIsClosed,
    open_round,
    place,
    place_all,
    take_over_wishes,
)
from werkveld.steps.enrolments.enums import EnrolmentState, RoundState
from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult, Trial
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# Publishes the round; a line on standard output at each writing question, so that the test knows where it is. It waits
# for an answer there, and is killed instead of getting one.
WORKER = """
from werkveld.journeys.draw_places import draw_places
from werkveld.steps.enrolments.models import Round
from werkveld.steps.people.models import Person

choice_round = Round.objects.get()
by = Person.objects.get(given_name="coordinator")
with connection.execute_wrapper(watch):
    draw_places(choice_round, by=by, at=datetime.fromisoformat(sys.argv[2]))
print("done", count, flush=True)
"""


@pytest.fixture
def closed(transactional_db: None, at: datetime) -> tuple[World, Round]:
    """Nine people rank two electives with four places together, and a third that one wants, too few to go on."""
    world = small_world(at)
    a, b, empty = (world.offering(name, capacity=2, is_ranked=True) for name in "abc")
    Offering.objects.filter(pk=empty.pk).update(capacity_min=2)
    carla = world.people["coordinator"]
    made = open_round(
        region=world.region,
        offerings=[a, b, empty],
        opens_at=at,
        closes_at=at + timedelta(days=7),
        seed=3,
        aim="total_rank",
        name_nl="Keuze",
        name_en="Choice",
        by=carla,
        at=at,
    )
    *many, alone = world.students(9)
    take_over_wishes(made, {**{one: [a, b] for one in many}, alone: [empty, a, b]}, by=carla, at=at)
    return world, made


def publishing(at: datetime, stop: int) -> "subprocess.Popen[str]":
    """A process of its own, on the database of this test."""
    return stopping(WORKER, stop, at.isoformat())


@pytest.fixture
def killed() -> Iterator[list[subprocess.Popen[str]]]:
    """Whatever happens in the test, nothing goes on after it."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def written() -> dict[str, int]:
    """Everything that publishing leaves behind."""
    return {
        "drawn": Round.objects.filter(state=RoundState.DRAWN).count(),
        "places": Enrolment.objects.filter(state=EnrolmentState.PLACED).count(),
        "waiting": Enrolment.objects.filter(state=EnrolmentState.WAITING).count(),
        "seats": sum(Offering.objects.order_by().values_list("seats_taken", flat=True)),
        "results": RoundResult.objects.count(),
        "trials": Trial.objects.count(),
        "letters": Message.objects.filter(kind="round-drawn").count(),
        "deeds": Deed.objects.filter(verb="drew").count(),
        "cancelled": Offering.objects.filter(state="cancelled").count(),
    }


NOTHING = dict.fromkeys(
    ("drawn", "places", "waiting", "seats", "results", "trials", "letters", "deeds", "cancelled"), 0
)
ALL = {**NOTHING, "drawn": 1, "places": 4, "waiting": 10, "seats": 4, "results": 9, "trials": 1, "letters": 9}
ALL |= {"deeds": 1, "cancelled": 1}


def writes_of_all(world: World, made: Round, at: datetime) -> int:
    """How many writing questions a whole publication takes; all of it is taken back."""
    count = 0

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch):
        draw_places(made, by=world.people["coordinator"], at=at)
        transaction.set_rollback(True)
    made.refresh_from_db()
    return count


def test_a_killed_publication_leaves_nothing_and_the_next_one_does_it_all(
    closed: tuple[World, Round], at: datetime, killed: "list[subprocess.Popen[str]]"
):
    """Killed after the first write, in the middle, and after the last one, just before it is kept."""
    world, made = closed
    whole = writes_of_all(world, made, at)
    assert whole > 10
    for stop in (1, whole // 2, whole):
        process = publishing(at, stop)
        killed.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert written() == NOTHING, f"killed after write {stop} of {whole}"
    draw_places(made, by=world.people["coordinator"], at=at)
    assert written() == ALL


def test_who_is_killed_after_it_was_kept_did_it_all_and_a_repeated_request_changes_nothing(
    closed: tuple[World, Round], at: datetime, killed: "list[subprocess.Popen[str]]"
):
    world, made = closed
    process = publishing(at, 0)
    killed.append(process)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("done")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert written() == ALL
    with pytest.raises(RoundIsClosed):
        draw_places(made, by=world.people["coordinator"], at=at)
    assert written() == ALL


def test_two_coordinators_who_publish_at_one_moment_give_the_places_once(closed: tuple[World, Round], at: datetime):
    world, made = closed
    publish = lambda: draw_places(Round.objects.get(pk=made.pk), by=world.people["coordinator"], at=at)  # noqa: E731
    assert sorted(told_together(publish, publish)) == ["RoundIsClosed", DONE]
    assert written() == ALL


def test_five_hundred_who_press_for_the_last_twenty_seats_end_with_exactly_twenty(transactional_db: None, at: datetime):
    """Twenty-five hands at a time, each for twenty people, half of whom press twice."""
    world = small_world(at)
    offering = world.offering("a", capacity=100)
    everybody = world.students(580)
    place_all(
        offering=offering, rows=[{"person": one} for one in everybody[:80]], by=world.people["coordinator"], at=at
    )
    pressing, hands_at_once = everybody[80:], 25

    def press(hand: int) -> list[str]:
        said = []
        for number, person in enumerate(pressing[hand::hands_at_once]):
            for _again in range(1 + number % 2):
                try:
                    place(person=person, offering=offering, by=person, at=at)
                    said.append("placed")
                except (OfferingIsFull, IsAlreadyIn) as refusal:
                    said.append(type(refusal).__name__)
        return said

    said = [word for words in hands(hands_at_once, press) for word in words]
    assert len(said) == 750
    assert said.count("placed") == 20
    assert Enrolment.objects.filter(offering=offering, state=EnrolmentState.PLACED).count() == 100
    assert Offering.objects.get().seats_taken == 100
    assert Deed.objects.filter(verb="placed").count() == 100
