"""Every reason that the engine gives has its words, in both languages, and no word says more than was proved."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from werkveld.journeys.write_reason import WHY, promise_of, reasons, told_wishes
from werkveld.steps.enrolments.enums import Aim
from werkveld_engine.electives import Why


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


CODES = [why.name.lower() for why in Why if why is not Why.NO_WISH]


def line(why: str, **facts: Any) -> dict[str, Any]:
    usual = {"offering": "x", "title": ["Bakken", "Baking"], "period": None, "rank": 2, "seats": 4, "extra": 0}
    return {**usual, "why": why, "last_turn": 0, "more_seats": 0, **facts}


def result(*lines: dict[str, Any], aim: str = Aim.TOTAL_RANK, **facts: Any) -> dict[str, Any]:
    return {"aim": aim, "seats": 1, "turn": 0, "turns": 30, "got": [], "wishes": list(lines), **facts}


def said(one: dict[str, Any], **facts: Any) -> list[str]:
    return reasons(one, result(one, **facts))


def test_each_reason_of_the_engine_has_words():
    assert set(WHY) == set(CODES)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("aim", Aim.values)
def test_the_words_are_whole_sentences_without_gaps(language: str, aim: str):
    with override(language):
        told = [one for code in CODES for one in said(line(code, more_seats=1, extra=2), aim=aim)]
        promises = [words for may in (True, False) for words in vars_of(aim, may)]
    assert [one for one in told + promises if not one.endswith(".") or "%(" in one] == []
    assert len(told) == 2 * len(CODES)


def vars_of(aim: str, may_cancel: bool) -> tuple[str, str]:
    promise = promise_of(aim, may_cancel=may_cancel)
    return promise.how, promise.property


def test_the_two_languages_differ():
    with override("nl"):
        dutch = [said(line(code))[0] for code in CODES]
    assert [one for one in dutch if one in {said(line(code))[0] for code in CODES}] == []


def test_what_had_no_seat_never_says_that_others_went_before():
    nothing = "There was no place to give: it was full before the round, or it does not go on."
    assert [said(line(why, seats=0, extra=3)) for why in ("lot", "dearer")] == [[nothing], [nothing]]


def test_a_turn_is_named_only_where_the_last_place_went_before_it():
    before = said(line("lot", last_turn=4), aim=Aim.DRAW, turn=9)
    after = said(line("lot", last_turn=9), aim=Aim.DRAW, turn=4)
    assert before == ["It was full before your turn: the last place went at turn 4, and yours was 9."]
    assert after == ["It was full when it was your turn."]


def test_steps_are_counted_only_where_the_aim_counts_ranks():
    steps = {aim: said(line("dearer", extra=3), aim=aim)[0] for aim in Aim.values}
    assert [aim for aim, words in steps.items() if "3" in words] == [Aim.TOTAL_RANK]


def test_a_first_wish_that_one_place_more_would_have_given_says_just_that():
    first, later = (said(line("lot", rank=rank, more_seats=1))[1] for rank in (1, 2))
    assert first == "With one more place in it, you would have had it."
    assert later == "With one more place in it, you would have had it, or something you ranked higher."


def test_more_places_are_counted():
    first, later = (said(line("lot", rank=rank, more_seats=8))[1] for rank in (1, 2))
    assert first == "With 8 more places in it, you would have had it."
    assert later == "With 8 more places in it, you would have had it, or something you ranked higher."


def test_who_gets_two_reads_that_there_are_two():
    assert "at most 2" in said(line("enough"), seats=2)[0]


def test_a_wish_knows_whether_a_place_may_still_come_free():
    told = told_wishes(result(*(line(code) for code in CODES)))
    assert [code for code, one in zip(CODES, told, strict=True) if one.was_full] == ["limit", "dearer", "lot"]
    assert [code for code, one in zip(CODES, told, strict=True) if one.is_given] == ["given", "fixed"]
