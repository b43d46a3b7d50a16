"""Pages that say whether they changed: a visitor who comes back gets 304, and what another visitor just saw is kept.

What a visitor sees depends only on what the tag is made of, so a process keeps the last pages under their tags.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, time
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language

from werkveld.steps.offerings.queries import Edition, edition
from werkveld.web.doors import today
from werkveld.web.parts.theme import stored_theme

Page = Callable[..., HttpResponse]
KEPT_PAGES = 1_000  # some 8 KB each, packed
_kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()


class PublicRequest(HttpRequest):
    """A request of a page that shows the catalogue."""

    edition: Edition


@cache
def build() -> str:
    """Which code and which templates make these pages; read once a process."""
    templates = cast("list[Path]", settings.TEMPLATES[0]["DIRS"])
    folders = [*((folder, "*.html") for folder in templates), *((folder, "*.mo") for folder in settings.LOCALE_PATHS)]
    files = sorted(path for folder, kind in folders for path in folder.rglob(kind))
    stamps = "".join(f"{path.name}{path.stat().st_mtime_ns}" for path in files)
    return f"{version('werkveld')}-{hashlib.sha256(stamps.encode()).hexdigest()[:12]}"


def is_plain(request: HttpRequest) -> bool:
    """A visitor of whom nothing is known but the choice of colours."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def changed_at(now: Edition) -> datetime:
    """The day counts too: what is still to begin comes before what began."""
    morning = timezone.make_aware(datetime.combine(today(), time()))
    return max(now.changed_at, morning) if now.changed_at else morning


def etag(request: HttpRequest, now: Edition, *more: object) -> str:
    said = (now.name, build(), get_language(), stored_theme(request), request.get_full_path(), today(), *more)
    return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


def of_the_catalogue(page: Page) -> Page:
    """Gives the page `request.edition`; a visitor's copy that is still right is answered with 304.

    Whoever has a session or a message waiting gets a new page, since that one is theirs alone.
    """

    @wraps(page)
    def fresh(request: PublicRequest, *args: Any, **named: Any) -> HttpResponse:
        now = edition()
        if now is None:
            raise Http404
        request.edition = now
        if not is_plain(request):
            return page(request, *args, **named)
        tag, moment = etag(request, now), changed_at(now)
        response = get_conditional_response(request, etag=tag, last_modified=int(moment.timestamp()))
        return marked(response or kept(request, tag, lambda: page(request, *args, **named)), tag, moment)

    return fresh


def kept(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page under this tag, made anew when it is not among the last ones; only whole pages are kept.

    It is kept packed and leaves packed. That is safe here: a visitor's page holds nothing that somebody may not guess.
    """
    if tag not in _kept:
        response = make()
        if response.status_code != 200 or response.cookies:
            return response
        _kept[tag] = (gzip.compress(response.content, 1, mtime=0), response.headers["Content-Type"])
        if len(_kept) > KEPT_PAGES:
            _kept.popitem(last=False)
    _kept.move_to_end(tag)
    packed, kind = _kept[tag]
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(packed), content_type=kind)
    return HttpResponse(packed, content_type=kind, headers={"Content-Encoding": "gzip"})


def marked(response: HttpResponse, tag: str, moment: datetime) -> HttpResponse:
    if response.status_code in {200, 304}:
        response.headers.setdefault("ETag", tag)
        response.headers.setdefault("Last-Modified", http_date(moment.timestamp()))
        patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
