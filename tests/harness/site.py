"""The one site of the browser tests: everybody reads it, and each test changes only what is its own.

Living a year takes longer than serving it, so the year is kept between runs under the fingerprint of all that makes it.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from harness.databases import FOLDER, MEMORY, ON_POSTGRES, ROOT, forget
from harness.living import Site, live, served

ROOMS = ("demo", "journeys", "migrations", "regions", "steps")
MAKERS = ("regions", "src/werkveld_engine", *(f"src/werkveld/{room}" for room in ROOMS))


def fingerprint() -> str:
    """Of the code that lives the year and of the tables it is lived in; pages and their looks do not matter."""
    files = [
        path for maker in MAKERS for path in (ROOT / maker).rglob("*") if path.suffix in {".py", ".csv", ".md", ".toml"}
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]


def kept_year() -> Path:
    """Made beside and moved, since several processes may do this at once."""
    kept = MEMORY / f"werkveld-year-{fingerprint()}"
    if not kept.exists():
        forget("werkveld-year-*")
        beside = FOLDER / "year"
        live(beside)
        with suppress(OSError):  # another was first
            beside.rename(kept)
    return kept


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One for all tests: they may read everything, and change only what is theirs."""
    folder = FOLDER / "site"
    shutil.copytree(kept_year(), folder)
    with served(folder) as one:
        yield one


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The site serves from its own SQLite, so the run on PostgreSQL leaves these out; one process serves them all."""
    theirs = [item for item in items if "site" in getattr(item, "fixturenames", ())]
    for item in theirs:
        item.add_marker(pytest.mark.xdist_group("site"))
        item.add_marker("browser")
    if ON_POSTGRES and theirs:
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]
