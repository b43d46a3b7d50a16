"""What changed, word by word."""

from django.utils import translation

from werkveld.web.board.changes import Piece, pieces, readable


def test_what_was_taken_out_stands_before_what_came_in():
    assert pieces("een oud woord", "een nieuw woord") == [
        Piece("same", "een "),
        Piece("removed", "oud "),
        Piece("added", "nieuw "),
        Piece("same", "woord"),
    ]


def test_long_stretches_that_stayed_are_shortened():
    long = " ".join(f"w{number}" for number in range(40))
    same, added = pieces(f"{long} ", f"{long} nieuw")
    assert (same.kind, "…" in same.text, added.text) == ("same", True, "nieuw")


def test_only_the_fields_that_changed_are_named():
    before = {"heading_nl": "a", "body_nl": "b"}
    with translation.override("en"):
        assert [name for name, _pieces in readable(before, {"heading_nl": "a", "body_nl": "c"})] == ["Text in Dutch"]
