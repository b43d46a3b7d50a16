"""How often one connection may guess a code or sign up. What is counted is kept for minutes, as a number."""

from allauth.core.internal import ratelimit  # the public door of the library lets every GET through
from django.http import HttpRequest

CODE, SIGN_UP = "guest_code", "guest_sign_up"  # as the settings name them


def _has_room(request: HttpRequest, action: str, *, dry_run: bool = False) -> bool:
    found = ratelimit.consume(request, app="allauth.account", action=action, dry_run=dry_run, limit_get=True)
    return bool(found)


def guessed_too_often(request: HttpRequest) -> bool:
    return not _has_room(request, CODE, dry_run=True)


def count_wrong_code(request: HttpRequest) -> None:
    """Only wrong ones count, so a desk that opens many right ones goes on."""
    _has_room(request, CODE)


def signed_up_too_often(request: HttpRequest) -> bool:
    return not _has_room(request, SIGN_UP)
