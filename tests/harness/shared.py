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


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Also what a library or a marker skipped makes a run in CI red."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if IN_CI and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("\nsomething was skipped, and CI=true leaves nothing out")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """`shared("data/bpv-monitor-national.csv")` is the path of that file."""

    def path_of(name: str) -> Path:
        path = ROOT.parent / "shared" / name
        if not path.exists():
            missing(f"../shared/{name} is not there")
        return path

    return path_of
