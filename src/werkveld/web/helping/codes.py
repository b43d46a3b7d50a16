"""Who holds a code acts as the resident; guessing stops after a few wrong ones."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkveld.web.helping.limits import CODE
from werkveld.web.limits import count_wrong_code, guessed_too_often

TOO_OFTEN = 429
Found = TypeVar("Found")


def too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "helping/too_often.html", status=TOO_OFTEN)


def with_code(
    look_up: Callable[[str], Found | None],
) -> Callable[[Callable[[HttpRequest, Found], HttpResponse]], Callable[[HttpRequest, str], HttpResponse]]:
    """The view gets what has the code. A code that never was and one that is forgotten are answered alike."""

    def guarded(view: Callable[[HttpRequest, Found], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(view)
        def door(request: HttpRequest, code: str) -> HttpResponse:
            if guessed_too_often(request, CODE):
                return too_often(request)
            if (found := look_up(code)) is not None:
                return view(request, found)
            count_wrong_code(request, CODE)
            return render(request, "helping/unknown.html", status=404)

        return door

    return guarded
