"""Numbers as people type them, and which of them take a text message."""

import pytest

from werkveld.ground.telephones import mobile_number


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06-12 34 56 78",
        "06.12.34.56.78",
        "+31612345678",
        "+31 (0)6 12345678",
        "0031 6 1234 5678",
        "31612345678",
    ],
)
def test_a_dutch_mobile_number_is_written_one_way(typed: str):
    assert mobile_number(typed) == "+31612345678"


@pytest.mark.parametrize(
    "typed",
    ["", "033-5550123", "+31 33 555 01 23", "06-1234567", "06123456789", "+32 470 12 34 56", "0900-1234", "bel me"],
)
def test_another_number_takes_no_text(typed: str):
    assert mobile_number(typed) == ""
