"""The documentation for users says what is on the screen, shows what is there, and keeps its pictures small."""

import html
import re
from functools import cache

import polib
import pytest

from house.sources import ROOT, here

USERS = ROOT / "docs" / "users"
DESKS = ("public", "resident", "student", "professional", "partner", "coach", "school", "board", "confidant")
WORDS = ROOT / "src" / "werkveld" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
MOST_BYTES = 3_000_000


@cache
def on_screen() -> set[str]:
    return {
        text.lower() for entry in polib.pofile(str(WORDS)) for text in (entry.msgstr, *entry.msgstr_plural.values())
    }


@pytest.mark.slow
@pytest.mark.parametrize("desk", DESKS)
def test_bold_words_stand_on_the_screen_exactly_so(desk: str):
    said = re.findall(r"\*\*(.+?)\*\*", (USERS / f"{desk}.md").read_text("utf-8"))
    assert said
    assert [words for words in said if html.unescape(words).lower() not in on_screen()] == []


@pytest.mark.parametrize("desk", DESKS)
def test_every_desk_says_how_to_do_things_and_says_it_in_english_too(desk: str):
    headings = re.findall(r"^## (.+)$", (USERS / f"{desk}.md").read_text("utf-8"), re.MULTILINE)
    assert headings[-1] == "In English"
    assert [heading for heading in headings[:-1] if not heading.endswith("?")] == []


def test_every_picture_is_shown_and_together_they_are_small():
    pictures = list((USERS / "pictures").iterdir())
    pages = "".join(path.read_text("utf-8") for path in USERS.glob("*.md"))
    assert [here(path) for path in pictures if f"pictures/{path.name})" not in pages] == []
    assert sum(path.stat().st_size for path in pictures) < MOST_BYTES


def test_a_picture_says_in_words_what_it_shows():
    assert re.findall(r"!\[\]\(", "".join(path.read_text("utf-8") for path in USERS.glob("*.md"))) == []
