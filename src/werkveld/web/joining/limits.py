"""How often one connection may guess a code or sign up. What is counted is kept for minutes, as a number."""

from django.http import HttpRequest

from werkveld.web.limits import has_room

CODE, SIGN_UP = "guest_code", "guest_sign_up"  # as the settings name them


def guessed_too_often(request: HttpRequest) -> bool:
    return not has_room(request, CODE, dry_run=True)


def count_wrong_code(request: HttpRequest) -> None:
    """Only wrong ones count, so a desk that opens many right ones goes on."""
    has_room(request, CODE)


def signed_up_too_often(request: HttpRequest) -> bool:
    return not has_room(request, SIGN_UP)
