"""Loading the region of the source, loading it again, and living the demo year in it.

    python benchmarks/year.py [--size 1.0]

Runs in a scratch database beside the one that DATABASE_URL names (SQLite without it) and prints wall and processor
seconds, with how much was made.
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime

from figures import scratch_database

REGION = "midden-nederland"


def timed(name: str, work: Callable[[], object]) -> None:
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    print(f"{name:<20}{time.perf_counter() - wall:>9.2f} s{time.process_time() - processor:>9.2f} s CPU   {made}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=float, default=1.0)
    size = parser.parse_args().size
    with scratch_database():
        from werkveld.demo.year import live_year
        from werkveld.ground.places import region_package
        from werkveld.regions.load import load_region

        package, at = region_package(REGION), datetime.now(UTC)
        timed("load the region", lambda: load_region(package, by=None, at=at))
        timed("load it again", lambda: load_region(package, by=None, at=at))
        timed("live the year", lambda: live_year(seed=2022, size=size))


if __name__ == "__main__":
    main()
