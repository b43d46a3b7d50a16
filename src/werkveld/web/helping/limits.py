"""How often one connection may guess a code or book. What is counted is kept for minutes, as a number, and never logged."""

from copy import copy

from allauth.core import ratelimit
from django.http import HttpRequest

CODE, BOOKING = "appointment_code", "appointment_booking"  # as the settings name them


def guessed_too_often(request: HttpRequest) -> bool:
    """Only wrong codes count, so a desk that opens many right ones goes on."""
    return not ratelimit.consume(_as_post(request), action=CODE, dry_run=True)


def count_wrong_code(request: HttpRequest) -> None:
    ratelimit.consume(_as_post(request), action=CODE)


def _as_post(request: HttpRequest) -> HttpRequest:
    """The library counts nothing that is only opened; guessing an address is a guess too."""
    twin = copy(request)
    twin.method = "POST"
    return twin


def booked_too_often(request: HttpRequest) -> bool:
    """For who is not known: one connection does not fill the week of everybody."""
    return getattr(request, "person", None) is None and not ratelimit.consume(request, action=BOOKING)
