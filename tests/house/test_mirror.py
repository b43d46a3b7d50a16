"""Tests lie where the code lies, so that nobody has to look for either."""

from pathlib import Path

from house.sources import ROOT, SRC, here

ROOMS = {
    "api": "werkveld",
    "console": "werkveld",
    "demo": "werkveld",
    "engine": "",
    "ground": "werkveld",
    "jobs": "werkveld",
    "journeys": "werkveld",
    "regions": "werkveld",
    "steps": "werkveld",
    "web": "werkveld",
}
# Not about one part of the code: the rules of the house, the rows of the mission, the browser, and what tests share.
OTHERS = {"browser", "harness", "house", "stories", "packages", "performance"}


def test_the_folders_of_the_tests_are_those_of_the_code():
    folders = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders - set(ROOMS) - OTHERS == set()


def test_a_test_file_lies_in_the_folder_of_what_it_tests():
    """Its name may say what it is about: two modules that work together, or a behaviour that takes several."""
    lost = []
    for room, parent in ROOMS.items():
        base = ROOT / "tests" / room
        source = SRC / parent / room if parent else SRC / "werkveld_engine"
        lost += [
            here(path) for path in base.rglob("test_*.py") if not has_a_counterpart(source, path.relative_to(base))
        ]
    assert lost == []


def has_a_counterpart(source: Path, test: Path) -> bool:
    """A folder of that name, or one module of that name whose tests fill a folder."""
    folder = source / test.parent
    return folder.is_dir() or folder.with_suffix(".py").is_file()
