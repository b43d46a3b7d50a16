"""Tests use a real file on SQLite, in memory where the machine can, so that threads meet the locks of real use.

The empty database with all its tables is kept between runs, under the fingerprint of all that makes it: migrating
takes seconds, copying does not.
"""

import atexit
import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]
A_DAY = 24 * 3600
MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
DATABASE = settings.DATABASES["default"]
ON_POSTGRES = DATABASE["ENGINE"].endswith("postgresql")


def fingerprint() -> str:
    makers = [
        *ROOT.glob("src/werkveld/migrations/*.py"),
        ROOT / "requirements" / "dev.txt",
        ROOT / "src/werkveld/settings.py",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(makers))).hexdigest()[:16]


EMPTY = MEMORY / f"werkveld-empty-{fingerprint()}.sqlite3"
FOLDER = Path(tempfile.mkdtemp(prefix="werkveld-tests-", dir=MEMORY))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
settings.MEDIA_ROOT = FOLDER / "files"
if not ON_POSTGRES:
    DATABASE.setdefault("TEST", {})["NAME"] = str(FOLDER / "tests.sqlite3")


def forget(pattern: str) -> None:
    """What was kept for code of more than a day ago; younger may be of a run that is going on."""
    for old in MEMORY.glob(pattern):
        if time.time() - old.stat().st_mtime > A_DAY:
            shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """True when a copy of the empty database stands ready; `--create-db` makes everything anew."""
    if ON_POSTGRES or request.config.getvalue("create_db") or not EMPTY.exists():
        return bool(request.config.getvalue("reuse_db"))
    shutil.copy(EMPTY, DATABASE["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """After the setup of pytest-django: keeps what was made, for the next run."""
    if ON_POSTGRES or not EMPTY.exists():
        with django_db_blocker.unblock():
            look_away() if ON_POSTGRES else keep()


def look_away() -> None:
    """PostgreSQL would count tables between two tests, find them empty and plan for that: minutes instead of seconds."""
    from django.db import connection  # Django has to be ready

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"ALTER TABLE {name} SET (autovacuum_enabled = false)")


@pytest.fixture(autouse=True, scope="session")
def emptied_between_tests() -> Iterator[None]:
    """A test that commits is followed by an empty database; for that moment only, what never goes may go."""
    from django.db import transaction  # Django has to be ready
    from django.db.backends.base.operations import BaseDatabaseOperations

    guards = import_module("werkveld.migrations.0002_what_was_kept_stands")
    empty = BaseDatabaseOperations.execute_sql_flush

    def unguarded(self: BaseDatabaseOperations, statements: list[str]) -> None:
        editor = SimpleNamespace(connection=self.connection)
        with transaction.atomic(using=self.connection.alias):
            guards.unguard(None, editor)
            empty(self, statements)
            guards.guard(None, editor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded)
        yield


def keep() -> None:
    """Written beside and moved, since several processes may do this at once."""
    from django.db import connection  # Django has to be ready

    forget("werkveld-empty-*.sqlite3")
    beside = FOLDER / f"empty-{os.getpid()}.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(beside) as copy:
        connection.connection.backup(copy)
    copy.close()
    beside.rename(EMPTY)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test marked with one database has nothing to say on the other; the suite runs on both."""
    other = "sqlite" if ON_POSTGRES else "postgres"
    theirs = [item for item in items if item.get_closest_marker(other)]
    if theirs:
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]
