"""The page of rows names every row once for each story, and claims none that no story proves."""

import re

from house.sources import ROOT

PAGE = ROOT / "docs" / "rows.md"
LINE = re.compile(r"^\| (R\d\d) \| (.+) \| (?:`(tests/stories/\S+)`)? ?\| (.+) \|$")


def lines() -> list[tuple[str, str, str]]:
    """Row, story and state."""
    found = (LINE.match(line) for line in PAGE.read_text("utf-8").splitlines())
    return [(line.group(1), line.group(3) or "", line.group(4)) for line in found if line]


def test_every_row_of_the_source_is_there():
    assert sorted({row for row, _story, _state in lines()}) == [f"R{number:02}" for number in range(1, 35)]


def test_no_row_is_claimed_that_no_story_proves():
    assert [row for row, story, state in lines() if not story and state != "no story yet"] == []
    assert [story for _row, story, _state in lines() if story and not (ROOT / story).is_file()] == []


def test_every_story_stands_on_the_page():
    """CI runs the stories; who adds one writes the page anew with `just rows`."""
    stories = {f"tests/stories/{path.name}" for path in (ROOT / "tests" / "stories").glob("test_r[0-9][0-9]_*.py")}
    assert stories == {story for _row, story, _state in lines() if story}
    assert [story for _row, story, state in lines() if story and state != "passes"] == []
