"""Every benchmark of the engine, one after the other, each in a process of its own.

    python -m benchmarks.allocation [ROOM …] [--sizes 10000 100000 500000] [--seconds 60]

Needs the extra `bench` for the peers. Ratios on one instance in one run count; seconds are for orientation, and a machine
where nothing else runs is for wall time. `--sizes` are people; rosters have sizes of their own (`rosters --sizes`).
"""

import argparse
import subprocess
import sys

SIZES = {"electives", "places", "recommendations", "teams"}
SECONDS = {"places", "rosters", "teams"}  # what CP-SAT is given
ROOMS = ("electives", "places", "teams", "recommendations", "rosters", "workers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], default=list(ROOMS))
    parser.add_argument("--sizes", nargs="+", type=int)
    parser.add_argument("--seconds", type=float)
    chosen = parser.parse_args()
    for room in chosen.rooms:
        more = ["--sizes", *map(str, chosen.sizes)] if chosen.sizes and room in SIZES else []
        more += ["--seconds", str(chosen.seconds)] if chosen.seconds and room in SECONDS else []
        print(f"\n== {room}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.allocation.{room}", *more], check=True)


if __name__ == "__main__":
    main()
