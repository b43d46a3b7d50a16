"""Which listings a text finds, on either database, and what somebody meant who mistyped it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkveld.ground.words import SAME, Asked, asked, dutch_stem, words_of
from werkveld.steps.offerings.models import CatalogueWord
from werkveld.steps.people.models import Region

NEAR_ENOUGH = 0.7
SHORTEST_GUESS = 4


class TextHits(NamedTuple):
    """Row numbers of offerings, ascending: all that were found, and those of them that say it in their title."""

    all: NDArray[np.int64]
    in_title: NDArray[np.int64]


NOTHING = TextHits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))

# One line of text carries thousands of row numbers many times faster than as many rows do.
SQLITE = """
SELECT (SELECT group_concat(rowid) FROM werkveld_listing_text WHERE werkveld_listing_text MATCH %s),
       (SELECT group_concat(rowid) FROM werkveld_listing_text WHERE werkveld_listing_text MATCH %s)
"""
POSTGRESQL = """
SELECT string_agg(offering_id::text, ','), string_agg(offering_id::text, ',') FILTER (WHERE found @@ %s::tsquery)
FROM werkveld_listing WHERE found @@ %s::tsquery
"""


def text_hits(text: str) -> TextHits:
    """All words have to be found; each by its stem, by the parts of a compound, the last one also by its beginning."""
    words = asked(text)
    if not words:
        return NOTHING
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL, [_tsquery(words, ":A"), _tsquery(words, "")])
        else:
            everywhere = _match(words)
            cursor.execute(SQLITE, [everywhere, f"title_words : ({everywhere})"])
        said = cursor.fetchone()
    return TextHits(*(_numbers(line) for line in said))


def guess(region: Region, text: str) -> str:
    """What was meant: words torn apart are put together, each unknown word becomes the nearest one of the catalogue, and
    what is near to nothing is left out. Empty when that leaves nothing, or the same."""
    known = list(CatalogueWord.objects.filter(region=region).order_by("word").values_list("word", flat=True))
    words = words_of(text)
    meant = tuple(near for word in _put_together(words, set(known)) if (near := _nearest(word, known)))
    return " ".join(meant) if meant != words and any(len(word) >= SHORTEST_GUESS for word in meant) else ""


def _put_together(words: tuple[str, ...], known: set[str]) -> Iterator[str]:
    """`bouw kunde` is `bouwkunde` when the catalogue has that; torn compounds are the most common fault in Dutch."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if rest and word + rest[0] in known:
            word += rest.pop(0)
        yield word


def _nearest(word: str, known: list[str]) -> str:
    if len(word) < SHORTEST_GUESS or word in known or dutch_stem(word) in SAME:
        return word
    near = process.extractOne(word, known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=NEAR_ENOUGH)
    return str(near[0]) if near else ""


def _numbers(line: str | None) -> NDArray[np.int64]:
    if not line:
        return NOTHING.all
    return np.sort(np.array(line.split(","), dtype=np.int64))


def _match(words: tuple[Asked, ...]) -> str:
    """For FTS5. Words hold letters and digits only, so quoting them is enough."""

    def one(word: Asked) -> str:
        ways = [f'"{stem}"' for stem in word.stems]
        if word.parts:
            ways.append("(" + " AND ".join(f'"{part}"' for part in word.parts) + ")")
        if word.prefix:
            ways.append(f'"{word.prefix}"*')
        return "(" + " OR ".join(ways) + ")"

    return " AND ".join(one(word) for word in words)


def _tsquery(words: tuple[Asked, ...], weight: str) -> str:
    """The same for PostgreSQL; `:A` asks for the title."""

    def one(word: Asked) -> str:
        ways = [f"'{stem}'{weight}" for stem in word.stems]
        if word.parts:
            ways.append("(" + " & ".join(f"'{part}'{weight}" for part in word.parts) + ")")
        if word.prefix:
            ways.append(f"'{word.prefix}':*{weight.removeprefix(':')}")
        return "(" + " | ".join(ways) + ")"

    return " & ".join(one(word) for word in words)
