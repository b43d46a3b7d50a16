"""What the code imports it asks for, and what it asks for it uses: every package is one more to trust."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from house.sources import PRODUCT, ROOT, SRC, here, python_files, tree

# Asked for by another way than an import: a plugin, a driver, a command, or data that the standard library reads.
USED_BY_NAME = {
    "editables": "an installation that follows the sources",
    "psycopg": "DATABASE_URL",
    "tzdata": "zoneinfo, on a machine without it",
    "hatchling": "the wheel",
    "pytest-playwright": "a plugin of pytest",
    "pytest-randomly": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
    "django-linear-migrations": "INSTALLED_APPS of a developer",
    "django-stubs": "a plugin of mypy",
    "djade": "a command",
    "import-linter": "a command",
    "mypy": "a command",
    "ruff": "a command",
    "opentelemetry-sdk": "begin_otel",
    "opentelemetry-exporter-otlp-proto-http": "begin_otel",
    "opentelemetry-instrumentation-django": "begin_otel",
    "sentry-sdk": "begin_sentry",
    "django-storages": "WERKVELD_FILES",
}
# Imported, yet asked for by asking for another.
BROUGHT = {
    "pydantic_core": "pydantic",
    "django_stubs_ext": "django-stubs, while types are checked",
    "llvmlite": "numba",
}
OURS = {"werkveld", "werkveld_engine"}
# What benchmarks compare with is installed only where they run, so nobody can be asked who provides it.
PROVIDERS = {**packages_distributions(), "algmatch": ["algmatch"], "faiss": ["faiss-cpu"], "matching": ["matching"]}
MANIFEST = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = MANIFEST["optional-dependencies"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=;!~]", name, maxsplit=1)[0]).lower()


def names(requirements: Iterable[str]) -> set[str]:
    return {plain(one) for one in requirements} - OURS


def imported(files: Iterable[Path]) -> dict[str, str]:
    """The first name of every import of somebody else's, with a place where it stands."""
    found = {}
    for path in files:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0]: here(path, node.lineno) for alias in node.names}
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module.split(".")[0]] = here(path, node.lineno)
    return {name: place for name, place in found.items() if name not in sys.stdlib_module_names | OURS}


def providers(name: str) -> set[str]:
    return {plain(one) for one in PROVIDERS.get(name, ())}


def named_in_settings() -> set[str]:
    """Applications, middleware and backends are named as text."""
    words = (n.value for n in ast.walk(tree(PRODUCT / "settings.py")) if isinstance(n, ast.Constant))
    return {word.split(".")[0] for word in words if isinstance(word, str) and re.fullmatch(r"[a-z_]+(\.\w+)*", word)}


@pytest.mark.slow
def test_what_the_product_imports_comes_with_it():
    asked = names([*MANIFEST["dependencies"], *EXTRAS["sentry"], *EXTRAS["otel"], *EXTRAS["build"]])
    extra = {"opentelemetry", "sentry_sdk"}  # imported only when a setting asks for it
    found = imported(python_files(SRC))
    assert {
        name: place for name, place in found.items() if name not in {*extra, *BROUGHT} and not providers(name) & asked
    } == {}
    assert set(BROUGHT) - set(found) == set()


@pytest.mark.slow
def test_what_is_asked_for_is_used():
    everywhere = [*python_files(SRC, ROOT / "tests", ROOT / "frontend", ROOT / "scripts", ROOT / "benchmarks")]
    used = {one for name in {*imported(everywhere), *named_in_settings()} for one in providers(name)}
    asked = names([*MANIFEST["dependencies"], *(one for extra in EXTRAS.values() for one in extra)])
    assert asked - used - set(USED_BY_NAME) == set()
    assert set(USED_BY_NAME) - asked == set()
