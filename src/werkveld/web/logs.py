"""One log line per request: which kind of page, how it went and how long it took; not whose, and not from where."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("werkveld.requests")


class RequestLog:
    """First in the line, so that its time is the whole time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        name = uuid.uuid4().hex[:12]
        with structlog.contextvars.bound_contextvars(request_id=name):
            response = self.get_response(request)
            log.info(
                "request",
                method=request.method,
                route=request.resolver_match.route if request.resolver_match else "",
                status=response.status_code,
                ms=round(1000 * (time.perf_counter() - started), 1),
            )
        response["X-Request-ID"] = name
        return response
