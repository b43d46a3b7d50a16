"""The doors to the database and the queue."""

import argparse

from werkveld.console import set_up
from werkveld.console.words import _, say


def migrate(_chosen: argparse.Namespace) -> None:
    set_up.compile_words()
    set_up.ready()
    set_up.migrate()
    say(_("The tables are up to date."))


def worker(chosen: argparse.Namespace) -> None:
    set_up.ready()
    from django.core.management import call_command

    call_command("db_worker", batch=chosen.until_empty, interval=1, verbosity=0)


def beat(chosen: argparse.Namespace) -> None:
    set_up.ready()
    from werkveld.jobs.beat import beat_forever, beat_once
    from werkveld.jobs.schedule import BEATS

    (beat_once if chosen.once else beat_forever)(BEATS)
