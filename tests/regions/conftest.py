"""A small invented region that a test may spoil: a copy of its folder."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

HERE = Path(__file__).parent
BASE = HERE.parents[1] / "regions" / "base"


class Folder:
    """A package on disk, with ways to write it differently."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace(self, name: str, old: str, new: str) -> None:
        file = self.path / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def add(self, name: str, *lines: str) -> None:
        file = self.path / name
        file.write_text("\n".join([file.read_text("utf-8").rstrip("\n"), *lines]) + "\n", "utf-8")

    def drop(self, name: str, start: str) -> None:
        """Takes out the line that begins so."""
        file = self.path / name
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) == len(lines) - 1
        file.write_text("".join(kept), "utf-8")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Tests compare sentences as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def eilandrijk(tmp_path: Path) -> Folder:
    shutil.copytree(HERE / "eilandrijk", tmp_path / "eilandrijk")
    return Folder(tmp_path / "eilandrijk")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def to_file(content: bytes) -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content)
        return path

    return to_file
