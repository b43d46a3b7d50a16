import argparse
import json
import os
from pathlib import Path

import pytest

from werkveld.console import demo
from werkveld.console.commands import parse
from werkveld.console.set_up import CannotGoOn


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would be loaded and lived; the loading and the living have tests of their own."""
    said: list[object] = []
    monkeypatch.setattr(demo, "load_package", said.append)
    monkeypatch.setattr(demo, "live_in", lambda **year: said.append(year))
    return said


def asked(*options: str) -> argparse.Namespace:
    return parse(["demo", *options])


def test_a_year_is_lived_once(told: list[object], tmp_path: Path):
    demo.live(asked(), tmp_path)
    assert told == ["midden-nederland", {"seed": 2022, "size": 1.0}]
    demo.live(asked(), tmp_path)
    demo.live(asked("--seed", "2022"), tmp_path)
    assert len(told) == 2


def test_without_options_the_year_that_is_there_is_shown(told: list[object], tmp_path: Path):
    demo.live(asked("--seed", "7", "--size", "0.1"), tmp_path)
    demo.live(asked(), tmp_path)
    assert told == ["midden-nederland", {"seed": 7, "size": 0.1}]


def test_another_year_needs_a_fresh_start(told: list[object], tmp_path: Path):
    demo.live(asked("--seed", "7"), tmp_path)
    with pytest.raises(CannotGoOn, match="--fresh"):
        demo.live(asked("--seed", "8"), tmp_path)


def test_a_year_that_broke_off_is_not_remembered(monkeypatch: pytest.MonkeyPatch, told: list[object], tmp_path: Path):
    def break_off(**_year: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "live_in", break_off)
    with pytest.raises(KeyboardInterrupt):
        demo.live(asked(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_demo_has_a_folder_and_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("WERKVELD_MODE", "WERKVELD_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WERKVELD_DATA", str(tmp_path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        data = demo.surroundings(asked("--port", "9000"))
        assert data == tmp_path / "demo"
        assert (os.environ["WERKVELD_MODE"], os.environ["WERKVELD_URL"]) == ("demo", "http://localhost:9000")
        assert os.environ["SECRET_KEY"] == (data / "secret-key").read_text()
        (data / "lived.json").write_text(json.dumps({}))
        patch.setitem(os.environ, "WERKVELD_DATA", str(tmp_path))
        patch.setitem(os.environ, "WERKVELD_MODE", "")
        demo.surroundings(asked("--fresh"))
        assert not (data / "lived.json").exists()
