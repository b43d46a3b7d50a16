import pytest

from werkveld.console import doctor
from werkveld.console.doctor import Finding


def test_it_says_what_to_do_and_how_much_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(doctor, "look_at_machine", lambda: iter([Finding("good", "a"), Finding("better", "b", "do b")]))
    monkeypatch.setattr(doctor, "look_at_settings", lambda: iter([Finding("wrong", "c", "do c")]))
    monkeypatch.setattr(doctor, "look_inside", lambda: pytest.fail("nothing can be looked at without settings"))
    with pytest.raises(SystemExit) as stopped:
        doctor.doctor(None)
    said = capsys.readouterr().out
    assert stopped.value.code == 1
    assert "do b" in said
    assert "do c" in said
    assert said.strip().endswith("1")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_machine_that_passes_the_tests_has_a_database_in_order():
    assert [finding for finding in doctor.database() if finding.state != "good"] == []


def test_a_machine_without_room_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("WERKVELD_DATA", str(tmp_path / "not" / "yet"))
    assert [finding.state for finding in doctor.disk()] == ["good"]
    monkeypatch.setattr(doctor, "GIGABYTE", 1024**6)
    assert [finding.state for finding in doctor.disk()] == ["wrong"]
