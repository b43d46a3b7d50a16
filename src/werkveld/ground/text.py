"""Words in two languages, and text that people typed."""

from typing import Any, overload

from django.utils.translation import get_language

LANGUAGES = ("nl", "en")


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
        first, second = LANGUAGES if not (get_language() or "nl").startswith("en") else LANGUAGES[::-1]
        words: str = getattr(record, f"{self.name}_{first}") or getattr(record, f"{self.name}_{second}")
        return words


def bilingual(name: str) -> Bilingual:
    """`title = bilingual("title")` beside the columns `title_nl` and `title_en`."""
    return Bilingual(name)
