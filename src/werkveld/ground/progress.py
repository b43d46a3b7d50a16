"""How long work says how far it is, without knowing who watches."""

from typing import Protocol


class Progress(Protocol):
    """Call it as `progress("people", 120, 4000)`: what is made, how many are done, how many there will be."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


def silent(what: str, done: int, total: int) -> None:
    """Nobody watches."""
