"""How often one connection may guess a code or book."""

from django.http import HttpRequest

from werkveld.web.limits import has_room

CODE, BOOKING = "appointment_code", "appointment_booking"  # as the settings name them


def guessed_too_often(request: HttpRequest) -> bool:
    """Only wrong codes count, so a desk that opens many right ones goes on."""
    return not has_room(request, CODE, dry_run=True)


def count_wrong_code(request: HttpRequest) -> None:
    has_room(request, CODE)


def booked_too_often(request: HttpRequest) -> bool:
    """For who is not known: one connection does not fill the week of everybody."""
    return getattr(request, "person", None) is None and not has_room(request, BOOKING)
