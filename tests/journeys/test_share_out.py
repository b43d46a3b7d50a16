"""Pieces over the queue: the answer of one solve, whoever did them, and also after a worker was killed."""

import os
import signal
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from werkveld.journeys import share_out as sharing
from werkveld.journeys.share_out import PieceFailed, share_out
from werkveld_engine import blocks, electives
from werkveld_engine.electives import Objective, Problem

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# A worker that is killed in the middle of its first piece.
KILLED = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from werkveld.journeys import share_out
share_out.solved = lambda task: os.kill(os.getpid(), signal.SIGKILL)
call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
"""


@pytest.fixture(autouse=True)
def queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def schools(number: int = 4, people: int = 12) -> Problem:
    """Rounds that share nothing, with smallest groups."""
    chance = np.random.default_rng(number)
    wishes = np.concatenate(
        [np.argsort(chance.random((people, 5)), axis=1)[:, :3] + 5 * school for school in range(number)]
    )
    m = 5 * number
    return Problem(np.arange(len(wishes)), np.arange(m), wishes, np.full(m, 4), minimum=np.full(m, 2))


def address() -> str:
    """Of the database of this test, for another process."""
    database = configured.DATABASES["default"]
    if connection.vendor != "postgresql":
        return f"sqlite:///{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return f"postgres://{who}/{database['NAME']}"


def pieces() -> list[blocks.Round]:
    found: list[blocks.Round] = []

    def keep(_work: Any, tasks: Any) -> list[Any]:
        found.extend(tasks)
        return [blocks.solved(one) for one in found]

    blocks.place(schools(), Objective.TOTAL_RANK, seed=3, run=keep, pieces=4)
    return found


def test_who_waits_does_it_all_when_there_is_no_worker():
    whole = electives.solve(schools(), seed=3)
    shared = blocks.place(schools(), Objective.TOTAL_RANK, seed=3, run=share_out, pieces=4)
    assert (shared.held == whole.held).all()
    assert (shared.digest, shared.cancelled) == (whole.digest, whole.cancelled)
    assert not DBTaskResult.objects.exists()


def test_a_piece_of_a_killed_worker_is_taken_again(monkeypatch: pytest.MonkeyPatch):
    rounds = pieces()
    sent = [str(sharing.solve_piece.enqueue(piece=sharing.packed(one)).id) for one in rounds]
    own = {**os.environ, "DATABASE_URL": address(), "WERKVELD_JOBS": "database"}
    own["DJANGO_SETTINGS_MODULE"] = "werkveld.settings"
    worker = subprocess.run([sys.executable, "-c", KILLED], env=own, check=False, capture_output=True)
    assert worker.returncode == -signal.SIGKILL, worker.stderr
    left = DBTaskResult.objects.get(status="RUNNING")
    monkeypatch.setattr(sharing, "PATIENCE", 0.2)
    found = sharing._all_of(sent)
    for one, key in zip(rounds, sent, strict=True):
        assert (sharing.unpacked(found[key]).held == blocks.solved(one).held).all()
    left.refresh_from_db()
    assert (left.status, len(left.worker_ids)) == ("SUCCESSFUL", 2)


def test_what_goes_wrong_every_time_ends_all_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch):
    asked = []

    def wrong(task: blocks.Round) -> Any:
        asked.append(task)
        raise ZeroDivisionError("so it went")

    monkeypatch.setattr(sharing, "solved", wrong)
    with pytest.raises(PieceFailed, match="so it went"):
        blocks.place(schools(2), Objective.TOTAL_RANK, seed=3, run=share_out, pieces=2)
    assert len(asked) >= sharing.ATTEMPTS
    assert not DBTaskResult.objects.exists()


def test_in_a_transaction_nobody_else_is_asked():
    with transaction.atomic():
        shared = blocks.place(schools(), Objective.TOTAL_RANK, seed=3, run=share_out, pieces=4)
        assert not DBTaskResult.objects.exists()
    assert (shared.held == electives.solve(schools(), seed=3).held).all()
