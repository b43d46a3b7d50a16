"""Ten thousand people book two thousand times at once, while the processes that answer them are killed fifty times.

    python benchmarks/booking.py [--people 10000] [--times 2000] [--kills 50] [--processes 4]

On SQLite in a folder of its own, or on the database of DATABASE_URL, whose name must hold «bench» and which is emptied.
Tells how many were told what, and whether each promise stands in the database once.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
STUDENTS, HOURS = 10, 4


def prepared() -> None:
    folder = tempfile.mkdtemp(prefix="werkveld-booking-")
    url = os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/booking.sqlite3")
    if not url.startswith("sqlite") and "bench" not in url.rpartition("/")[2]:
        sys.exit("the name of the database must hold «bench», since it is emptied")
    os.environ |= {
        "WERKVELD_DATA": folder,
        "WERKVELD_MODE": "development",
        "DJANGO_SETTINGS_MODULE": "werkveld.settings",
    }
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)


def with_times(wanted: int, at: datetime) -> int:
    """Shifts of four hours with ten students, half an hour a resident: eighty times each."""
    from harness.helping import TEN, desk_of
    from journeys.world import small_world

    world = small_world(at)
    desk = desk_of(world, students=STUDENTS)
    shifts = -(-wanted // (STUDENTS * HOURS * 2))
    for number in range(shifts):
        starts_at = TEN + timedelta(days=number // 2, hours=HOURS * (number % 2))
        shift = desk.shift(starts_at=starts_at)
        type(shift).objects.filter(pk=shift.pk).update(ends_at=starts_at + timedelta(hours=HOURS))
    return shifts * STUDENTS * HOURS * 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--processes", type=int, default=4)
    chosen = parser.parse_args()
    prepared()
    from django.db import connection

    from harness.crowd import rush
    from werkveld.steps.practice.models import Appointment, HeldQuarter

    at = datetime.fromisoformat("2026-09-01T09:00+00:00")
    times = with_times(chosen.times, at)
    began = time.perf_counter()
    outcome = rush(chosen.people, at=at, kills=chosen.kills, processes=chosen.processes)
    spent = time.perf_counter() - began
    told = {once: said for once, said in outcome.told.items() if said is not None}
    visits = Appointment.objects.all()
    kept = {one.once: [one.code, one.starts_at.isoformat(), one.learner_id] for one in visits}
    pairs = list(HeldQuarter.objects.values_list("learner", "at"))
    print(f"{connection.vendor}: {chosen.people} people, {times} times, {outcome.kills} kills, {spent:.0f} s")
    print(f"told that it is theirs: {len(told)}, told that all is full: {len(outcome.told) - len(told)}")
    print(f"asked again after no answer: {outcome.asked_again}")
    print(f"in the database: {len(kept)} appointments, {len(pairs)} quarters")
    print(f"lost (told, not kept): {len(told.keys() - kept.keys())}; kept, not told: {len(kept.keys() - told.keys())}")
    print(f"told something else than is kept: {sum(told[once] != kept.get(once) for once in told)}")
    print(f"double: {len(pairs) - len(set(pairs))}")
    sound = kept == told and len(pairs) == len(set(pairs)) == 2 * len(kept) and len(kept) == min(times, chosen.people)
    print("nothing is double and nothing is lost" if sound else "WRONG")
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
