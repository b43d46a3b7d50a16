"""Which listings a text finds, on either database, and what somebody meant who mistyped it."""

from typing import NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from werkveld.ground.words import Asked, asked, words_of
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
    """The text with each unknown word replaced by the nearest one of the catalogue; empty when nothing is near."""
    known = list(CatalogueWord.objects.filter(region=region).order_by("word").values_list("word", flat=True))
    words = words_of(text)
    meant = tuple(_nearest(word, known) for word in words)
    return " ".join(meant) if meant and all(meant) and meant != words else ""


def _nearest(word: str, known: list[str]) -> str:
    if len(word) < SHORTEST_GUESS or word in known:
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
