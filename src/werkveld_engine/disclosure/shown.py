"""One number about one group; Hidden carries no value and no reason, so nothing can leak from it.

A reason would be a leak: knowing that a cell is hidden *because it is small* is half of knowing it.
"""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

V_co = TypeVar("V_co", covariant=True)
V = TypeVar("V")

# Below three there is nothing to hide behind: with a minimum of two a hidden group could only be one person.
LOWEST_MINIMUM: Final = 3


@dataclass(frozen=True, slots=True)
class Shown(Generic[V_co]):
    """A value that everyone may see."""

    value: V_co


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that stays hidden: it has no fields, on purpose."""


HIDDEN: Final = Hidden()


def check_minimum(minimum: int) -> None:
    """Raise ValueError for a minimum that protects nobody: only 1 (nothing is hidden) or 3 and more make sense."""
    if minimum != 1 and minimum < LOWEST_MINIMUM:
        message = f"A minimum of {minimum} protects nobody: use 1 to hide nothing, or {LOWEST_MINIMUM} or more."
        raise ValueError(message)


def is_small(people: int, minimum: int) -> bool:
    """A group of 1 up to and including minimum - 1 people. Nobody is not a group: zero may be shown."""
    return 0 < people < minimum


def disclose(value: V, people: int, *, minimum: int) -> Shown[V] | Hidden:
    """Show `value` when it is about no one or about at least `minimum` people; O(1).

    For one number that stands alone. Numbers that add up to each other go through `protect`, and a number that was
    published before goes through `hold`.

    :param value: anything; it is passed on untouched.
    :param people: how many different persons the value is about (persons, not records).
    :raises ValueError: people is negative, or minimum is below 1 or is 2.
    """
    check_minimum(minimum)
    if people < 0:
        message = f"A group cannot have {people} people."
        raise ValueError(message)
    return HIDDEN if is_small(people, minimum) else Shown(value)


def disclose_mean(mean: float | None, n: int, *, minimum: int) -> Shown[float | None] | Hidden:
    """Show a mean over at least `minimum` people; a mean over nobody is Shown(None); O(1).

    :raises ValueError: n is negative, n and mean contradict each other, or minimum is below 1 or is 2.
    """
    if (n == 0) != (mean is None):
        message = f"A mean of {mean} over {n} people cannot be."
        raise ValueError(message)
    return disclose(mean, n, minimum=minimum)


def disclose_share(numerator: int, n: int, *, minimum: int) -> Shown[float | None] | Hidden:
    """Show numerator / n unless n, the people who have it, or the people who have it not, are a small group; O(1).

    Both sides count: "39 of 40 passed" tells who did not as surely as "1 of 40 failed". Nobody and everybody are
    shown (0.0 and 1.0), as zero is shown everywhere. A share of nobody is Shown(None).

    :returns: the share, 0 to 1, or Hidden.
    :raises ValueError: not 0 <= numerator <= n, or minimum is below 1 or is 2.
    """
    check_minimum(minimum)
    if not 0 <= numerator <= n:
        message = f"{numerator} of {n} cannot be."
        raise ValueError(message)
    if any(is_small(people, minimum) for people in (n, numerator, n - numerator)):
        return HIDDEN
    return Shown(numerator / n if n else None)


def disclose_movement(came: int, left: int, *, minimum: int) -> Shown[tuple[int, int]] | Hidden:
    """Show how many came and how many left, together or not at all; O(1).

    Together, because who knows the two totals knows came - left, and so gets the one from the other.

    :raises ValueError: a negative number, or minimum is below 1 or is 2.
    """
    check_minimum(minimum)
    if came < 0 or left < 0:
        message = f"{came} came and {left} left cannot be."
        raise ValueError(message)
    if any(is_small(people, minimum) for people in (came, left, abs(came - left))):
        return HIDDEN
    return Shown((came, left))
