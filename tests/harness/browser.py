"""The real Chromium of the machine, which reaches nothing but the server of the test."""

import os
from pathlib import Path
from typing import Any

import pytest

from harness.databases import ON_POSTGRES
from harness.living import FLAGS, chromium
from harness.shared import missing

NEAR = ("http://localhost", "http://127.0.0.1", "data:", "blob:")


def playwrights_own() -> bool:
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return any(home.glob("chromium*"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    if path is None and not playwrights_own():
        missing("no Chromium on this machine")
    return {**browser_type_launch_args, "args": FLAGS, **({"executable_path": path} if path else {})}


@pytest.fixture
def context(context: Any) -> Any:
    """A browser's page that asks anything from elsewhere gets no answer."""
    context.route(lambda url: not url.startswith(NEAR), lambda route: route.abort())
    return context


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A browser sees the same on every database, so the run on PostgreSQL leaves these out."""
    theirs = [item for item in items if {"page", "browser"} & set(getattr(item, "fixturenames", ()))]
    for item in theirs:
        item.add_marker("browser")
    if ON_POSTGRES and theirs:
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]
