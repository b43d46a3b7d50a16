"""Errors, traces and counts for who looks after the site, when a setting asks for them; never with a person in them."""

import os
from pathlib import Path
from typing import Any


def begin(*, sentry_dsn: str, otel_endpoint: str) -> None:
    """Both are extras: a setting without its package is an ImportError at the start, not silence."""
    if sentry_dsn:
        begin_sentry(sentry_dsn)
    if otel_endpoint:
        begin_otel()


def begin_sentry(dsn: str) -> None:
    import sentry_sdk  # noqa: PLC0415  an extra

    sentry_sdk.init(dsn=dsn, send_default_pii=False, include_local_variables=False, before_send=without_persons)


def without_persons(event: Any, _hint: Any) -> Any:  # the types of an extra that may not be there
    """Where it went wrong and not for whom: no user, no headers, no cookies, nothing that was typed."""
    event.pop("user", None)
    request = event.get("request", {})
    event["request"] = {name: request[name] for name in ("method", "url") if name in request}
    return event


def begin_otel() -> None:
    """The exporter reads its own OTEL_… variables, as every OpenTelemetry program does."""
    from opentelemetry import trace  # noqa: PLC0415  an extra
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.instrumentation.django import DjangoInstrumentor  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": "werkveld"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument()


def count_together(folder: Path) -> None:
    """Several processes serve: each counts in a file of its own here, and `/metrics` adds them up.

    Comes before the package of Prometheus is imported, which looks at the environment once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder))


def forget_counts() -> None:
    """What processes of an earlier run counted; this process keeps its own, which is open."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        for file in Path(folder).glob("*.db"):
            if not file.stem.endswith(f"_{os.getpid()}"):
                file.unlink(missing_ok=True)
