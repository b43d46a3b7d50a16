"""`werkveld report YEAR`: the summary of a promise, as a file."""

import argparse
from pathlib import Path

from werkveld.console import set_up
from werkveld.console.set_up import CannotGoOn
from werkveld.console.words import _, say


def report(chosen: argparse.Namespace) -> None:
    set_up.ready()
    from werkveld.ground.refusals import Refusal
    from werkveld.journeys.write_report import write_report

    out = Path(chosen.out or f"werkveld-{chosen.year}-{chosen.language}.pdf")
    try:
        out.write_bytes(write_report(year=chosen.year, region=chosen.region, language=chosen.language))
    except Refusal as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    say(_("Written: %(path)s") % {"path": out})
