"""Ten thousand people book two thousand times at once, while what serves them is killed fifty times.

`python benchmarks/booking.py` on a SQLite file of its own; with DATABASE_URL on an empty PostgreSQL database. Most people
are served by processes that call the action as a page does, some by the web server over HTTP. Whoever gets no answer sends
the same request again. At the end: no time is given twice, whatever was confirmed is there, nothing else is there, and the
same request still gets the same answer. Everything that was killed is started again at once.
"""

import argparse
import http.client
import json
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src"), str(HERE.parent / "tests")]
SITES, STUDENTS, PER_SHIFT = 5, 10, 4  # students of a site, and visits of each on one shift of two hours
WORKERS, BROWSERS, MOST_AGAIN = 4, 4, 200
WEB_KILLS = 5  # of so many kills one is for the web server


@dataclass(frozen=True)
class Request:
    """One person who wants one time; `once` stays the same however often it is sent."""

    once: str
    name: str
    shift: str
    minute: int


@dataclass
class Told:
    """What the people were told, and what happened meanwhile."""

    codes: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def answers(self) -> int:
        return len(self.codes) + self.refused.total()


def start_django(database: str) -> None:
    os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "werkveld.settings"}
    os.environ |= {"WERKVELD_MODE": "development", "WERKVELD_BOOKINGS": "1000000/h/ip", "WERKVELD_LOG_LEVEL": "ERROR"}
    import django

    django.setup()


def fill(slots: int, at: datetime) -> list[tuple[str, int]]:
    """Shifts at five sites on days to come; returns every moment that can be booked, as often as there is room."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from harness.helping import desk_of
    from journeys.world import small_world
    from werkveld.steps.people.models import Norm, Site
    from werkveld.steps.practice.queries.slots import free_times
    from werkveld.web.helping.times import minute_of

    desk = desk_of(small_world(at), students=0)
    Norm.objects.filter(code="booked_at_once_max").update(value=12)
    for number in range(SITES):
        site = Site.objects.create(organization=desk.world.company, code=f"s{number}", name=f"S{number}", lat=52, lon=5)
        desk.kind.sites.add(site)
        students = [desk.able(one) for one in desk.world.students(STUDENTS)]
        for day in range(slots // (SITES * STUDENTS * PER_SHIFT)):
            desk.shift(students, starts_at=first_morning(at) + timedelta(days=day), site=site)
    return [
        (str(one.shift.key), minute_of(one.starts_at))
        for one in free_times(desk.kind, at=at)
        for _seat in range(one.free)
    ]


def first_morning(at: datetime) -> datetime:
    return (at + timedelta(days=2)).replace(hour=8, minute=0, second=0, microsecond=0)


def work() -> None:
    """A process that serves: a request a line, an answer a line."""
    from django.db import DatabaseError
    from django.utils import timezone

    from werkveld.ground.refusals import Refusal
    from werkveld.journeys.book_visit import Neighbour, book_visit
    from werkveld.steps.offerings.models import Help
    from werkveld.steps.practice.actions import Details
    from werkveld.steps.practice.models import Shift
    from werkveld.steps.practice.queries.slots import FreeTime
    from werkveld.web.helping.times import EPOCH, MINUTE

    kind = Help.objects.select_related("programme__region", "skill").get()
    shifts = {str(one.key): one for one in Shift.objects.select_related("site")}
    for line in sys.stdin:
        asked = Request(**json.loads(line))
        free = FreeTime(shifts[asked.shift], EPOCH + asked.minute * MINUTE, 1)
        who, once = Neighbour(asked.name), uuid.UUID(asked.once)
        try:
            made = book_visit(kind, free, who=who, by=None, at=timezone.now(), details=Details(), once=once)
            said = {"code": made.code}
        except Refusal as refusal:
            said = {"refused": type(refusal).__name__}
        except DatabaseError as fault:
            said = {"again": str(fault)}
        print(json.dumps(said), flush=True)


class Worker:
    """Serves one person at a time; killed at any moment, it is there again for the same person."""

    kind = "worker"

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--work"], stdin=pipe, stdout=pipe, text=True, env=os.environ
        )

    def answer(self, asked: Request) -> dict[str, str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(asked.__dict__) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = ""
        if not line:  # killed, before or after it was kept: nobody knows
            self.process.wait()
            self.start()
            return {"again": "killed"}
        said: dict[str, str] = json.loads(line)
        return said

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)


class Web:
    """The web server of the product, with all its processes; one for all browsers."""

    kind = "web server"

    def __init__(self, cookie: str, kind_key: str, port: int) -> None:
        self.cookie, self.page, self.port = cookie, f"/nl/hulp/{kind_key}/", port
        self.lock = threading.Lock()
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "werkveld.wsgi", "-w", "2", "-b", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "error"], stderr=subprocess.DEVNULL, start_new_session=True, env=os.environ
        )

    def answer(self, asked: Request) -> dict[str, str]:
        token = "a" * 32
        form = {"csrfmiddlewaretoken": token, "given_name": asked.name, "once": asked.once}
        headers = {"Cookie": f"{self.cookie}={token}", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            line.request("POST", f"{self.page}{asked.shift}/{asked.minute}/", urlencode(form), headers)
            answer = line.getresponse()
            where, body = answer.headers.get("Location", ""), answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
            return {"again": "killed"}
        if where.startswith("/nl/afspraak/"):
            return {"code": where.split("/")[3]}
        if where or answer.status == 200:
            return {"refused": "TimeIsTaken"}
        return {"again": f"{answer.status} {body[:80]!r}"}

    def kill(self) -> None:
        with self.lock:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.start()


def people(moments: list[tuple[str, int]], count: int, seed: int) -> list[Request]:
    """As many for every time, in an order of no use to anybody."""
    dice = random.Random(seed)
    rows = [
        Request(str(uuid.UUID(int=dice.getrandbits(128), version=4)), f"P{number}", *moments[number % len(moments)])
        for number in range(count)
    ]
    dice.shuffle(rows)
    return rows


def serve_all(waiting: "queue.SimpleQueue[Request]", server: Any, told: Told) -> None:
    """One hand: the next person, until nobody is left. Who hears nothing asks the same again."""
    while True:
        try:
            asked = waiting.get_nowait()
        except queue.Empty:
            return
        for _turn in range(MOST_AGAIN):
            said = server.answer(asked)
            if "again" not in said:
                break
            told.sent_again += 1
        if "code" in said:
            told.codes[asked.once] = said["code"]
        else:
            told.refused[said.get("refused", "nothing")] += 1


def kill_meanwhile(servers: list[Any], web: Any, told: Told, *, kills: int, count: int) -> None:
    """Spread over the whole run, and always while people are waiting for an answer."""
    dice = random.Random(7)
    for number in range(1, kills + 1):
        while told.answers < count * number // (kills + 1):
            time.sleep(0.01)
        time.sleep(dice.random() * 0.05)
        victim = web if web is not None and number % WEB_KILLS == 0 else dice.choice(servers)
        victim.kill()
        told.killed[victim.kind] += 1


def run(rows: list[Request], by_web: int, web: Web | None, kills: int) -> tuple[Told, float]:
    told, lines = Told(), (queue.SimpleQueue[Request](), queue.SimpleQueue[Request]())
    for number, one in enumerate(rows):
        lines[number < by_web].put(one)
    servers = [Worker() for _number in range(WORKERS)]
    hands = [threading.Thread(target=serve_all, args=(lines[0], one, told)) for one in servers]
    hands += [
        threading.Thread(target=serve_all, args=(lines[1], web, told)) for _browser in range(BROWSERS if web else 0)
    ]
    named = {"kills": kills, "count": len(rows)}
    killer = threading.Thread(target=kill_meanwhile, args=(servers, web, told), kwargs=named, daemon=True)
    began = time.perf_counter()
    for one in [*hands, killer]:
        one.start()
    for one in hands:
        one.join()
    took = time.perf_counter() - began
    for server in servers:
        server.kill()
    return told, took


def faults(told: Told, rows: list[Request]) -> Iterator[str]:
    """What is wrong, in words; nothing when all is well."""
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Appointment, HeldQuarter

    kept = {str(once): code for once, code in Appointment.objects.values_list("once", "code")}
    yield from (f"lost: {once}" for once in told.codes.keys() - kept.keys())
    yield from (f"nobody was told: {once}" for once in kept.keys() - told.codes.keys())
    yield from (f"another code: {once}" for once in told.codes.keys() & kept.keys() if kept[once] != told.codes[once])
    by_learner: dict[int, list[tuple[datetime, datetime]]] = {}
    for learner, starts_at, minutes in Appointment.objects.values_list("learner", "starts_at", "minutes"):
        by_learner.setdefault(learner, []).append((starts_at, starts_at + timedelta(minutes=minutes)))
    for learner, visits in by_learner.items():
        yield from (f"double: {learner} {a}" for a, b in pairwise(sorted(visits)) if b[0] < a[1])
    if (held := HeldQuarter.objects.count()) != 2 * len(kept):
        yield f"{held} quarters for {len(kept)} visits"
    if (known := Person.objects.filter(given_name__in=[one.name for one in rows]).count()) != len(kept):
        yield f"{known} people made known for {len(kept)} visits"


def sent_once_more(told: Told, rows: list[Request]) -> Iterator[str]:
    """The same request of those who have a time, and their answer now."""
    again, server = [one for one in rows if one.once in told.codes][:500], Worker()
    for one in again:
        if server.answer(one).get("code") != told.codes[one.once]:
            yield f"not the same answer: {one.once}"
    server.kill()


def chosen() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--slots", type=int, default=2_000)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--web", type=int, default=500, help="How many of the people come over HTTP.")
    asked.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    return asked.parse_args()


def main() -> int:
    asked = chosen()
    with tempfile.TemporaryDirectory(prefix="werkveld-booking-") as folder:
        os.environ.setdefault("WERKVELD_DATA", folder)
        start_django(os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/booking.sqlite3")
        if asked.work:
            work()
            return 0
        return measure(asked)


def measure(asked: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone
    from servers import free_port

    from werkveld.steps.offerings.models import Help
    from werkveld.steps.practice.models import Appointment

    moments = fill(asked.slots, timezone.now())
    rows = people(moments, asked.people, seed=3)
    key = str(Help.objects.get().key)
    connection.close()
    web = Web(settings.CSRF_COOKIE_NAME, key, free_port()) if asked.web else None
    told, took = run(rows, asked.web, web, asked.kills)
    wrong = [*faults(told, rows), *sent_once_more(told, rows)]
    wrong += [] if Appointment.objects.count() == len(told.codes) else ["the same request made another appointment"]
    if web is not None:
        os.killpg(web.process.pid, signal.SIGKILL)
    print(
        f"{connection.vendor}: {len(rows)} people, {len(moments)} times, {took:.1f} s, {len(rows) / took:.0f} a second"
    )
    print(f"killed {dict(told.killed)}, sent again {told.sent_again}, refused {dict(told.refused)}")
    print(f"confirmed {len(told.codes)}; doubles, lost or different: {len(wrong)}", *wrong[:10], sep="\n  ")
    return bool(wrong) or len(told.codes) != min(len(moments), len(rows))


if __name__ == "__main__":
    sys.exit(main())
