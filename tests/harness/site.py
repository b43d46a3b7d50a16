"""A site as a visitor of the demo gets it: a lived year, the server of production, and a folder of its own.

Living a year takes longer than serving it, so the year is kept between runs under the fingerprint of all that makes it.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import pytest

from harness.databases import FOLDER, MEMORY, ON_POSTGRES, ROOT

SIZE = "0.02"
ROOMS = ("demo", "journeys", "migrations", "regions", "steps")
MAKERS = ("regions", "src/werkveld_engine", *(f"src/werkveld/{room}" for room in ROOMS))
OWN_WORDS = ("WERKVELD_MODE", "WERKVELD_JOBS", "WERKVELD_URL", "DATABASE_URL", "SECRET_KEY", "EMAIL_URL")


@dataclass(frozen=True)
class Site:
    """`url` has no slash at its end; `folder` is where its mail becomes files."""

    url: str
    folder: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.url}{path}") as answer:
            return answer.read().decode()

    def last_mail(self) -> str:
        """The text of the newest mail; empty before the first."""
        mails = sorted((self.folder / "demo" / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        if not mails:
            return ""
        mail = message_from_bytes(mails[-1].read_bytes())
        part = next(one for one in mail.walk() if one.get_content_type() == "text/plain")
        return part.get_payload(decode=True).decode()


def fingerprint() -> str:
    """Of the code that lives the year and of the tables it is lived in; pages and their looks do not matter."""
    files = [
        path for maker in MAKERS for path in (ROOT / maker).rglob("*") if path.suffix in {".py", ".csv", ".md", ".toml"}
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]


def demo(*options: str, port: int = 8000) -> list[str]:
    return [sys.executable, "-m", "werkveld", "demo", "--size", SIZE, "--port", str(port), *options]


def surroundings(folder: Path) -> dict[str, str]:
    """What the tests set for themselves is not for the site."""
    own = {name: value for name, value in os.environ.items() if name not in OWN_WORDS}
    return {**own, "WERKVELD_DATA": str(folder), "WERKVELD_WORKERS": "2"}


def live(folder: Path) -> None:
    """Lives the year in this folder; serves nothing."""
    done = subprocess.run(
        demo("--no-serve"), cwd=ROOT, env=surroundings(folder), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise AssertionError(f"the demo could not be made: {(done.stdout + done.stderr)[-3000:]}")


def kept_year() -> Path:
    """Made beside and moved, since several processes may do this at once."""
    kept = MEMORY / f"werkveld-year-{fingerprint()}"
    if not kept.exists():
        for old in MEMORY.glob("werkveld-year-*"):
            shutil.rmtree(old, ignore_errors=True)
        beside = FOLDER / "year"
        live(beside)
        beside.rename(kept)
    return kept


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready/", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The site of a lived year in this folder, until the end of the block."""
    port = free_port()
    site = Site(f"http://localhost:{port}", folder)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            demo(port=port), cwd=ROOT, env=surroundings(folder), stdout=log, stderr=log, start_new_session=True
        )
    try:
        until = time.monotonic() + 120
        while not is_up(site.url):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the site did not start: {(folder / 'log').read_text()[-3000:]}")
            time.sleep(0.2)
        yield site
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One for all tests: they may read everything, and change only what is theirs."""
    folder = FOLDER / "site"
    shutil.copytree(kept_year(), folder)
    with served(folder) as one:
        yield one


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The site serves from its own SQLite, so the run on PostgreSQL leaves these out; one process serves them all."""
    theirs = [item for item in items if "site" in getattr(item, "fixturenames", ())]
    for item in theirs:
        item.add_marker(pytest.mark.xdist_group("site"))
        item.add_marker("browser")
    if ON_POSTGRES and theirs:
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]
