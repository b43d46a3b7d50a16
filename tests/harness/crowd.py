"""Many people who book at once through processes that are killed meanwhile, on the database of the one who starts them.

Who gets no answer asks again with the same number of the request, as a phone or a browser does.
"""

import json
import os
import random
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue

from django.conf import settings
from django.db import connection

WORKER = """
import json, os, random, sys
from datetime import datetime
from uuid import UUID
import django
django.setup()
from werkveld.journeys.book_visit import Neighbour, book_visit
from werkveld.ground.refusals import Refusal
from werkveld.steps.offerings.models import Help
from werkveld.steps.practice.actions import Details
from werkveld.steps.practice.queries.slots import free_times
from werkveld.steps.practice.queries.visits import visit_of_request

kind, at = Help.objects.select_related("programme__region", "skill").get(), datetime.fromisoformat(sys.argv[1])

def answer(once):
    dice = random.Random(str(once) + str(os.getpid()))
    for _try in range(300):
        if (known := visit_of_request(once)) is not None:
            break
        times = free_times(kind, at=at)
        if not times:
            return None
        try:
            who = Neighbour(given_name=f"P{once.hex[:8]}")
            known = book_visit(kind, dice.choice(times), who=who, by=None, at=at, details=Details(), once=once)
            break
        except Refusal:  # somebody else was first; look again
            continue
    else:
        return ["never", "", 0]
    return [known.code, known.starts_at.isoformat(), known.learner_id]

print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps(answer(UUID(line.strip()))), flush=True)
"""


@dataclass
class Outcome:
    """What each person was told: code, time and student, or None when all was full."""

    told: dict[uuid.UUID, list[object] | None] = field(default_factory=dict)
    kills: int = 0
    asked_again: int = 0


class Desk:
    """One process that answers; a new one takes the place of one that was killed."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.process = self._started()

    def _started(self) -> "subprocess.Popen[str]":
        own = {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "werkveld.settings"}
        command = [sys.executable, "-c", WORKER, self.at.isoformat()]
        process = subprocess.Popen(command, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def ask(self, once: uuid.UUID) -> str:
        """Empty when the process died before it answered."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(f"{once}\n")
            self.process.stdin.flush()
            return self.process.stdout.readline()
        except OSError:
            return ""

    def again(self) -> None:
        self.process.kill()
        self.process.communicate()
        self.process = self._started()


def address() -> str:
    """Of the database that this process uses, for another one."""
    database = settings.DATABASES["default"]
    if connection.vendor != "postgresql":
        return f"sqlite:///{database['NAME']}"
    who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return f"postgres://{who}/{database['NAME']}"


@contextmanager
def desks(count: int, at: datetime) -> Iterator[list[Desk]]:
    made = [Desk(at) for _number in range(count)]
    try:
        yield made
    finally:
        for desk in made:
            desk.process.kill()
            desk.process.communicate()


def rush(people: int, *, at: datetime, kills: int, processes: int = 3, seed: int = 1) -> Outcome:
    """All of them at once; a process is killed at `kills` moments, spread over the first half of the people."""
    dice, outcome, lock = random.Random(seed), Outcome(), threading.Lock()
    queue: SimpleQueue[uuid.UUID] = SimpleQueue()
    for _number in range(people):
        queue.put(uuid.UUID(int=dice.getrandbits(128), version=4))
    moments = sorted(dice.sample(range(1, max(kills + 1, people // 2)), kills))

    def serve(desk: Desk) -> None:
        while not queue.empty():
            try:
                once = queue.get_nowait()
            except Empty:
                return
            while not (line := desk.ask(once)):
                with lock:
                    outcome.asked_again += 1
                desk.again()
            with lock:
                outcome.told[once] = json.loads(line)
                while moments and len(outcome.told) >= moments[0]:
                    moments.pop(0)
                    outcome.kills += 1
                    victims = [other for other in running if other is not desk] or [desk]
                    dice.choice(victims).process.kill()

    with desks(processes, at) as running, ThreadPoolExecutor(processes) as hands:
        list(hands.map(serve, running))
    return outcome
