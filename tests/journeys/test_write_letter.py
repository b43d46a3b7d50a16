"""Every kind of message that is sent has words of its own."""

import ast
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from house.sources import PRODUCT, python_files, tree
from werkveld.journeys.write_letter import WORDS, letter
from werkveld.steps.messages.models import Message

PLACES = {"round-drawn", "moved-up", "offering-cancelled", "coach-named"}
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
FACTS = {
    "title": ["Zorg in de wijk", "Care nearby"],
    "because": "De coach is ziek.",
    "rank": 2,
    "turn": 7,
    "turns": 80,
    "missed": [
        {"title": ["Lassen", "Welding"], "rank": 1, "last_seat_at": 5},
        {"title": ["Koken", "Cooking"], "rank": 3, "last_seat_at": None},
    ],
}


def kinds_sent() -> set[str]:
    """The words in quotes that `tell` and `tell_all` are called with."""
    return {
        argument.value
        for path in python_files(PRODUCT)
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"tell", "tell_all"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_no_kind_is_without_words():
    assert kinds_sent() == set(WORDS)


@pytest.mark.parametrize("kind", sorted(WORDS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_are_filled_in_the_language_of_the_reader(kind: str, language: str):
    with override(language):
        told = letter(Message(kind=kind, facts=FACTS, written_at=AT))
    assert told.title
    assert "%(" not in told.title + told.text
    named = {"nl": "Zorg in de wijk", "en": "Care nearby"}[language]
    assert (named in told.title) is (kind in PLACES)


def test_the_reason_of_a_draw_names_the_turn_and_what_was_full_before_it():
    with override("en"):
        told = letter(Message(kind="round-drawn", facts=FACTS, written_at=AT))
    assert told.title == "You have a place: Care nearby"
    assert told.text == (
        "It was your wish number 2. The draw gave you turn 7 of 80. “Welding” was full: the last place went to turn 5. "
        "“Cooking” was already full before the draw."
    )


def test_who_got_nothing_reads_why_and_what_comes():
    with override("en"):
        told = letter(Message(kind="round-drawn", facts={**FACTS, "title": None, "missed": []}, written_at=AT))
    assert told.title == "There was no place for you in this round"
    assert told.text == "The draw gave you turn 7 of 80. You are on the waiting list of your first wish."


def test_a_message_of_long_ago_without_words_still_says_that_there_is_news():
    assert letter(Message(kind="vergeten", facts={}, written_at=AT)).title
