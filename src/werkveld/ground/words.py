"""Words as the catalogue finds them: folded, stemmed, and Dutch compounds taken apart.

Stemming happens here, at saving and at asking, so that both databases find the same. A language has its own stems;
Dutch ones follow Kraaij and Pohlmann (`bedrijven` is found by `bedrijf`), with a few words that they miss.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import Stemmer

WORD = re.compile(r"[a-z0-9]+")
SHORTEST_PREFIX = 3
LONGEST_WORD = 60

LINKS = ("", "s", "en", "e", "n")
HEADS_ENOUGH = 6  # so long a head is a word of its own, whatever stands before it
OWN_STEMS = {
    "duurzame": "duurzaam",
    "kinder": "kind",
    "kinderen": "kind",
    "technologieen": "technoloog",
    "wonen": "woon",
}

_dutch = Stemmer.Stemmer("dutch")
_english = Stemmer.Stemmer("english")


def folded(text: str) -> str:
    """Small letters without accents: `Oriëntatie` is `orientatie`."""
    small = text.lower()
    if small.isascii():
        return small
    spread = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _known_parts() -> frozenset[str]:
    lines = (Path(__file__).parent / "compounds.txt").read_text("utf-8").splitlines()
    return frozenset(folded(part) for line in lines if not line.startswith("#") for part in line.split())


PARTS = _known_parts()


def _same_words() -> dict[str, tuple[str, ...]]:
    """For each word the others of its lines: who says `stage` looks for a `leerplek`."""
    lines = (Path(__file__).parent / "synonyms.txt").read_text("utf-8").splitlines()
    same: dict[str, tuple[str, ...]] = {}
    for line in lines:
        words = () if line.startswith("#") else folded(line).split()
        for word in words:
            same[dutch_stem(word)] = tuple(other for other in words if other != word)
    return same


@lru_cache(maxsize=5_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words as written, folded; what is longer than a word can be is cut."""
    return tuple(word[:LONGEST_WORD] for word in WORD.findall(folded(text)))


@lru_cache(maxsize=50_000)
def dutch_stem(word: str) -> str:
    return folded(OWN_STEMS.get(word) or _dutch.stemWord(word))


SAME = _same_words()
PART_STEMS = frozenset(dutch_stem(part) for part in PARTS)


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    return str(_english.stemWord(word))


@lru_cache(maxsize=50_000)
def parts_of(word: str) -> tuple[str, ...]:
    """`zorgtechnologie` is (`zorg`, `technologie`); a word that is no compound of known parts has none."""
    for cut in range(len(word) - 3, 2, -1):
        head = word[cut:]
        if not _is_part(head):
            continue
        for link in LINKS:
            before = word[: cut - len(link)] if word[:cut].endswith(link) else ""
            if before in PARTS:
                return (before, head)
            if deeper := parts_of(before) if len(before) >= 6 else ():
                return (*deeper, head)
        if len(head) >= HEADS_ENOUGH and cut >= 4:
            return (word[:cut], head)
    return ()


def _is_part(word: str) -> bool:
    """A part, also in its plural: `plekken`."""
    return word in PARTS or (len(word) > 4 and dutch_stem(word) in PART_STEMS)


@lru_cache(maxsize=5_000)
def stems(text: str, language: str = "nl") -> tuple[str, ...]:
    """What a text is found by: the stem of each word, and those of its parts.

    Where a stem is no beginning of its word (`technologie`, `technoloog`) the word itself is kept too: somebody who
    is still typing asks for beginnings.
    """
    return tuple(dict.fromkeys(_stems(text, language)))


def _stems(text: str, language: str) -> Iterator[str]:
    stem_of = english_stem if language == "en" else dutch_stem
    for word in words_of(text):
        stem = stem_of(word)
        yield stem
        if not word.startswith(stem):
            yield word
        if language != "en":
            yield from (dutch_stem(part) for part in parts_of(word))


def _other_words(word: str) -> Iterator[str]:
    return (dutch_stem(other) for other in SAME.get(dutch_stem(word), ()))


@dataclass(frozen=True)
class Asked:
    """One word that somebody typed, and everything that may stand for it in the catalogue."""

    word: str
    stems: tuple[str, ...]
    parts: tuple[str, ...]
    prefix: str


def asked(text: str) -> tuple[Asked, ...]:
    """The words of a question. Only the last may be half typed, and only from three letters on."""
    words = list(dict.fromkeys(words_of(text)))[:8]
    return tuple(
        Asked(
            word=word,
            stems=tuple(dict.fromkeys((dutch_stem(word), english_stem(word), *_other_words(word)))),
            parts=tuple(dict.fromkeys(dutch_stem(part) for part in parts_of(word))),
            prefix=word if place == len(words) and len(word) >= SHORTEST_PREFIX else "",
        )
        for place, word in enumerate(words, start=1)
    )
