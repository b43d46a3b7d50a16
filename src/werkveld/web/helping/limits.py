"""How often one connection may guess a code or book, as the settings name it."""

from django.http import HttpRequest

from werkveld.web.limits import has_room

CODE, BOOKING = "appointment_code", "appointment_booking"


def booked_too_often(request: HttpRequest) -> bool:
    """For who is not known: one connection does not fill the week of everybody."""
    return getattr(request, "person", None) is None and not has_room(request, BOOKING)
