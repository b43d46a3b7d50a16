"""Tests use a real file on SQLite, in memory where the machine can, so that threads meet the locks of real use."""

import atexit
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

MEMORY = Path("/dev/shm")
DATABASE = settings.DATABASES["default"]
ON_POSTGRES = DATABASE["ENGINE"].endswith("postgresql")


def in_a_folder_of_its_own() -> None:
    folder = tempfile.mkdtemp(prefix="werkveld-tests-", dir=MEMORY if MEMORY.is_dir() else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    DATABASE["TEST"] = {"NAME": f"{folder}/tests.sqlite3"}
    settings.MEDIA_ROOT = Path(folder) / "files"


if not ON_POSTGRES:
    in_a_folder_of_its_own()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test marked `postgres` has nothing to say on SQLite; the suite runs on both in CI."""
    if not ON_POSTGRES:
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="means something on PostgreSQL only"))
