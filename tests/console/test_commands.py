import pytest

from werkveld import __version__
from werkveld.console import main
from werkveld.console.commands import parse


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]):
    for command in ("demo", "serve", "region", "region load", "report", "doctor", "migrate", "worker", "beat"):
        with pytest.raises(SystemExit) as stopped:
            parse([*command.split(), "--help"])
        assert stopped.value.code == 0
        assert "--help" in capsys.readouterr().out


def test_the_version_is_that_of_the_product(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        parse(["--version"])
    assert capsys.readouterr().out.strip() == f"werkveld {__version__}"


def test_what_cannot_go_on_says_so_in_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path):
    with pytest.raises(SystemExit) as stopped:
        main(["region", "load", str(tmp_path / "[nowhere]")])
    assert stopped.value.code == 1
    assert "[nowhere]" in capsys.readouterr().err.replace("\n", "")


def test_a_demo_is_refused_in_production(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("WERKVELD_MODE", "production")
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--no-serve"])
    assert stopped.value.code == 1
    assert "production" in capsys.readouterr().err
