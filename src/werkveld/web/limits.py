"""How often one address may do what needs no account. The address is hashed, and forgotten with its turn."""

import hashlib
import time

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit  # the public door of the library lets every GET through
from django.core.cache import cache
from django.http import HttpRequest

A_MINUTE = 60


def is_too_often(request: HttpRequest, what: str, *, most: int) -> bool:
    """More than `most` in a minute. A whole school or library sits behind one address, so be generous."""
    address = str(get_adapter(request).get_client_ip(request))
    digest = hashlib.sha256(f"{what} {address}".encode()).hexdigest()[:32]
    key = f"often:{digest}:{int(time.time() // A_MINUTE)}"
    cache.add(key, 0, timeout=2 * A_MINUTE)
    return int(cache.incr(key)) > most


def has_room(request: HttpRequest, action: str, *, dry_run: bool = False) -> bool:
    """By a line of ACCOUNT_RATE_LIMITS. Counts this time, unless it is only asked, so that only failures can count."""
    return bool(ratelimit.consume(request, app="allauth.account", action=action, dry_run=dry_run, limit_get=True))


def guessed_too_often(request: HttpRequest, code: str) -> bool:
    """Only wrong codes count, so a desk that opens many right ones goes on."""
    return not has_room(request, code, dry_run=True)


def count_wrong_code(request: HttpRequest, code: str) -> None:
    has_room(request, code)
