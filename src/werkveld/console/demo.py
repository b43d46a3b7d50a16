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


def demo(chosen: argparse.Namespace) -> None:
    data = surroundings(chosen)
    step(_("Building the front end"))
    set_up.build_front_end()
    set_up.compile_words()
    set_up.ready()
    step(_("Making the tables"))
    set_up.migrate()
    live(chosen, data)
    step(_("Gathering the files of the site"))
    set_up.collect_static()
    set_up.refuse_what_is_unsafe()
    if chosen.no_serve:
        say(_("All is ready. Start the site with: werkveld demo"))
        return
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
    os.environ["SECRET_KEY"] = set_up.kept_secret(data)
    return data


def live(chosen: argparse.Namespace, data: Path) -> None:
    """Loads the region and lives the year, unless this very year was lived here before."""
    wanted = {"region": chosen.region, "seed": chosen.seed, "size": chosen.size}
    memory = data / "lived.json"
    if memory.exists():
        if json.loads(memory.read_text()) != wanted:
            raise CannotGoOn(_("Another demo was made here before. Add --fresh to throw it away and start anew."))
        return
    step(_("Loading the region %(name)s") % {"name": chosen.region})
    load_package(chosen.region)
    step(_("Living a school year"))
    from werkveld.demo.year import live_year

    with watching() as progress:
        live_year(seed=chosen.seed, size=chosen.size, progress=progress)
    memory.write_text(json.dumps(wanted))
