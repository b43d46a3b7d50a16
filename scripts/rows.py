# ruff: noqa: INP001  a script, which is run by its path
"""Writes docs/rows.md: for each row of the source whether a story proves it. Runs the stories; claims nothing else.

Usage: python scripts/rows.py            (runs tests/stories on the embedded database)
"""

import ast
import csv
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT / "tests" / "stories"
PAGE = ROOT / "docs" / "rows.md"
PROGRAMMES = ROOT / "regions" / "midden-nederland" / "programmes.csv"
ROWS = [f"R{number:02}" for number in range(1, 35)]
PASSES, FAILS, NO_STORY = "passes", "**fails**", "no story yet"
HEAD = """# Rows of the source, and the stories that prove them

Made by `python scripts/rows.py` from the tests in `tests/stories`. A story walks the whole way through the doors and ends in a figure. A row
without a story may well be there as a programme of the region and in the demo year, but nothing here claims that it works to the end.

| row | what | story | state |
|---|---|---|---|
"""


class Results:
    """Hears from pytest how each story ended: one test that fails or is left out makes its story fail."""

    def __init__(self) -> None:
        self.passed: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        story = Path(report.location[0]).name
        self.passed[story] = self.passed.get(story, True) and report.passed


def row_of(story: Path) -> str:
    """`test_r04_nova.py` is about R04."""
    found = re.match(r"test_(r\d\d)_", story.name)
    return found.group(1).upper() if found else ""


def first_line(story: Path) -> str:
    """What the story is about, without its number."""
    said = (ast.get_docstring(ast.parse(story.read_text("utf-8"))) or story.stem).splitlines()[0]
    return re.sub(r"^R\d\d: ", "", said)


def programmes() -> dict[str, list[str]]:
    """Row -> names of its programmes, in English."""
    named: dict[str, list[str]] = {}
    lines = [line for line in PROGRAMMES.read_text("utf-8-sig").splitlines() if not line.startswith("#")]
    for programme in csv.DictReader(lines, delimiter=";"):
        for row in re.findall(r"R\d\d", programme["rows"]):
            named.setdefault(row, []).append(programme["name_en"])
    return named


def written(passed: dict[str, bool]) -> str:
    """The page; `passed` says of each story file whether all its tests did."""
    named, lines = programmes(), []
    stories = sorted(STORIES.glob("test_r[0-9][0-9]_*.py"))
    for row in ROWS:
        own = [story for story in stories if row_of(story) == row]
        for story in own:
            state = PASSES if passed.get(story.name) else FAILS
            lines.append(f"| {row} | {first_line(story)} | `tests/stories/{story.name}` | {state} |")
        if not own:
            lines.append(f"| {row} | {'; '.join(named.get(row, []))} | | {NO_STORY} |")
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    results = Results()
    code = pytest.main(["-q", "-p", "no:cacheprovider", str(STORIES)], plugins=[results])
    PAGE.write_text(written(results.passed), "utf-8")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
