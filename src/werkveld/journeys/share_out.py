"""Pieces of heavy work go over all workers of the queue; who waits for the answers works along.

So one worker is enough, and each one more helps. A piece is a function of its input alone: done twice it gives the same.
A worker that is killed leaves its piece behind as running; after `PATIENCE` it is open to anyone again.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django_tasks import task, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from werkveld_engine.blocks import solved
from werkveld_engine.wire import packed, unpacked

PATIENCE = 60.0  # seconds that a piece may take before somebody else may begin it as well
PAUSE = 0.1
ATTEMPTS = 3
READY, RUNNING, DONE, FAILED = "READY", "RUNNING", "SUCCESSFUL", "FAILED"
SOONER = 10  # somebody waits for a piece, and holds a worker meanwhile


class PieceFailed(RuntimeError):
    """A piece went wrong every time; nothing of the whole may be used."""


@task(priority=SOONER)
def solve_piece(*, piece: str) -> str:
    return packed(solved(unpacked(piece)))


def share_out(work: Callable[[Any], Any], pieces: Iterable[Any]) -> list[Any]:
    """As `map(work, pieces)` for the work of `werkveld_engine.blocks`: all the answers in their order, or none.

    Within a transaction nobody else could see the pieces; there, and where there is no queue, they are done here.

    :raises PieceFailed: with what went wrong.
    """
    whole = list(pieces)
    if len(whole) < 2 or connection.in_atomic_block or not isinstance(task_backends["default"], DatabaseBackend):
        return [work(one) for one in whole]
    sent = [str(solve_piece.enqueue(piece=packed(one)).id) for one in whole]
    try:
        found = _all_of(sent)
    finally:
        DBTaskResult.objects.filter(pk__in=sent).exclude(status=RUNNING).delete()
    return [unpacked(found[one]) for one in sent]


def _all_of(sent: list[str]) -> dict[str, str]:
    """The answer of each, once all are there."""
    found: dict[str, str] = {}
    since: dict[str, float] = {}
    while len(found) < len(sent):
        if not _done_here(sent):
            time.sleep(PAUSE)
        open_ones = DBTaskResult.objects.filter(pk__in=[one for one in sent if one not in found])
        for row in open_ones.defer("args_kwargs"):
            key = str(row.pk)
            if row.status == DONE:
                found[key] = str(row.return_value)
            elif row.status == FAILED:
                _once_more(row)
            elif row.status == RUNNING and time.monotonic() - since.setdefault(key, time.monotonic()) > PATIENCE:
                since.pop(key)
                _open_again(row)
    return found


def _done_here(sent: list[str]) -> bool:
    """Takes one that nobody has begun, as a worker does; False when there is none."""
    with exclusive_transaction():
        row = DBTaskResult.objects.ready().filter(pk__in=sent).get_locked()
        if row is None:
            return False
        row.claim("who waits")
    try:
        row.set_successful(solve_piece.call(**row.args_kwargs["kwargs"]))
    except Exception as fault:  # noqa: BLE001  it is told by the row, as a worker does
        row.set_failed(fault)
    return True


def _once_more(row: DBTaskResult) -> None:
    if len(row.worker_ids) >= ATTEMPTS:
        raise PieceFailed(row.traceback)
    _open_again(row)


def _open_again(row: DBTaskResult) -> None:
    """Unless it was finished in this very moment."""
    DBTaskResult.objects.filter(pk=row.pk, status=row.status).update(status=READY)
