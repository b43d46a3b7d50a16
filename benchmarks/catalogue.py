"""The catalogue with 60,000 offerings beside a bare Django view and beside pretalx, on one machine in one run.

    python benchmarks/catalogue.py [--numbers 600 60000] [--seconds 10] [--postgresql URL] [--without-pretalx]

Fills scratch databases once (they are kept in the folder of --folder), serves with gunicorn (2 sync workers) and asks
with wrk (8 connections). A database on PostgreSQL has to exist; its name must hold «bench». Needs wrk.
"""

import argparse
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from pretalx import PORT, SPEAKERS, CannotHavePretalx, installed  # noqa: E402
from servers import Measured, Server, ask, gunicorn  # noqa: E402

WORDS = ("zorg", "bouwen", "technologie", "bedrijf", "team", "coach", "wijk", "robot", "zonnepanelen", "campus")
FACETS = (
    "phase=learner",
    "phase=resident",
    "level=2",
    "level=3",
    "level=4",
    "language=nl",
    "duration=weeks",
    "start=any",
)
SORTS = ("start", "newest", "relevance", "distance")
PLACES = ("", "3511", "3811", "3431", "3701", "3901", "3441", "3991")
UNSEEN = "searches that nobody asked before"
FULL = 20
GOALS = {"SQLite": 8, "PostgreSQL": 14}
LINK = re.compile(rb'href="(/nl/aanbod/[0-9a-f-]{36}/)"')


def prepared(folder: Path, number: int, database: str) -> dict[str, str]:
    """The surroundings of a server over a filled database, as in production."""
    data = folder / f"{'pg' if database else 'sqlite'}-{number}"
    data.mkdir(parents=True, exist_ok=True)
    env = {
        "WERKVELD_DATA": str(data),
        "WERKVELD_MODE": "production",
        "WERKVELD_URL": "http://localhost",
        "ALLOWED_HOSTS": "localhost",
        "SECRET_KEY": "only-for-a-benchmark-" * 3,
        "PYTHONPATH": str(HERE.parent / "src"),
        **({"DATABASE_URL": database} if database else {}),
    }
    filling = {**os.environ, **env, "WERKVELD_MODE": "development"}
    subprocess.run([sys.executable, str(HERE / "catalogue_fill.py"), str(number)], env=filling, check=True)
    manage = [sys.executable, str(HERE.parent / "manage.py"), "collectstatic", "--noinput", "-v0"]
    subprocess.run(manage, env={**os.environ, **env}, check=True)
    return env


def searches(server: Server) -> list[str]:
    """Searches of a word and two facets with a whole page of results: more of them than a process keeps pages."""
    pairs = [f"{one}&{other}" for one, other in itertools.combinations(FACETS, 2) if one[:4] != other[:4]]
    full = [
        f"q={word}&{pair}"
        for word in WORDS
        for pair in pairs
        if len(LINK.findall(server.get(f"/nl/aanbod/?q={word}&{pair}")[2])) >= FULL
    ]
    every = [f"/nl/aanbod/?{one}&place={place}&sort={sort}" for one in full for place in PLACES for sort in SORTS]
    random.Random(7).shuffle(every)
    return every or ["/nl/aanbod/"]


def offerings(server: Server, paths: list[str], number: int) -> list[str]:
    """Addresses of so many offerings, as their cards give them."""
    found: dict[str, None] = {}
    for path in paths:
        found |= dict.fromkeys(link.decode() for link in LINK.findall(server.get(path)[2]))
        if len(found) >= number:
            break
    return list(found)


def catalogue(server: Server, folder: Path, seconds: int) -> Iterator[tuple[str, Measured]]:
    many = searches(server)
    yield f"{UNSEEN}, {len(many)} in turn", ask(server, many, folder, seconds=seconds)
    yield "a search that many ask", ask(server, many[:1], folder, seconds=seconds)
    details = offerings(server, many, 4000)
    yield f"page of an offering, {len(details)} in turn", ask(server, details, folder, seconds=seconds)
    headers = {name.lower(): value for name, value in server.get(many[0])[1].items()}
    yield "a search that did not change (304)", ask(server, many[:1], folder, seconds=seconds, etag=headers["etag"])


def tell(name: str, measured: Measured, hello: Measured) -> None:
    """Both ratios: by requests a second, and by processor time, which says more on a machine that has other work."""
    rate, cpu = hello.rate / measured.rate, measured.cpu / hello.cpu
    ratio = "" if measured is hello else f"hello / {rate:.1f}   processor x {cpu:.1f}"
    faults = f"  {measured.faults} FAULTS" if measured.faults else ""
    print(
        f"{name:48} {measured.rate:8.0f}/s {measured.p95:8.1f} ms {measured.cpu:7.2f} ms  {ratio}{faults}", flush=True
    )


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--numbers", nargs="+", type=int, default=[600, 60_000])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument(
        "--postgresql", default=os.environ.get("BENCH_DATABASE_URL", ""), help="of an empty scratch database"
    )
    parser.add_argument("--without-pretalx", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "werkveld-bench")
    return parser.parse_args()


def measure_ours(chosen: argparse.Namespace, hello: Measured) -> float:
    """Prints as it goes; gives the rate of the catalogue page with most offerings on SQLite."""
    best = 0.0
    databases = {"SQLite": "", **({"PostgreSQL": chosen.postgresql} if chosen.postgresql else {})}
    for kind, database in databases.items():
        for number in chosen.numbers if kind == "SQLite" else chosen.numbers[-1:]:
            env = prepared(chosen.folder, number, database)
            with gunicorn("werkveld.wsgi:application", **env) as server:
                print(f"\n{kind}, {number} offerings (goal of the catalogue page: hello / {GOALS[kind]})")
                for name, measured in catalogue(server, chosen.folder, chosen.seconds):
                    tell(name, measured, hello)
                    if kind == "SQLite" and name.startswith(UNSEEN):
                        best = measured.rate
    return best


def measure_pretalx(chosen: argparse.Namespace, hello: Measured, ours: float) -> None:
    try:
        python, env = installed(chosen.folder)
    except CannotHavePretalx as why:
        print(f"\npretalx could not be installed here: {why}")
        return
    with gunicorn("pretalx.wsgi", python=python, port=PORT, **env) as server:
        assert server.get(SPEAKERS)[0] == 200
        print("\npretalx (goal: ours is 8 times as fast)")
        measured = ask(server, [SPEAKERS], chosen.folder, seconds=chosen.seconds)
        tell("pretalx, public page of speakers", measured, hello)
        print(f"our catalogue page is {ours / measured.rate:.1f} times as fast")


def main() -> None:
    chosen = parsed()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.postgresql and "bench" not in chosen.postgresql.rpartition("/")[2]:
        raise SystemExit("The name of the PostgreSQL database must hold «bench»: this run writes in it.")
    print(f"{'':48} {'requests':>10} {'p95':>11} {'processor':>10}")
    with gunicorn("bare:application", chdir=str(HERE)) as server:
        hello = ask(server, ["/"], chosen.folder, seconds=chosen.seconds)
        tell("bare Django, one JSON view (hello)", hello, hello)
    ours = measure_ours(chosen, hello)
    if not chosen.without_pretalx:
        measure_pretalx(chosen, hello, ours)


if __name__ == "__main__":
    main()
