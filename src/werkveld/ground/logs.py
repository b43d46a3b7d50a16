"""Structured logs: one line of JSON per event, and never who somebody is."""

import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# An address or a browser can be traced to a person, so these never reach a log, whoever logs them.
NEVER = {
    "ip",
    "remote_addr",
    "user_agent",
    "referer",
    "email",
    "cookie",
    "cookies",
    "authorization",
    "request",
    "server_time",
}

AN_ADDRESS = re.compile(r"[^\s<>\"'(),;:=@]+@[^\s<>\"'(),;:=@]+")
# PostgreSQL tells the row that a rule of the database refused, on lines of its own.
A_ROW = re.compile(r"^(?:DETAIL|CONTEXT|HINT): .*$\n?", re.MULTILINE)


def without_values(words: str) -> str:
    """The words of an error, without the row it was about and without addresses of mail."""
    return AN_ADDRESS.sub("…@…", A_ROW.sub("", words)).rstrip("\n")


def without_persons(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drops what would point to a person, and the request object that Django hangs on its records."""
    for name in NEVER & set(event):
        del event[name]
    if "exception" in event:
        event["exception"] = without_values(str(event["exception"]))
    if event.get("logger") == "django.request":  # "Not Found: /invitation/<secret>/" would keep the secret
        event["event"] = str(event["event"]).partition(":")[0]
    return event


def logging_setup(*, level: str, readable: bool) -> dict[str, Any]:
    """Settings for `logging`; also sets up structlog, so call it once, from the settings."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_persons,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: Any = structlog.dev.ConsoleRenderer(colors=False) if readable else structlog.processors.JSONRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would log a second time, and its server line holds an address.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }
