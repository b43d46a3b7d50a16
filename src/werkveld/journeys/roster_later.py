"""A roster is made by the job runner, which says how far it is and can be stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from threading import Event, Thread
from uuid import UUID

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import task

from werkveld.ground.refusals import Refusal
from werkveld.journeys import working
from werkveld.journeys.solve_roster import SECONDS, WasCancelled, must_have_somebody, solve_roster
from werkveld.journeys.working import Working
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import person
from werkveld.steps.practice.actions.rosters import MayNotRoster, RosterHasNoWeek, RosterIsOver
from werkveld.steps.practice.models import Roster
from werkveld.steps.practice.queries import pose, roster_for, slots_of
from werkveld.steps.practice.rules import is_made, may_roster

log = structlog.get_logger("werkveld.rosters")
SILENT_FOR = 120  # seconds after which a job that says nothing is thought to have died


def solve_later(roster: Roster, *, by: Person, at: datetime, seed: int | None = None) -> None:
    """Refused at once where nothing could come of it; a second press while it is at work changes nothing."""
    if not may_roster(by, roster, timezone.localdate(at)):
        raise MayNotRoster
    if not is_made(roster):
        raise RosterIsOver
    if not slots_of(roster).exists():
        raise RosterHasNoWeek
    must_have_somebody(pose(roster))
    if working.begin(name_of(roster), round(SECONDS), kept=SILENT_FOR):
        solve_in_job.enqueue(
            roster_key=str(roster.key), person_key=str(by.key), seed=seed, at=at.isoformat(), seconds=SECONDS
        )


def solving(roster: Roster) -> Working | None:
    """None when no job is at work on this roster."""
    return working.at_work(name_of(roster))


def stop_solving(roster: Roster) -> None:
    """The job sees it within a second, and keeps nothing."""
    working.ask_to_stop(name_of(roster))


def stop_waiting(roster: Roster) -> None:
    """What went wrong was read."""
    working.end(name_of(roster))


@task()
def solve_in_job(*, roster_key: str, person_key: str, seed: int | None, at: str, seconds: float) -> bool:
    """All or nothing: a worker that is killed leaves the roster as it was. Plain values, so that a queue can carry them."""
    by, moment = person(UUID(person_key)), datetime.fromisoformat(at)
    roster = roster_for(by, UUID(roster_key), timezone.localdate(moment))
    if roster is None:
        return False
    name = name_of(roster)
    try:
        with _watched(name, seconds) as is_stopped:
            solve_roster(roster, by=by, at=moment, seed=seed, seconds=seconds, cancelled=is_stopped)
    except WasCancelled:
        working.end(name)
        return False
    except Refusal as refusal:
        working.tell(name, 0, round(seconds), str(refusal), kept=SILENT_FOR)
        return False
    except Exception:
        working.end(name)
        log.exception("a roster was not made", roster=roster_key)
        raise
    working.end(name)
    return True


@contextmanager
def _watched(name: str, seconds: float) -> Iterator[Callable[[], bool]]:
    """Beside the work it is said once a second how far it is, and looked whether somebody wants it to stop."""
    is_over, is_stopped = Event(), Event()

    def watch() -> None:
        for spent in count(1):
            if is_over.wait(1):
                break
            with suppress(DatabaseError):  # a database that is busy is asked again in a second
                working.tell(name, min(spent, round(seconds)), round(seconds), kept=SILENT_FOR)
                if working.is_asked_to_stop(name):
                    is_stopped.set()
        connection.close()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield is_stopped.is_set
    finally:
        is_over.set()
        watcher.join()


def name_of(roster: Roster) -> str:
    return f"rostering:{roster.key}"
