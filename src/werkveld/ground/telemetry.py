"""Errors, traces and counts for who looks after the site, when a setting asks for them; never with a person in them."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from werkveld.ground.logs import without_values

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan

OTEL = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http", "opentelemetry.instrumentation.django")
# What a trace keeps of a request: which kind of page, and how it went. Not who asked, with what, or for which address:
# an address may hold what somebody looked for, or the secret of an invitation.
KEPT_OF_A_SPAN = {
    "http.method",
    "http.request.method",
    "http.route",
    "http.scheme",
    "http.status_code",
    "http.response.status_code",
    "error.type",
}


def extra_for(setting: str, *, extra: str, packages: tuple[str, ...]) -> None:
    """A setting without its packages is refused at the start with what to do, instead of going quiet."""
    if not all(map(is_there, packages)):
        raise ImproperlyConfigured(
            f"{setting} is set, but what it needs is not installed: pip install 'werkveld[{extra}]'"
        )


def is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except (ImportError, ValueError):  # no parent of that name, or one that was taken out on purpose
        return False


def begin(*, sentry_dsn: str, otel_endpoint: str) -> None:
    if sentry_dsn:
        extra_for("SENTRY_DSN", extra="sentry", packages=("sentry_sdk",))
        begin_sentry(sentry_dsn)
    if otel_endpoint:
        extra_for("OTEL_EXPORTER_OTLP_ENDPOINT", extra="otel", packages=OTEL)
        begin_otel()


def begin_sentry(dsn: str) -> None:
    import sentry_sdk  # noqa: PLC0415  an extra

    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        include_local_variables=False,
        before_send=without_persons,
        before_breadcrumb=only_queries,
    )


def without_persons(event: Any, _hint: Any) -> Any:  # the types of an extra that may not be there
    """Where it went wrong and not for whom: no user, no address, no headers, nothing that was typed."""
    event.pop("user", None)
    event.pop("extra", None)
    request = event.get("request", {})
    event["request"] = {name: request[name] for name in ("method",) if name in request}
    if event.get("transaction_info", {}).get("source") == "url":
        event.pop("transaction", None)
    if logged := event.pop("logentry", None):
        event["logentry"] = {"message": without_values(str(logged.get("message", "")).partition(":")[0])}
    for one in event.get("exception", {}).get("values", []):
        one["value"] = without_values(str(one.get("value") or ""))
    return event


def only_queries(crumb: Any, _hint: Any) -> Any:
    """What led up to an error: the questions to the database, without their values; lines of a log may hold an address."""
    return crumb if crumb.get("category") == "query" else None


def begin_otel() -> None:
    """The exporter reads its own OTEL_… variables, as every OpenTelemetry program does."""
    from opentelemetry import trace  # noqa: PLC0415  an extra
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.instrumentation.django import DjangoInstrumentor  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    class WithoutPersons(OTLPSpanExporter):
        def export(self, spans: Any) -> Any:
            return super().export([bare(span) for span in spans])

    provider = TracerProvider(resource=Resource.create({"service.name": "werkveld"}))
    provider.add_span_processor(BatchSpanProcessor(WithoutPersons()))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument()


def bare(span: "ReadableSpan") -> "ReadableSpan":
    """The same span, named after the kind of page, without events: those carry the words of an error."""
    from opentelemetry.sdk.trace import ReadableSpan  # noqa: PLC0415  an extra
    from opentelemetry.trace import Status  # noqa: PLC0415

    kept = {name: value for name, value in (span.attributes or {}).items() if name in KEPT_OF_A_SPAN}
    name = " ".join(str(kept[part]) for part in ("http.method", "http.request.method", "http.route") if part in kept)
    return ReadableSpan(
        name=name or span.name,
        context=span.get_span_context(),
        parent=span.parent,
        resource=span.resource,
        attributes=kept,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


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
