"""What a rank costs under each objective."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.electives.problem import Objective

LARGEST = 1 << 60


def costs(
    objective: Objective, most: int, outside: int, scale: int = 1
) -> tuple[NDArray[np.int32] | NDArray[np.int64], int]:
    """The cost of every rank, best first, and that of no seat; times `scale` they still fit in 60 bits.

    Total rank: 1, 2, 3, … and what the problem says. Fair: each rank is so much worse than the one before that no
    number of better ranks makes up for it, as long as no chain of moves is longer than the base of `steepness`.
    Rank-maximal: the same the other way around.
    """
    if objective is Objective.TOTAL_RANK:
        return np.arange(1, most + 1, dtype=np.int32), outside
    base = steepness(most, LARGEST // scale)
    powers = np.array([base**rank for rank in range(most + 1)], np.int64)
    if objective is Objective.FAIR:
        return powers[:-1] - 1, int(powers[-1]) - 1
    return powers[-1] - powers[most - 1 :: -1][:most], int(powers[-1])


def steepness(most: int, largest: int = LARGEST) -> int:
    """The largest base whose power for that many wishes is still a whole number that a machine can count with.

    With at most 4 wishes it is over 30,000, with 10 it is 64: a rank weighs as much as that many of the next one.
    """
    if most == 0:
        return largest
    base = int(largest ** (1 / most))
    while (base + 1) ** most <= largest:
        base += 1
    while base**most > largest:
        base -= 1
    return base
