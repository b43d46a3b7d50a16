"""Tests lie where the code lies, so that nobody has to look for either."""

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


def test_a_test_file_lies_beside_what_it_tests():
    lost = []
    for room, parent in ROOMS.items():
        base = ROOT / "tests" / room
        source = SRC / parent / room if parent else SRC / "werkveld_engine"
        for path in base.rglob("test_*.py"):
            folder = source / path.relative_to(base).parent
            names = {p.stem for p in folder.iterdir()} if folder.is_dir() else set()
            subject = path.stem.removeprefix("test_")
            if not any(subject == n or subject.startswith(f"{n}_") for n in names) and subject != folder.name:
                lost.append(here(path))
    assert lost == []
