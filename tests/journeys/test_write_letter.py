"""Every kind of message that is sent has words of its own."""

import ast
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from house.sources import PRODUCT, python_files, tree
from werkveld.journeys.write_letter import WORDS, letter
from werkveld.steps.messages.models import Message

PLACES = {
    "say-when",
    "roster-published",
    "round-drawn",
    "moved-up",
    "offering-cancelled",
    "coach-named",
    "seat-offered",
    "offer-lapsed",
    "changed-by-hand",
    "selection-decided",
    "selection-to-assess",
    "team-formed",
    "team-changed",
    "date-called-off",
    "event-how-was-it",
    "date-moved",
}
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "title": ["Zorg in de wijk", "Care nearby"],
    "because": "De coach is ziek.",
    "round": ["Keuze in blok 2", "Choice for term 2"],
    "got": [{"title": ["Zorg in de wijk", "Care nearby"], "rank": 2, "reason": "wish"}],
    "waits": False,
    "until": "2026-09-04T10:00:00+00:00",
    "why": "Het lokaal is te klein.",
    "upheld": True,
    "count": 2,
    "selected": False,
    "points": "71.25",
    "place": 3,
    "of": 5,
    "last": "80.00",
    "by_lot": True,
    "settled": "Het werkstuk telt.",
    "declared": ["Ik ben haar coach."],
    "seats_short": 2,
    "criteria": [
        {"name": ["Motivatie", "Motivation"], "most": 10, "weight": 1, "points": [7, 8], "notes": ["Goed.", ""]}
    ],
    "answer": "Je had gelijk.",
    "starts_at": "2026-09-04T08:00:00+00:00",
    "where": "Nova",
    "site": "Nova",
    "dates": [["2026-09-04T08:00:00+00:00", "2026-09-03T08:00:00+00:00"]] * 9,
    "code": "ABC234",
    "from": "2026-09-07",
    "shifts": 3,
    "waiting": 2,
    "name": "Anna",
    "instead": "Bas",
    "giver": "Joop",
    "is_swap": True,
    "ends_at": "2026-09-04T11:00:00+00:00",
    "offered_at": "2026-09-11T08:00:00+00:00",
    "secret": "abc",
    "team": 2,
    "topic": ["Schaduw", "Shade"],
    "rank": 2,
    "mix": {"college": [3, 2, 1, 2], "level": [2, 1, 1, 1]},
    "with": ["Bo", "Cas"],
    "asked": {"1": "Bo Bos", "2": "Demi Dek"},
    "granted": [1],
    "missed": [
        {
            "wish": "topic",
            "name": ["Water", "Water"],
            "rank": 1,
            "extra": 700,
            "pairs": 2,
            "others": True,
            "helped": "team",
        },
        {"wish": "topic", "name": ["Zon", "Sun"], "rank": 3, "no_team": True},
        {"wish": "mate", "number": 2, "extra": 0, "pairs": 0, "others": False, "helped": "mates"},
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


def test_who_got_one_place_reads_which_wish_it_was():
    with override("en"):
        told = letter(Message(kind="round-drawn", facts=FACTS, written_at=AT))
    assert told.title == "You have a place: Care nearby"
    assert told.text == "It was your wish number 2. On your page you read why."


def test_who_got_several_places_reads_them_all():
    more = [{"title": ["Lassen", "Welding"], "rank": 1, "reason": "wish"}]
    with override("en"):
        told = letter(Message(kind="round-drawn", facts={**FACTS, "got": [*FACTS["got"], *more, *more]}, written_at=AT))
    assert told.title == "You have places: Care nearby, Welding and Welding"
    assert told.text == "On your page you read why."


def test_who_got_nothing_reads_why_and_what_comes():
    with override("en"):
        told = letter(Message(kind="round-drawn", facts={**FACTS, "got": [], "waits": True}, written_at=AT))
    assert told.title == "There was no place for you in this round"
    assert told.text == "You are in line for your wishes that were full. On your page you read why."


def test_a_time_to_answer_is_that_of_the_readers_clock():
    with override("en"):
        told = letter(Message(kind="seat-offered", facts=FACTS, written_at=AT))
    assert told.text == "Say yes or no before Friday 4 September, 12:00. After that it goes to the next in line."


def test_a_message_of_long_ago_without_words_still_says_that_there_is_news():
    assert letter(Message(kind="vergeten", facts={}, written_at=AT)).title
