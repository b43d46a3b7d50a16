"""Large open data sets lie beside the repository, in ../shared, and are not part of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IN_CI = bool(os.environ.get("CI"))


def missing(what: str) -> None:
    """In CI nothing is left out; elsewhere the test says what it lacks."""
    if IN_CI:
        pytest.fail(f"{what}, and CI=true leaves nothing out")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """`shared("data/bpv-monitor-national.csv")` is the path of that file."""

    def path_of(name: str) -> Path:
        path = ROOT.parent / "shared" / name
        if not path.exists():
            missing(f"../shared/{name} is not there")
        return path

    return path_of
