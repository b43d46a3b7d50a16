"""Words in addresses, in the language of the page: /nl/aanbod/ and /en/offers/."""

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class _Words:
    """Says one word or the other at the moment of asking; Django compiles the address once a language."""

    def __init__(self, dutch: str, english: str) -> None:
        self.dutch, self.english = dutch, english

    def __str__(self) -> str:
        return self.english if (get_language() or "nl").startswith("en") else self.dutch


def words(dutch: str, english: str) -> "StrPromise":
    """Not by gettext: an address must not change when somebody corrects a translation."""
    return lazystr(_Words(dutch, english))
