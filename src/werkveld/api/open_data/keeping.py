"""An answer is made once a minute and process, and asks one short question when it is known; who has it gets 304.

Whatever moves or freezes a figure makes another answer at once; a package that is loaded anew shows within the minute.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from werkveld.steps.people.queries import home_region
from werkveld.steps.promises.queries import state_of_figures

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region

FOR_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """`state`: another word as soon as a figure is another one."""

    region: "Region"
    state: str
    content: bytes
    tag: str


def answered(request: HttpRequest, kind: str, make: "Callable[[Region], str | None]") -> HttpResponse | None:
    """`make` gives the content, or None where there is nothing; nothing is not kept. Any site may read the answer."""
    kept = _known(request) or _made(request, make)
    if kept is None:
        return None
    response = get_conditional_response(request, etag=kept.tag)
    return opened(response or HttpResponse(kept.content, content_type=f"{kind}; charset=utf-8"), kept.tag)


def opened(response: HttpResponse, tag: str = "") -> HttpResponse:
    if tag:
        response.headers["ETag"] = tag
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={FOR_A_MINUTE}"
    return response


def _key(request: HttpRequest) -> str:
    return f"open-data-{hashlib.sha256(request.get_full_path().encode()).hexdigest()}"


def _known(request: HttpRequest) -> Kept | None:
    kept: Kept | None = caches["cards"].get(_key(request))
    return kept if kept and state_of_figures(kept.region) == kept.state else None


def _made(request: HttpRequest, make: "Callable[[Region], str | None]") -> Kept | None:
    region = home_region()
    if region is None:
        return None
    state = state_of_figures(region)  # asked before, so that what moves meanwhile makes another answer
    content = make(region)
    if content is None:
        return None
    body = content.encode()
    kept = Kept(region, state, body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
    caches["cards"].set(_key(request), kept, FOR_A_MINUTE)
    return kept
