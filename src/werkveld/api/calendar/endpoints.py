"""A secret address gives the calendar of its person; who has what is there already gets 304."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from werkveld.api.clock import now
from werkveld.journeys.write_calendar import day_of_offering, own_calendar
from werkveld.steps.offerings.queries import offering_page
from werkveld.steps.offerings.rules import has_own_day
from werkveld.steps.practice.actions.feeds import read_feed

KIND = "text/calendar; charset=utf-8"


@require_safe
def own(request: HttpRequest, secret: str) -> HttpResponse:
    """Nobody else may keep it, and no search engine may know it. An address that ended looks like one that never was."""
    at = now()
    person = read_feed(secret, at=at)
    if person is None:
        raise Http404
    return given(request, own_calendar(person, at), "werkveld.ics", "private, max-age=300")


@require_safe
def offering(request: HttpRequest, key: UUID) -> HttpResponse:
    found = offering_page(key)
    if found is None or not has_own_day(found):
        raise Http404
    return given(request, day_of_offering(found, now()), f"{key}.ics", "public, max-age=300")


def given(request: HttpRequest, content: bytes, name: str, cache: str) -> HttpResponse:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=tag) or HttpResponse(content, content_type=KIND)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = cache
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
