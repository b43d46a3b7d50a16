"""Where something was found, in the reader's language: «Verslag over 2022: Campus Amersfoort, punt 6».

A row cites «belofte-2022: Campus Amersfoort, bullet 6 | pc4: 3817»: short names of the sources of the region, with the
passage. A passage is in the language of its source, or in both: «cijfers van de lijn / figures of the line».
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkveld.ground.text import readers_languages

BOTH = " / "
Source = str | Mapping[str, str]
Sources = Mapping[str, Source]

# What passages of any source are called, in the words of the one who wrote the rows.
PLACES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"bullet (\d+)"), lambda found: _("point %(one)s") % {"one": found[1]}),
    (
        re.compile(r"bullets (\d+) and (\d+)"),
        lambda found: _("points %(one)s and %(two)s") % {"one": found[1], "two": found[2]},
    ),
    (re.compile(r"page (\d+)"), lambda found: _("page %(one)s") % {"one": found[1]}),
    (re.compile(r"article ([\d.]+)"), lambda found: _("article %(one)s") % {"one": found[1]}),
    (re.compile(r"paragraph (\d+)"), lambda found: _("paragraph %(one)s") % {"one": found[1]}),
    (re.compile(r"introduction"), lambda _found: _("introduction")),
    (re.compile(r"title"), lambda _found: _("title")),
)


def in_words(source: Source) -> str:
    """The whole citation; a region may write it in one language, or in each."""
    return source if isinstance(source, str) else _of(source, "{}")


def name(source: Source | None, code: str) -> str:
    """The short name that readers get, where the region gives one."""
    return (_of(source, "short_{}") if isinstance(source, Mapping) else "") or code


def _of(source: Mapping[str, str], column: str) -> str:
    found = (source.get(column.format(language), "") for language in readers_languages())
    return next(filter(None, found), "")


def cited(source: str, sources: Sources) -> SafeString:
    """What is in another language than the reader's says so to a screen reader."""
    citations = [citation.strip().partition(":") for citation in source.split("|") if citation.strip()]
    return format_html_join(
        " · ",
        "{}{}{}",
        (
            (
                name(sources.get(code), code),
                ": " if passage.strip() else "",
                _passage(passage.strip(), sources.get(code)),
            )
            for code, _colon, passage in citations
        ),
    )


def cited_plainly(source: str, sources: Sources) -> str:
    """The same for paper, without marks."""
    return unescape(strip_tags(cited(source, sources)))


def _passage(passage: str, source: Source | None) -> SafeString:
    if BOTH in passage:
        dutch, english = passage.split(BOTH, 1)
        return format_html("{}", {"nl": dutch, "en": english}[readers_languages()[0]])
    language = source.get("lang", "") if isinstance(source, Mapping) else ""
    return format_html_join(", ", "{}", ((piece,) for piece in _pieces(passage, language)))


def _pieces(passage: str, language: str) -> Iterator[Any]:
    for piece in passage.split(", "):
        places = (say(found) for pattern, say in PLACES if (found := pattern.fullmatch(piece)))
        place = next(places, None)
        if place is None and language and language != readers_languages()[0]:
            yield format_html('<span lang="{}">{}</span>', language, piece)
        else:
            yield place or piece
