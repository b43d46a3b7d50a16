"""Which commands there are and what they take. Opens without Django, so that `--help` answers at once."""

import argparse
from collections.abc import Callable

from werkveld import __version__
from werkveld.console.words import _

Command = Callable[[argparse.Namespace], None]


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="werkveld", description=_("A region learns at work."))
    parser.add_argument("--version", action="version", version=f"werkveld {__version__}")
    commands = parser.add_subparsers(required=True, metavar=_("command"))
    for add in (add_demo, add_serve, add_region, add_report, add_doctor, add_migrate, add_worker, add_beat):
        add(commands)
    return parser.parse_args(arguments)


def add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.demo import demo

    one = commands.add_parser("demo", help=_("set up everything, live a school year in a region, and serve the site"))
    one.add_argument("--region", help=_("a region package: its name or its folder"))
    one.add_argument("--seed", type=int, help=_("the same seed tells the same year"))
    one.add_argument("--size", type=float, help=_("how many people: 1 is a few thousand, 0.1 a tenth"))
    one.add_argument("--fresh", action="store_true", help=_("throw the demo of before away and start anew"))
    one.add_argument("--no-serve", action="store_true", help=_("stop when all is ready"))
    one.add_argument("--port", type=int, default=8000)
    one.set_defaults(run=demo)


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.serve import serve

    one = commands.add_parser("serve", help=_("serve the site"))
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--workers", type=int, default=0, help=_("processes; 0 means one more than twice the cores"))
    one.add_argument("--with-worker", action="store_true", help=_("also run the jobs, for a site on one machine"))
    one.set_defaults(run=serve)


def add_region(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.region import load

    region = commands.add_parser("region", help=_("regions and their packages")).add_subparsers(
        required=True, metavar=_("command")
    )
    one = region.add_parser("load", help=_("read a region package into the database"))
    one.add_argument("path", help=_("a region package: its name or its folder"))
    one.add_argument("--check", action="store_true", help=_("only say what is wrong and what would change"))
    one.add_argument("--remove", action="store_true", help=_("also take out what is no longer in the package"))
    one.set_defaults(run=load)


def add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.report import report

    one = commands.add_parser("report", help=_("write the summary of a year's promise as an accessible PDF"))
    one.add_argument("year", type=int)
    one.add_argument("--region", default="", help=_("the code of the region; not needed when there is one"))
    one.add_argument("--language", choices=["nl", "en"], default="nl")
    one.add_argument("--out", default="", help=_("the file to write"))
    one.set_defaults(run=report)


def add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.doctor import doctor

    one = commands.add_parser("doctor", help=_("say what is missing or wrong on this machine"))
    one.set_defaults(run=doctor)


def add_migrate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.jobs import migrate

    one = commands.add_parser("migrate", help=_("bring the tables of the database up to date"))
    one.set_defaults(run=migrate)


def add_worker(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.jobs import worker

    one = commands.add_parser("worker", help=_("run jobs as they come; start as many as you like"))
    one.add_argument("--until-empty", action="store_true", help=_("stop when no job waits"))
    one.set_defaults(run=worker)


def add_beat(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from werkveld.console.jobs import beat

    one = commands.add_parser("beat", help=_("put the jobs of the clock in the queue when their time comes"))
    one.add_argument("--once", action="store_true", help=_("look once and stop, for a machine that has its own clock"))
    one.set_defaults(run=beat)
