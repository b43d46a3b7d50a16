"""`werkveld region load`: from a folder of tables to a region that lives."""

import argparse

from rich.markup import escape

from werkveld.console import set_up
from werkveld.console.set_up import CannotGoOn
from werkveld.console.words import _, say, watching
from werkveld.ground.places import region_package


def load(chosen: argparse.Namespace) -> None:
    set_up.ready()
    load_package(chosen.path, check_only=chosen.check, remove=chosen.remove)


def load_package(name: str, *, check_only: bool = False, remove: bool = False) -> None:
    """Loads inside a running command; what the package says wrong becomes sentences with file and line."""
    folder = region_package(name)
    if not folder.is_dir():
        raise CannotGoOn(_("There is no region package at %(path)s.") % {"path": folder})
    from django.utils import timezone

    from werkveld.ground.refusals import Refusal
    from werkveld.regions.load import load_region

    try:
        with watching() as progress:
            done = load_region(
                folder, check_only=check_only, remove=remove, by=None, at=timezone.now(), progress=progress
            )
    except Refusal as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    say(escape(str(done)))
