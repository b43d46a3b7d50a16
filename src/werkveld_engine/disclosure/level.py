"""Which parts of one table to hide; the choice depends on the counts as a bag, never on labels or order.

Why that matters: an attacker may own this code. He tries every table that fits what he sees and keeps those for which
the code hides the same cells. When the choice looks at the bag of counts only, the hidden counts may be dealt out
again over the hidden cells in any way and the same cells come out hidden. As one of them is always at least the
minimum, every hidden cell may be that one. A tie broken by label would spoil this: see the trap in the tests.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from werkveld_engine.disclosure.shown import is_small


class Choice(NamedTuple):
    """Positions to hide. `whole`: the whole breakdown is hidden, its zeros too."""

    hidden: frozenset[int]
    whole: bool


SHOW_ALL = Choice(frozenset(), whole=False)


def choose(counts: Sequence[int], minimum: int) -> Choice:
    """Choose what to hide in a table whose total is public and at least `minimum`; O(k log k) for k parts.

    - No small part: show all.
    - Else hide the small parts, and every part with the one count (at least `minimum`) that costs fewest people.
    - No part reaches the minimum: the small parts hide each other when together they have room for a large one,
      otherwise the whole breakdown is hidden, zeros too.
    - "Everyone in one part" of a group too small to be told from that last case is hidden whole as well.

    :param counts: people per part, all >= 0.
    """
    inhabited = [position for position, people in enumerate(counts) if people]
    small = [position for position in inhabited if is_small(counts[position], minimum)]
    if _must_go_whole(counts, inhabited, small, minimum):
        return Choice(frozenset(range(len(counts))), whole=True)
    if not small:
        return SHOW_ALL
    cover = _cheapest_cover([people for people in counts if people >= minimum])
    return Choice(frozenset(small) | {p for p in inhabited if counts[p] == cover}, whole=False)


def _must_go_whole(counts: Sequence[int], inhabited: list[int], small: list[int], minimum: int) -> bool:
    total = sum(counts)
    alone = len(inhabited) == 1 and total < minimum + len(counts) - 1
    cramped = len(small) == len(inhabited) and 0 < total < minimum + len(inhabited) - 1
    return alone or cramped


def _cheapest_cover(large: list[int]) -> int | None:
    """The count whose holders together have fewest people; the lower count when two cost the same."""
    costs = Counter(large)
    return min(costs, key=lambda people: (people * costs[people], people), default=None)
