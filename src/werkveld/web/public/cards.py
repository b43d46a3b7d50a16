"""Cards of offerings, made once a language and writing of the offering, then only put together.

The distance depends on who asks, so a card is kept with a gap for it. Kept by the process itself: asking a cache for
twenty-four of them took as long as the search.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import CardFacts, Edition, Hit
from werkveld.web.parts.icons import icon
from werkveld.web.parts.tags import example_badge
from werkveld.web.public.fresh import build

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering

GAP = "<!--away-->"
COLOURS = 8
MOST_KEPT = 20_000  # some 1.5 KB each
_kept: dict[tuple[Any, ...], str] = {}
SHORT = 150


def cards(hits: Iterable[Hit], now: Edition) -> list[SafeString]:
    """In the order of the hits, as items of a list; one query for those that are not kept, none when all are."""
    wanted, tail = list(hits), (now.history, get_language(), build())
    missing = [hit for hit in wanted if (hit.id, hit.version, *tail) not in _kept]
    if missing:
        versions = {hit.id: hit.version for hit in missing}
        for facts in queries.card_facts(versions):
            _kept[facts.pk, versions[facts.pk], *tail] = card(facts)
    while len(_kept) > MOST_KEPT:
        del _kept[next(iter(_kept))]
    found = ((_kept.get((hit.id, hit.version, *tail)), hit.km) for hit in wanted)
    return [_with_distance(card, km) for card, km in found if card is not None]


def card(facts: CardFacts) -> str:
    """A plain string, so that no more than that is kept."""
    lines = (("building", facts.organization), ("pin", place(facts)), ("calendar", start(facts)))
    more = (("clock", length(facts)), ("level", level(facts)))
    values = {
        "facts": facts,
        "colour": facts.kind_ordering // 10 % COLOURS + 1,
        "url": reverse("public:offering", args=[facts.key]),
        "text": shortened(facts.summary or facts.description),
        "at": None if facts.lat is None else (f"{facts.lat:.5f}", f"{facts.lon:.5f}"),
        "meta": mark_safe("".join(line(drawing, words) for drawing, words in (*lines, *more) if words)),
        "example": example_words(get_language()) if facts.is_example else "",
    }
    return str(render_to_string("public/offering_card.html", values).strip())


@lru_cache(maxsize=5_000)
def line(drawing: str, words: str) -> str:
    """Kept: a few organisations, places and days stand on many cards."""
    gap = mark_safe(GAP if drawing == "pin" else "")
    return str(format_html("<li>{}{}{}</li>", icon(drawing), words, gap))


@cache
def example_words(_language: str | None) -> SafeString:
    """The same on every card."""
    return render_to_string("parts/badge.html", example_badge())


def place(facts: CardFacts) -> str:
    """The town is named where the name of the place does not."""
    if not facts.site:
        return ""
    return facts.site if facts.city and facts.city in facts.site else f"{facts.site}, {facts.city}"


def shortened(text: str) -> str:
    """Whole sentences as long as they fit, else whole words."""
    first = text.partition("\n")[0].strip()
    if len(first) <= SHORT:
        return first
    cut = first[:SHORT]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > SHORT // 3 else f"{cut[: cut.rfind(' ')]} …"


def start(offering: "Offering | CardFacts") -> str:
    if offering.starts_any_week:
        return _("starts any week")
    words = day(offering.starts_on, get_language()) if offering.starts_on else ""
    return f"{words}, {times(offering)}" if offering.begins else words


def times(offering: "Offering | CardFacts") -> str:
    return f"{offering.begins:%H:%M} – {offering.ends:%H:%M}" if offering.begins and offering.ends else ""


@lru_cache(maxsize=2_000)
def day(on: date, _language: str | None) -> str:
    """Kept: writing out a date takes as long as the rest of a card."""
    return date_format(on, "j F Y")


def length(offering: "Offering | CardFacts") -> str:
    return hours(offering.hours, get_language()) if offering.hours else ""


@lru_cache(maxsize=2_000)
def hours(number: int, _language: str | None) -> str:
    return ngettext("%(count)s hour", "%(count)s hours", number) % {"count": number_format(number)}


def level(offering: "Offering | CardFacts") -> str:
    low, high = offering.level_min or offering.level_max, offering.level_max or offering.level_min
    if low is None:
        return ""
    if low == high:
        return _("level %(level)s") % {"level": low}
    return _("level %(low)s to %(high)s") % {"low": low, "high": high}


def _with_distance(kept: str, km: float | None) -> SafeString:
    return mark_safe(
        kept.replace(GAP, away(round(km, 1 if km < 9.95 else 0), get_language()) if km is not None else "")
    )


@lru_cache(maxsize=2_000)
def away(km: float, _language: str | None) -> SafeString:
    return format_html(" ({})", distance(km))


def distance(km: float) -> str:
    """Nearby in steps of a hundred metres, further off in whole kilometres."""
    if km < 0.95:
        return _("%(metres)s m") % {"metres": max(100, round(km * 10) * 100)}
    places = 1 if km < 9.95 else 0
    return _("%(km)s km") % {"km": number_format(round(km, places), places)}  # number_format only cuts
