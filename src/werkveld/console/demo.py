"""`werkveld demo`: from nothing to a site with a lived school year, in one command."""

import argparse
import json
import os
import shutil
from pathlib import Path

from werkveld.console import set_up
from werkveld.console.region import load_package
from werkveld.console.serve import start
from werkveld.console.set_up import CannotGoOn, step
from werkveld.console.words import _, say, watching
from werkveld.demo.days import MORNING

USUAL: dict[str, str | int | float] = {"region": "midden-nederland", "seed": 2022, "size": 1.0}


def demo(chosen: argparse.Namespace) -> None:
    data = surroundings(chosen)
    step(_("Building the front end"))
    engine = set_up.prepare_engine()
    set_up.build_front_end()
    set_up.compile_words()
    set_up.ready()
    static = set_up.gather_static()
    step(_("Making the tables"))
    set_up.migrate()
    live(chosen, data)
    step(_("Gathering the files of the site"))
    set_up.gathered(static)
    if chosen.no_serve:
        step(_("Making the engine ready; the first time that takes a minute"))
        engine.wait()
        say(_("All is ready. Start the site with: werkveld demo"))
        return
    set_up.refuse_what_is_unsafe()
    if engine.poll() is None:
        say(_("The engine is still being made ready. In this first minute a trial of a round takes longer."))
    start(host="127.0.0.1", port=chosen.port, workers=0, with_worker=True)


def surroundings(chosen: argparse.Namespace) -> Path:
    """The demo has a folder and a key of its own, so it never touches the data of real people."""
    if os.environ.get("WERKVELD_MODE") == "production":
        raise CannotGoOn(_("WERKVELD_MODE is production here, and a demo would let anyone in. Unset it first."))
    data = Path(os.environ.get("WERKVELD_DATA", "var")).resolve() / "demo"
    if chosen.fresh and data.exists():
        shutil.rmtree(data)
    os.environ["WERKVELD_MODE"] = "demo"
    os.environ["WERKVELD_DATA"] = str(data)
    os.environ.setdefault("WERKVELD_URL", f"http://localhost:{chosen.port}")
    os.environ.setdefault("WERKVELD_CLOCK", MORNING.isoformat(timespec="minutes"))
    os.environ["SECRET_KEY"] = set_up.kept_secret(data)
    return data


def live(chosen: argparse.Namespace, data: Path) -> None:
    """Loads the region and lives the year, unless a year was lived here before and no other is asked for."""
    memory = data / "lived.json"
    asked = {name: getattr(chosen, name) for name in USUAL if getattr(chosen, name) is not None}
    if memory.exists():
        lived = json.loads(memory.read_text())
        if {**lived, **asked} != lived:
            raise CannotGoOn(_("Another demo was made here before. Add --fresh to throw it away and start anew."))
        return
    wanted = {**USUAL, **asked}
    step(_("Loading the region %(name)s") % {"name": wanted["region"]})
    load_package(str(wanted["region"]))
    step(_("Living a school year"))
    live_in(seed=int(wanted["seed"]), size=float(wanted["size"]))
    memory.write_text(json.dumps(wanted))


def live_in(*, seed: int, size: float) -> None:
    from werkveld.demo.year import live_year
    from werkveld.ground.refusals import Refusal

    try:
        with watching() as progress:
            live_year(seed=seed, size=size, progress=progress)
    except Refusal as refusal:  # such as a year that was broken off half-way
        hint = _("Add --fresh to throw it away and start anew.")
        raise CannotGoOn(f"{refusal} {hint}") from refusal
