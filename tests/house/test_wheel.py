"""A wheel carries all that a server needs, so that nobody who runs one needs Node or the sources."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from house.sources import PRODUCT, ROOT

NEEDED = (
    "werkveld/settings.py",
    "werkveld_engine/capacity.py",
    "werkveld/web/templates/base.html",
    "werkveld/web/static/built/site.css",
    "werkveld/region_packages/base/norms.csv",
    "werkveld/region_packages/midden-nederland/region.toml",
    "werkveld/migrations/0001_initial.py",
)


@pytest.mark.slow
def test_a_wheel_is_complete(tmp_path: Path):
    if not (PRODUCT / "web" / "static" / "built" / "site.css").exists():
        pytest.fail("the front end is not built: python frontend/build.py")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as inside:
        names = set(inside.namelist())
        (metadata,) = (name for name in names if name.endswith("METADATA"))
        said = inside.read(metadata).decode()
    assert set(NEEDED) - names == set()
    assert "License-Expression: EUPL-1.2" in said
    assert not any(name.endswith((".pyc", ".sqlite3")) or "node_modules" in name for name in names)
