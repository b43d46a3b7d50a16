"""Public pages over a lived demo beside a bare Django view, on one machine in one run: the report, a figure, programmes.

    werkveld demo --no-serve        (once; or point --data at another folder that holds a lived demo)
    python benchmarks/pages.py [--data var/demo] [--seconds 10]

Serves with gunicorn (2 sync workers), as in production, and asks with wrk (8 connections). Needs wrk.
"""

import argparse
import re
import tempfile
from pathlib import Path

from catalogue import HERE, Beside
from servers import Server, gunicorn

REPORT = re.compile(r'href="(/nl/belofte/[a-z0-9-]+/\d{4}/)"')
FIGURE = re.compile(r'href="(/nl/cijfer/[^"#?]+)"')


def found(server: Server, path: str, pattern: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys(pattern.findall(server.get(path)[2].decode())))


def tell(server: Server, beside: Beside) -> None:
    reports = found(server, "/nl/belofte/", REPORT)
    if not reports:
        raise SystemExit("No promise was published in that folder: live a demo there first.")
    beside.tell("the report of a year", server, reports[:1])
    figures = found(server, reports[0], FIGURE)
    beside.tell(f"figures of that report, {len(figures)} in turn", server, figures)
    beside.tell("the front page", server, ["/nl/"])
    beside.tell("programmes", server, ["/nl/programmas/"])
    headers = {name.lower(): value for name, value in server.get(reports[0])[1].items()}
    beside.tell("a report that did not change (304)", server, reports[:1], etag=headers["etag"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("var/demo"))
    parser.add_argument("--seconds", type=int, default=10)
    chosen = parser.parse_args()
    env = {
        "WERKVELD_DATA": str(chosen.data.resolve()),
        "WERKVELD_MODE": "production",
        "WERKVELD_URL": "http://localhost",
        "ALLOWED_HOSTS": "localhost",
        "SECRET_KEY": "only-for-a-benchmark-" * 3,
        "PYTHONPATH": str(HERE.parent / "src"),
    }
    with tempfile.TemporaryDirectory() as folder, gunicorn("bare:application", chdir=str(HERE)) as bare:
        beside = Beside(bare, Path(folder), chosen.seconds)
        hello = beside.hello()
        print(f"{'bare Django, one JSON view (hello)':48} {hello.rate:8.0f}/s {hello.p95:8.1f} ms {hello.cpu:7.2f} ms")
        print("goal: the report at hello / 8, a 304 at hello / 3")
        with gunicorn("werkveld.wsgi:application", **env) as server:
            tell(server, beside)


if __name__ == "__main__":
    main()
