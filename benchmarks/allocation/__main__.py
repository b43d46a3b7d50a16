"""Every benchmark of the engine, one after the other, each in a process of its own.

    python -m benchmarks.allocation [ROOM …] [--sizes 10000 100000]

Needs the extra `bench` for the peers. Ratios on one instance in one run count; seconds are for orientation.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOMS = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
NOT_A_BENCHMARK = {"instances", "readers"}


def main() -> None:
    rooms = [room for room in ROOMS if room not in NOT_A_BENCHMARK]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", choices=[*rooms, []], default=rooms)
    parser.add_argument("--sizes", nargs="+", type=int)
    chosen = parser.parse_args()
    sizes = ["--sizes", *map(str, chosen.sizes)] if chosen.sizes else []
    for room in chosen.rooms:
        print(f"\n== {room}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.allocation.{room}", *sizes], check=True)


if __name__ == "__main__":
    main()
