from pathlib import Path

import pytest
from django.conf import settings

from werkveld.console import set_up
from werkveld.console.serve import options


def test_the_key_of_a_demo_is_made_once_and_is_ours_alone(tmp_path: Path):
    first = set_up.kept_secret(tmp_path / "demo")
    assert set_up.kept_secret(tmp_path / "demo") == first
    assert len(first) >= 50
    assert (tmp_path / "demo" / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_what_is_unsafe_is_refused_before_the_server_starts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["werkveld.example.nl"])
    with pytest.raises(set_up.CannotGoOn, match="Demo mode is on"):
        set_up.refuse_what_is_unsafe()


def test_the_server_has_sync_workers_and_keeps_no_addresses():
    found = options(host="127.0.0.1", port=8000, workers=0, proxies="127.0.0.1")
    assert (found["worker_class"], found["bind"]) == ("sync", "127.0.0.1:8000")
    assert found["workers"] % 2 == 1
    assert "accesslog" not in found
