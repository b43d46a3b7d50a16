"""How often one address may do what needs no account. The address is hashed, and forgotten with its turn."""

import hashlib
import time

from allauth.account.adapter import get_adapter
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
