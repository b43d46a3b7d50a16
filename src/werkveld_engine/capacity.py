"""Arithmetic of seats; who may take one, and the lock around it, live with the offering."""


def seats_left(capacity: int | None, taken: int) -> int | None:
    """Seats that are still free, never below 0; None when there is no limit; O(1).

    More taken than the capacity is not an error here: a capacity may be lowered after people were placed.

    :raises ValueError: a negative number.
    """
    if taken < 0 or (capacity is not None and capacity < 0):
        message = f"{taken} taken of {capacity} seats cannot be."
        raise ValueError(message)
    return None if capacity is None else max(0, capacity - taken)


def is_full(capacity: int | None, taken: int) -> bool:
    """No seat is left; without a limit it never is; O(1).

    :raises ValueError: a negative number.
    """
    return seats_left(capacity, taken) == 0
