"""Numbers of trials in words: what stands in a row adds up."""

import pytest
from django.utils.translation import override

from werkveld.steps.enrolments.enums import Aim
from werkveld.web.school.rounds.comparing import _proof_of, _row


@pytest.mark.parametrize(
    ("means", "words", "differences"),
    [
        ([38 / 31, 1.19], ["1,23", "1,19"], ["+0,04", "het best"]),
        ([1.396, 1.404], ["1,40", "1,40"], ["", ""]),
        ([1.12, 1.15], ["1,12", "1,15"], ["het best", "+0,03"]),
        ([2.0, None], ["2,00", "–"], ["", ""]),
    ],
)
def test_a_mean_is_rounded_and_its_difference_is_of_what_one_reads(means, words, differences):
    with override("nl"):
        row = _row("mean", [{"mean": one} for one in means], lambda one: one["mean"], is_less=True, decimals=2)
        assert [cell.words for cell in row.cells] == words
        assert [str(cell.difference) for cell in row.cells] == differences


@pytest.mark.parametrize(("gap", "shown"), [(0.01239, "1,24"), (0.0123, "1,23"), (0.00001, "0,01"), (0.02, "2,00")])
def test_what_is_at_most_better_is_rounded_up(gap: float, shown: str):
    with override("nl"):
        assert f" {shown}%" in _proof_of(Aim.TOTAL_RANK, {"is_best": False, "gap": gap}).note
