"""Who is asking: `request.person`, or None for a visitor."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from werkveld.steps.people import queries

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person


def person_of(request: HttpRequest) -> "Person | None":
    """The person behind the account that signed in; None without a session, and then no query is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return queries.person_of(request.user)


class PersonMiddleware:
    """A public page asked by a visitor costs no query here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = person_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)
