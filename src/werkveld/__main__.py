"""`python -m werkveld` is the same as `werkveld`."""

from werkveld.console import run

run()
