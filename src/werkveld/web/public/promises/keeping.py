"""A page that is the same for every visitor is made once a minute and process, and answered with 304 where it can be.

The tag is made of the page itself, so that several processes agree on it. People who signed in get a page of their own.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from werkveld.web.parts.theme import stored_theme

FOR_A_MINUTE = 60
Body = tuple[str, bytes]


def is_for_all(request: HttpRequest) -> bool:
    """Nobody signed in, and no message waits to be shown."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def kept(request: HttpRequest, state: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """`state`: another word as soon as the page would be another one."""
    if answer := remembered(request, state):
        return answer
    response = make()
    if not is_for_all(request):
        patch_cache_control(response, private=True, no_cache=True)
        return response
    body = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"', response.content
    caches["cards"].set(_key(request, state), body, FOR_A_MINUTE)
    return _answer(request, *body)


def remembered(request: HttpRequest, state: str) -> HttpResponse | None:
    """The page when it was made in this minute, for a visitor."""
    body: Body | None = caches["cards"].get(_key(request, state)) if is_for_all(request) else None
    return _answer(request, *body) if body else None


def _key(request: HttpRequest, state: str) -> str:
    said: tuple[Any, ...] = (request.get_full_path(), request.get_host(), state, get_language(), stored_theme(request))
    return f"promise-{hashlib.sha256(repr(said).encode()).hexdigest()}"


def _answer(request: HttpRequest, tag: str, content: bytes) -> HttpResponse:
    asked = request.headers.get("If-None-Match", "")
    is_same = tag in (one.strip().removeprefix("W/") for one in asked.split(","))
    response = HttpResponseNotModified() if is_same else HttpResponse(content)
    response.headers["ETag"] = tag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
