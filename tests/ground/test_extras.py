"""What goes out of the machine when a setting asks for it, looked at where it arrives."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from harness.sink import Sink

SECRET = "s3cr3t-of-an-invitation"
WITHOUT_TABLES = f"""
import django
django.setup()
from django.test import Client
visitor = Client(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="a-browser")
visitor.raise_request_exception = False
assert visitor.get("/health/?q=what-anna-typed").status_code == 200
assert visitor.get("/nl/what-anna-typed/").status_code == 404
assert visitor.get("/nl/uitnodiging/{SECRET}/?q=what-anna-typed").status_code == 500
"""


def run(program: str, folder: Path, **settings: str) -> None:
    environment = {
        **os.environ,
        "WERKVELD_MODE": "development",
        "WERKVELD_DATA": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "werkveld.settings",
        **settings,
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.slow
def test_errors_and_traces_say_which_kind_of_page_and_never_for_whom(tmp_path: Path, sink: Sink):
    run(
        WITHOUT_TABLES,
        tmp_path,
        SENTRY_DSN=f"http://key@{sink.address}/1",
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://{sink.address}",
    )
    everything = b"".join(body for _path, body in sink.posted)
    for never in (SECRET, "what-anna-typed", "192.0.2.7", "a-browser"):
        assert never.encode() not in everything
    traces = [ExportTraceServiceRequest.FromString(body) for path, body in sink.posted if path == "/v1/traces"]
    spans = [s for one in traces for r in one.resource_spans for scope in r.scope_spans for s in scope.spans]
    assert [span.name for span in spans] == ["GET health/", "GET", "GET nl/uitnodiging/<str:secret>/"]
    told = [body for path, body in sink.posted if path == "/api/1/envelope/"]
    assert len(told) == 1
    assert b"no such table: werkveld_" in told[0]
    assert b"/nl/uitnodiging/{secret}/" in told[0]


KEEPS_A_FILE = """
import django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from werkveld.console.doctor import files
assert default_storage.save("summaries/a.pdf", ContentFile(b"words")) == "summaries/a.pdf"
assert default_storage.exists("summaries/a.pdf") and not default_storage.exists("summaries/b.pdf")
assert default_storage.open("summaries/a.pdf").read() == b"words"
assert [finding.state for finding in files()] == ["good"], [*files()]
"""
STORE = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-west-1"}


@pytest.mark.slow
def test_files_are_kept_in_an_object_store(tmp_path: Path, sink: Sink):
    run(
        KEEPS_A_FILE,
        tmp_path,
        WERKVELD_FILES="s3://region/files",
        WERKVELD_S3_ENDPOINT=f"http://{sink.address}",
        **STORE,
    )
    assert sink.files == {"/region/files/summaries/a.pdf": b"words"}
