"""A proposal is kept whole or not at all: the process that makes it is killed at every kind of moment."""

import signal
import time
from collections.abc import Callable
from datetime import datetime

import pytest

from harness.killing import stopping
from journeys.rostered import Rostered, rostered
from journeys.world import small_world
from werkveld.journeys import roster_later, working
from werkveld.journeys.solve_roster import WasCancelled, solve_roster
from werkveld.steps.deeds.models import Deed
from werkveld.steps.practice.models import Shift, Turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# Makes the roster anew; says where it is at each writing question, waits for an answer there, and is killed instead.
WORKER = """
from werkveld.journeys import roster_later, working
from werkveld.journeys.solve_roster import WasCancelled, solve_roster
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Roster

by = Person.objects.get(given_name="coordinator")
with connection.execute_wrapper(watch):
    solve_roster(Roster.objects.get(), by=by, at=datetime.fromisoformat(sys.argv[2]), seed=9)
print("done", count, flush=True)
"""


@pytest.fixture
def term(transactional_db: None, at: datetime) -> Rostered:
    made = rostered(small_world(at))
    made.everybody_can()
    solve_roster(made.roster, by=made.planner, at=made.at)
    return made


def worker(stop: int, at: datetime) -> tuple[bool, int]:
    """Whether it was killed where it had to stop; else after how many writing questions it was done."""
    with stopping(WORKER, stop, at.isoformat()) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        said = child.stdout.readline().split()
        if said == ["here"]:
            child.send_signal(signal.SIGKILL)
            return True, 0
        assert said[:1] == ["done"], child.stderr.read()
    return False, int(said[1])


def test_killed_at_any_moment_the_old_proposal_stands(term: Rostered):
    """At the first writing question, in the middle and near the end; then nobody kills it."""
    before = set(Turn.objects.values_list("shift", "person"))
    shifts = set(Shift.objects.values_list("pk", flat=True))
    for stop in (1, 4, 7):
        assert worker(stop, term.at) == (True, 0)
        assert set(Turn.objects.values_list("shift", "person")) == before
        assert Deed.objects.filter(verb="proposed").count() == 1
    assert worker(1000, term.at)[1] >= 7
    assert not shifts & set(Shift.objects.values_list("pk", flat=True))
    assert Deed.objects.filter(verb="proposed").count() == 2


def test_the_job_makes_it_and_is_forgotten(term: Rostered):
    roster_later.solve_later(term.roster, by=term.planner, at=term.at, seed=4)
    term.roster.refresh_from_db()
    assert term.roster.seed == 4
    assert roster_later.solving(term.roster) is None


def test_a_job_that_is_asked_to_stop_stops_and_keeps_nothing(term: Rostered, monkeypatch: pytest.MonkeyPatch):
    """The watch beside the engine sees the wish within a second or two."""
    name = roster_later.name_of(term.roster)
    before = set(Shift.objects.values_list("pk", flat=True))
    working.begin(name, 60)
    roster_later.stop_solving(term.roster)

    def at_length(*_given: object, cancelled: Callable[[], bool], **_named: object) -> None:
        until = time.monotonic() + 20
        while not cancelled():
            assert time.monotonic() < until
            time.sleep(0.05)
        raise WasCancelled

    monkeypatch.setattr(roster_later, "solve_roster", at_length)
    facts = {"roster_key": str(term.roster.key), "person_key": str(term.planner.key), "seed": 1, "seconds": 60.0}
    assert roster_later.solve_in_job.call(at=term.at.isoformat(), **facts) is False
    assert roster_later.solving(term.roster) is None
    assert not working.is_asked_to_stop(name)
    assert set(Shift.objects.values_list("pk", flat=True)) == before
