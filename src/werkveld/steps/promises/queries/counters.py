"""Which ways to look there are, for those who write definitions."""

from werkveld.steps.promises._counting.counters import COUNTERS

OF_THEIR_OWN = {"partnerships": {"step"}, "awards": {"kind"}, "mean_score": {"respondents"}}


def counters() -> dict[str, frozenset[str]]:
    """By code of a counter the names of the parameters that narrow it; any other name would be left unread."""
    return {
        code: frozenset(OF_THEIR_OWN.get(code, set()) | ({"row", "programme"} if counter.programme else set()))
        for code, counter in COUNTERS.items()
    }
