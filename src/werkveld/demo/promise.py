"""The end of the year: its figures become public, and the report on the promise is told."""

from werkveld.demo.cast import Year
from werkveld.ground.progress import Progress


def tell_promise(year: Year, progress: Progress) -> None:
    """Nothing yet: the figures of 2022 are published, and the year is frozen, from the board's desk."""
