"""Every reason that the engine gives has its words, in both languages, and no word says more than was proved."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.utils.translation import override

from werkveld.journeys import write_side_reason
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
    return {
        "aim": aim,
        "seats": 1,
        "priority": [["Welzijn", "Welfare"]],
        "turn": 0,
        "turns": 30,
        "got": [],
        "wishes": list(lines),
        **facts,
    }


def said(one: dict[str, Any], **facts: Any) -> list[str]:
    return reasons(one, result(one, **facts))


def test_each_reason_of_the_engine_has_words():
    assert set(WHY) == {*CODES, *write_side_reason.WHY}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("limit", [None, ["Begeleider Kim", "Coach Kim"]])
def test_what_hosts_had_a_say_in_is_told_in_whole_sentences(language: str, limit: list[str] | None):
    helped = {"more_seats": 2, "more_limit": [1, "Begeleider Kim", "Coach Kim"], "gladly": True}
    facts = {"host": "Bakkerij", "host_why": "", "limit": limit, **helped}
    with override(language):
        told = {code: said(line(code, **facts)) for code in write_side_reason.WHY}
        passed_on = said(line("host_no", **{**facts, "host_why": "Te ver weg."}))
    assert [len(one) for one in told.values()] == [4] * len(told)
    assert [words for one in told.values() for words in one if not words.endswith(".") or "%(" in words] == []
    assert passed_on[0].endswith("«Te ver weg.»")
    assert "Te ver" not in told["host_no"][0]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("aim", Aim.values)
def test_the_words_are_whole_sentences_without_gaps(language: str, aim: str):
    with override(language):
        told = [one for code in CODES for one in said(line(code, more_seats=1, extra=2), aim=aim)]
        promises = [words for flags in product((True, False), repeat=3) for words in vars_of(aim, *flags)]
    assert [one for one in told + promises if not one.endswith(".") or "%(" in one] == []
    assert len(told) == 2 * len(CODES)


def vars_of(aim: str, may_cancel: bool, is_short: bool, has_priority: bool) -> tuple[str, str]:
    promise = promise_of(aim, may_cancel=may_cancel, is_short=is_short, has_priority=has_priority)
    return promise.how, promise.property


def test_the_two_languages_differ():
    with override("nl"):
        dutch = [said(line(code))[0] for code in CODES]
    assert [one for one in dutch if one in {said(line(code))[0] for code in CODES}] == []


def test_what_had_no_seat_never_says_that_others_went_before():
    nothing = "There was no place to give: all were taken before the round, or it does not go on."
    assert [said(line(why, seats=0, extra=3)) for why in ("lot", "together", "no_room")] == [[nothing]] * 3


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
    assert [code for code, one in zip(CODES, told, strict=True) if one.was_full] == [
        "limit",
        "dearer",
        "lot",
        "together",
        "priority",
        "no_room",
    ]
    assert [code for code, one in zip(CODES, told, strict=True) if one.is_given] == ["given", "fixed"]


def test_what_was_not_worked_out_is_said_so():
    assert said(line("dearer", tried=0))[1:] == ["We did not work out what one more place would have done."]
    assert said(line("lot", tried=4))[1:] == ["With 4 more places in it, you would not have had it either."]
    assert said(line("lot", tried=4, more_seats=2))[1] == (
        "With 2 more places in it, you would have had it, or something you ranked higher."
    )


@pytest.mark.parametrize(
    "one", [line("dearer"), line("limit", tried=0), line("given", tried=0), line("no_room", seats=0)]
)
def test_nothing_is_said_of_more_places_where_that_is_no_question(one: dict[str, Any]):
    assert len(said(one)) == 1


def test_priority_names_the_groups_and_nobody():
    assert said(line("priority"), priority=[["Welzijn", "Welfare"], ["Sport", "Sports"]])[0] == (
        "It was full. In this round some students go first: Welfare, Sports. Without that priority you could have had it, "
        "or something you ranked higher."
    )


def test_that_nobody_can_ever_gain_is_promised_only_where_everything_can_be_ranked():
    ever = "Nobody can ever gain"
    told = {
        flags: promise_of(Aim.DRAW, may_cancel=flags[0], is_short=flags[1])
        for flags in product((True, False), repeat=2)
    }
    assert [flags for flags, promise in told.items() if promise.property.startswith(ever)] == [(False, False)]
    assert "put something last" in told[False, True].property
