"""Rounds of separate schools, and blocks of recommendations, over 1 and 2 workers of the job runner: the same answer?

    python -m benchmarks.allocation.workers [--people 100000] [--recommended 40000 60000]

One worker: who waits does every piece. Two: a `db_worker` in a process of its own beside it. Sending the pieces through
the queue counts. On a new SQLite database in a temporary folder, or on the one of DATABASE_URL if that is set. Wall time,
so it says something on a machine with two free cores only; the processor seconds of all workers stand beside it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django
import numpy as np
from benchmarks.allocation.electives import SEED, problem_of
from benchmarks.allocation.instances import country
from benchmarks.allocation.recommendations import region

from werkveld_engine import blocks, electives, ranking
from werkveld_engine.electives import Objective, Problem

SCHOOLS, PIECES = 16, 8
WARM = 2.0  # seconds that a worker gets to start


def schools(people: int) -> Problem:
    """Schools that share nothing, with smallest groups."""
    each = [country(people // SCHOOLS, seed=number) for number in range(SCHOOLS)]
    rounds = [problem_of(one, 11, several=False) for one in each]
    m = np.cumsum([0, *(len(one.offerings) for one in rounds)])
    wishes = np.concatenate([np.where(one.wishes >= 0, one.wishes + m[at], -1) for at, one in enumerate(rounds)])
    return Problem(
        np.arange(len(wishes)),
        np.arange(m[-1]),
        wishes,
        np.concatenate([one.capacity for one in rounds]),
        minimum=np.concatenate([one.minimum for one in each]),
        unplaced=11,
    )


@contextmanager
def beside(workers: int) -> Iterator[None]:
    """So many workers less the one who waits."""
    command = [
        sys.executable,
        "-m",
        "django",
        "db_worker",
        "--interval",
        "0.1",
        "--no-startup-delay",
        "--no-reload",
        "-v",
        "0",
    ]
    started = [subprocess.Popen(command) for _ in range(workers - 1)]
    try:
        time.sleep(WARM * len(started))
        yield
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait()


def spent() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def compare(name: str, alone: Callable[[], Any], shared: Callable[[], Any], same: Callable[[Any, Any], bool]) -> None:
    start = time.perf_counter()
    whole = alone()
    print(f"\n{name}: {time.perf_counter() - start:.2f} s as one solve")
    for workers in (1, 2):
        before = spent()
        with beside(workers):
            start = time.perf_counter()
            found = shared()
            wall = time.perf_counter() - start
        assert same(found, whole)
        print(
            f"  {workers} worker{'s'[: workers - 1]}: {wall:.2f} s wall, {spent() - before:.2f} s of processors with "
            f"the start of the other, the same answer",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--recommended", type=int, nargs=2, default=[40_000, 60_000])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"WERKVELD_MODE": "development", "WERKVELD_DATA": folder, "WERKVELD_JOBS": "database"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "werkveld.settings"
        django.setup()
        told(chosen)


def told(chosen: argparse.Namespace) -> None:
    from django.core.management import call_command

    from werkveld.journeys.share_out import share_out

    call_command("migrate", verbosity=0)
    if chosen.people:
        round_ = schools(chosen.people)
        electives.solve(schools(1600), seed=SEED)  # compiles
        compare(
            f"{chosen.people:,} people in {SCHOOLS} schools with smallest groups",
            lambda: electives.solve(round_, seed=SEED),
            lambda: blocks.place(round_, Objective.TOTAL_RANK, seed=SEED, run=share_out, pieces=PIECES),
            lambda one, other: bool((one.held == other.held).all()) and one.digest == other.digest,
        )
    people, offerings = chosen.recommended
    if people:
        ranking.solve(region(100, 100))
        near = region(people, offerings)
        compare(
            f"{people:,} people, {offerings:,} offerings",
            lambda: ranking.solve(near, workers=1),
            lambda: blocks.recommend(near, run=share_out, pieces=PIECES),
            lambda one, other: bool((one.offering == other.offering).all() and (one.score == other.score).all()),
        )


if __name__ == "__main__":
    main()
