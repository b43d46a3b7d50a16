"""What the command says: in the language of the machine, also when the settings do not load."""

import gettext
import locale
import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from werkveld.ground.places import PACKAGE
from werkveld.ground.progress import Progress as Progressing

out = Console(highlight=False)
err = Console(highlight=False, stderr=True)


def language() -> str:
    """Dutch on a Dutch machine, else English; WERKVELD_LANGUAGE decides when it is set."""
    wanted = os.environ.get("WERKVELD_LANGUAGE") or locale.getlocale()[0] or os.environ.get("LANG") or "en"
    return "nl" if wanted.lower().startswith("nl") else "en"


def _(sentence: str) -> str:
    return gettext.translation("django", PACKAGE / "locale", [language()], fallback=True).gettext(sentence)


def say(sentence: str, *, error: bool = False) -> None:
    (err if error else out).print(sentence)


@contextmanager
def watching() -> Iterator[Progressing]:
    """A bar for each kind of thing that is made, and how long it took."""
    columns = (
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=out) as bars:
        tasks: dict[str, object] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield progress
