"""The `werkveld` command: thin doors to what the rooms can do."""

import gc
import sys

from rich.markup import escape

from werkveld.console.commands import parse
from werkveld.console.set_up import CannotGoOn
from werkveld.console.words import say


def run() -> None:
    """The command itself. What it leaves in memory goes with the process: nobody has to look it through once more."""
    try:
        main()
    finally:
        gc.freeze()


def main(arguments: list[str] | None = None) -> None:
    """Runs one command; ends with 1 and one sentence when it cannot go on, never with a traceback for a known cause."""
    chosen = parse(arguments)
    try:
        chosen.run(chosen)
    except CannotGoOn as reason:
        say(f"[bold red]✗[/] {escape(str(reason))}", error=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
