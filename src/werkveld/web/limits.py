"""How often one connection may do something. What is counted is kept for minutes, as a number, and never logged."""

from allauth.core.internal import ratelimit  # the public door of the library lets every GET through
from django.http import HttpRequest


def has_room(request: HttpRequest, action: str, *, dry_run: bool = False) -> bool:
    """Counts this time, unless it is only asked; `action` is a name in ACCOUNT_RATE_LIMITS."""
    return bool(ratelimit.consume(request, app="allauth.account", action=action, dry_run=dry_run, limit_get=True))
