"""The page for those who keep a package names every table, key and kind."""

from pathlib import Path

import pytest

from werkveld.regions.read import SHEETS
from werkveld.steps.people.enums import OrganizationKind

PAGE = (Path(__file__).parents[2] / "docs" / "users" / "region-package.md").read_text("utf-8")


@pytest.mark.parametrize("table", SHEETS)
def test_the_page_names_the_table_with_its_key(table: str):
    (line,) = [line for line in PAGE.splitlines() if line.startswith("|") and f"`{table}.csv`" in line]
    assert ", ".join(f"`{column}`" for column in SHEETS[table].key_columns) in line


@pytest.mark.parametrize("kind", OrganizationKind.values)
def test_the_page_names_the_kind(kind: str):
    assert f"`{kind}`" in PAGE
