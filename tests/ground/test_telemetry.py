import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import Resolver404, resolve

from werkveld.ground.telemetry import begin, extra_for, only_queries, without_persons


def test_an_error_goes_out_without_the_person_it_happened_to():
    event = {
        "user": {"email": "anna@example.nl"},
        "extra": {"name": "Anna"},
        "transaction": "/nl/invitation/s3cr3t/",
        "transaction_info": {"source": "url"},
        "request": {
            "method": "POST",
            "url": "https://werkveld.example.nl/nl/invitation/s3cr3t/",
            "cookies": {"session": "x"},
            "data": {"a": 1},
        },
        "logentry": {"message": "Not Found: /nl/invitation/s3cr3t/", "params": ["s3cr3t"]},
        "exception": {"values": [{"type": "IntegrityError", "value": "a rule\nDETAIL:  Key (name)=(Anna) exists."}]},
    }
    assert without_persons(event, {}) == {
        "transaction_info": {"source": "url"},
        "request": {"method": "POST"},
        "logentry": {"message": "Not Found"},
        "exception": {"values": [{"type": "IntegrityError", "value": "a rule"}]},
    }


def test_what_led_up_to_an_error_is_what_the_database_was_asked():
    asked = {"category": "query", "message": "SELECT 1"}
    assert only_queries(asked, {}) == asked
    assert only_queries({"category": "django.request", "message": "Not Found: /nl/invitation/s3cr3t/"}, {}) is None


def test_a_setting_without_its_package_is_not_passed_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match=r"SENTRY_DSN is set.*werkveld\[sentry\]"):
        begin(sentry_dsn="https://key@example.nl/1", otel_endpoint="")
    with pytest.raises(ImproperlyConfigured, match=r"WERKVELD_FILES is set.*werkveld\[s3\]"):
        extra_for("WERKVELD_FILES", extra="s3", packages=("sys", "no_such_package.inside"))


def test_without_settings_nothing_begins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    begin(sentry_dsn="", otel_endpoint="")


SEVERAL_PROCESSES = """
import os, django
from django.test import Client
django.setup()
Client(SERVER_NAME="localhost").get("/health/")
for visitor in range(2):
    if (child := os.fork()) == 0:
        Client(SERVER_NAME="localhost").get("/health/")
        os._exit(0)
    os.waitpid(child, 0)
from werkveld.ground.telemetry import forget_counts
print(Client(SERVER_NAME="localhost").get("/metrics").content.decode())
forget_counts()
print("forgotten", Client(SERVER_NAME="localhost").get("/metrics").content.decode())
"""


@pytest.mark.slow
def test_processes_count_together(tmp_path: Path):
    environment = {
        **os.environ,
        "WERKVELD_METRICS": "true",
        "WERKVELD_DATA": str(tmp_path),
        "WERKVELD_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-c", SEVERAL_PROCESSES]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    before, after = said.split("forgotten")
    answers = 'django_http_responses_total_by_status_view_method_total{method="GET",status="200",view="health"}'
    assert f"{answers} 3.0" in before
    assert f"{answers} 1.0" in after


@pytest.mark.slow
def test_without_the_setting_there_is_no_such_address():
    with pytest.raises(Resolver404):
        resolve("/metrics")
