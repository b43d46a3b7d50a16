"""Words in two languages, and text that people typed."""

from typing import Any, overload

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

LANGUAGES = ("nl", "en")


def readers_languages() -> tuple[str, ...]:
    """The reader's own language first."""
    return LANGUAGES if not (get_language() or "nl").startswith("en") else LANGUAGES[::-1]


class Bilingual:
    """Reads `<name>_nl` or `<name>_en` by the reader's language; falls back to the other when one is empty."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, record: None, owner: type) -> "Bilingual": ...
    @overload
    def __get__(self, record: object, owner: type) -> str: ...
    def __get__(self, record: Any, owner: type) -> "Bilingual | str":
        if record is None:
            return self
        first, second = readers_languages()
        words: str = getattr(record, f"{self.name}_{first}") or getattr(record, f"{self.name}_{second}")
        return words


def bilingual(name: str) -> Bilingual:
    """`title = bilingual("title")` beside the columns `title_nl` and `title_en`."""
    return Bilingual(name)


def named(pair: Any) -> str:
    """A name in both languages, Dutch first, in that of the reader; empty when there is none."""
    if not pair:
        return ""
    dutch, english = pair
    return (english or dutch) if (get_language() or "nl").startswith("en") else dutch


def bilingual_column(path: str) -> F | Coalesce:
    """The same choice in the database: «offering__title_nl» stands for the pair; another column stays as it is."""
    name, _, language = path.rpartition("_")
    if language not in LANGUAGES:
        return F(path)
    first, second = readers_languages()
    return Coalesce(NullIf(F(f"{name}_{first}"), Value("")), F(f"{name}_{second}"))
