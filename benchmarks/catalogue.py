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
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Beside:
    """Asks a server, and the bare one right before and right after: other work on the machine then slows both."""

    bare: Server
    folder: Path
    seconds: int

    def hello(self) -> Measured:
        return ask(self.bare, ["/"], self.folder, seconds=max(2, self.seconds // 3), warm=1)

    def tell(self, name: str, server: Server, paths: list[str], *, etag: str = "") -> float:
        """Prints both ratios and gives that of the processor, which says more on a machine that has other work."""
        before = self.hello()
        measured = ask(server, paths, self.folder, seconds=self.seconds, warm=max(3, self.seconds // 2), etag=etag)
        after = self.hello()
        rate, cpu = (before.rate + after.rate) / 2 / measured.rate, 2 * measured.cpu / (before.cpu + after.cpu)
        faults = f"  {measured.faults} FAULTS" if measured.faults else ""
        print(
            f"{name:48} {measured.rate:8.0f}/s {measured.p95:8.1f} ms {measured.cpu:7.2f} ms"
            f"   hello / {rate:5.1f}   {cpu:5.1f} x{faults}",
            flush=True,
        )
        return measured.cpu


def tell_catalogue(server: Server, beside: Beside) -> tuple[float, float]:
    """Gives the processor time of a search that nobody asked before, and of one that many ask."""
    beside.tell("a JSON view of ours with all middleware", server, ["/health/"])
    many = searches(server)
    unseen = beside.tell(f"searches nobody asked before, {len(many)} in turn", server, many)
    asked = beside.tell("a search that many ask", server, many[:1])
    details = offerings(server, many, 4000)
    beside.tell(f"page of an offering, {len(details)} in turn", server, details)
    headers = {name.lower(): value for name, value in server.get(many[0])[1].items()}
    beside.tell("a search that did not change (304)", server, many[:1], etag=headers["etag"])
    return unseen, asked


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


def measure_ours(chosen: argparse.Namespace, beside: Beside) -> tuple[float, float]:
    """Gives the processor times with most offerings on SQLite."""
    cost = 0.0, 0.0
    databases = {"SQLite": "", **({"PostgreSQL": chosen.postgresql} if chosen.postgresql else {})}
    for kind, database in databases.items():
        for number in chosen.numbers if kind == "SQLite" else chosen.numbers[-1:]:
            env = prepared(chosen.folder, number, database)
            with gunicorn("werkveld.wsgi:application", **env) as server:
                print(f"\n{kind}, {number} offerings (goal: hello / {GOALS[kind]}; 304: hello / 3)")
                last = tell_catalogue(server, beside)
                cost = last if kind == "SQLite" else cost
    return cost


def measure_pretalx(chosen: argparse.Namespace, beside: Beside, ours: tuple[float, float]) -> None:
    try:
        python, env = installed(chosen.folder)
    except CannotHavePretalx as why:
        print(f"\npretalx could not be installed here: {why}")
        return
    with gunicorn("pretalx.wsgi", python=python, port=PORT, **env) as server:
        assert server.get(SPEAKERS)[0] == 200
        print("\npretalx (goal: ours takes an eighth)")
        theirs = beside.tell("pretalx, public page of speakers", server, [SPEAKERS])
        unseen, asked = ours
        print(
            f"a search of ours takes 1/{theirs / unseen:.1f} of its processor time, one that many ask 1/{theirs / asked:.1f}"
        )


def main() -> None:
    chosen = parsed()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.postgresql and "bench" not in chosen.postgresql.rpartition("/")[2]:
        raise SystemExit("The name of the PostgreSQL database must hold «bench»: this run writes in it.")
    with gunicorn("bare:application", chdir=str(HERE)) as bare:
        beside = Beside(bare, chosen.folder, chosen.seconds)
        hello = beside.hello()
        print(f"{'':48} {'requests':>10} {'p95':>11} {'processor':>10}   beside hello: by rate, by processor")
        print(f"{'bare Django, one JSON view (hello)':48} {hello.rate:8.0f}/s {hello.p95:8.1f} ms {hello.cpu:7.2f} ms")
        ours = measure_ours(chosen, beside)
        if not chosen.without_pretalx:
            measure_pretalx(chosen, beside, ours)


if __name__ == "__main__":
    main()
