import sys

import pytest

from werkveld.ground.telemetry import begin, without_persons


def test_an_error_goes_out_without_the_person_it_happened_to():
    event = {
        "user": {"email": "anna@example.nl"},
        "request": {
            "method": "POST",
            "url": "https://werkveld.example.nl/",
            "cookies": {"session": "x"},
            "data": {"a": 1},
        },
    }
    assert without_persons(event, {}) == {"request": {"method": "POST", "url": "https://werkveld.example.nl/"}}


def test_a_setting_without_its_package_is_not_passed_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImportError):
        begin(sentry_dsn="https://key@example.nl/1", otel_endpoint="")


def test_without_settings_nothing_begins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    begin(sentry_dsn="", otel_endpoint="")
