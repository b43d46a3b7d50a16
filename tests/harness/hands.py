"""Several hands at one moment, each with a connection of its own, so that locks are real."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

from werkveld.ground.refusals import Refusal

T = TypeVar("T")
DONE = "done"


def together(*deeds: Callable[[], T]) -> list[T]:
    """Starts all at once, and gives what each gave."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], T]) -> T:
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as hands:
        return list(hands.map(do, deeds))


def hands(number: int, deed: Callable[[int], T]) -> list[T]:
    """So many hands that start at once, each told its number."""
    return together(*(lambda hand=hand: deed(hand) for hand in range(number)))


def told(deed: Callable[[], object]) -> str:
    """Does it; says `DONE`, or the name of the refusal."""
    try:
        deed()
    except Refusal as refusal:
        return type(refusal).__name__
    return DONE


def told_together(*deeds: Callable[[], object]) -> list[str]:
    """Starts all at once, and says of each what it was told."""
    return together(*(lambda deed=deed: told(deed) for deed in deeds))
