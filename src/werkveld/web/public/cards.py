"""Cards of offerings, made once a language and writing of the offering, then only put together.

The distance depends on who asks, so a card is kept with a gap for it. Kept by the process itself: asking a cache for
twenty-four of them took as long as the search.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import Edition, Hit
from werkveld.web.public.fresh import build

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering

GAP = "<!--away-->"
COLOURS = 8
MOST_KEPT = 20_000  # some 1.5 KB each
_kept: dict[tuple[Any, ...], str] = {}
SHORT = 150
DAY = 8  # hours


def cards(hits: Iterable[Hit], now: Edition) -> list[SafeString]:
    """In the order of the hits, as items of a list; one query for those that are not kept, none when all are."""
    wanted, tail = list(hits), (now.history, get_language(), build())
    missing = [hit for hit in wanted if (hit.id, hit.version, *tail) not in _kept]
    if missing:
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        offerings = {offering.pk: offering for offering in queries.offerings_of_cards(hit.id for hit in missing)}
        for hit in missing:
            if hit.id in offerings:
                _kept[hit.id, hit.version, *tail] = card(offerings[hit.id])
    found = ((_kept.get((hit.id, hit.version, *tail)), hit.km) for hit in wanted)
    return [_with_distance(card, km) for card, km in found if card is not None]


def card(offering: "Offering") -> str:
    """A plain string, so that the cache keeps no more than that."""
    return str(render_to_string("public/offering_card.html", facts(offering)).strip())


def facts(offering: "Offering") -> dict[str, Any]:
    kind, site = offering.programme.kind, offering.site
    where = f"{site.name}, {site.city}" if site and site.city not in site.name else site.name if site else ""
    lines = [("pin", where), ("calendar", start(offering)), ("clock", length(offering)), ("level", level(offering))]
    return {
        "offering": offering,
        "kind": kind,
        "colour": kind.ordering // 10 % COLOURS + 1,
        "text": shortened(offering.summary or offering.programme.description),
        "place": site,
        "meta": [(icon, line) for icon, line in lines if line],
    }


def shortened(text: str) -> str:
    """Whole sentences as long as they fit, else whole words."""
    first = text.partition("\n")[0].strip()
    if len(first) <= SHORT:
        return first
    cut = first[:SHORT]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > SHORT // 3 else f"{cut[: cut.rfind(' ')]} …"


def start(offering: "Offering") -> str:
    if offering.starts_any_week:
        return _("starts any week")
    return date_format(offering.starts_on, "j F Y") if offering.starts_on else ""


def length(offering: "Offering") -> str:
    if offering.hours:
        return ngettext("%(count)s hour", "%(count)s hours", offering.hours) % {"count": number_format(offering.hours)}
    return ""


def level(offering: "Offering") -> str:
    low, high = offering.level_min or offering.level_max, offering.level_max or offering.level_min
    if low is None:
        return ""
    if low == high:
        return _("level %(level)s") % {"level": low}
    return _("level %(low)s to %(high)s") % {"low": low, "high": high}


def example_mark(*shown: Any) -> dict[str, bool]:
    """What a page says when anything on it is invented; nothing is said otherwise, since the frame may know better.

    Takes cards, and records or anything else that is true when it is invented.
    """
    invented = any("badge--example" in one if isinstance(one, str) else bool(one) for one in shown)
    return {"has_example_data": True} if invented else {}


def _with_distance(kept: str, km: float | None) -> SafeString:
    return mark_safe(kept.replace(GAP, format_html(" ({})", distance(km)) if km is not None else ""))


def distance(km: float) -> str:
    """Nearby in steps of a hundred metres, further off in whole kilometres."""
    if km < 0.95:
        return _("%(metres)s m") % {"metres": max(100, round(km * 10) * 100)}
    places = 1 if km < 9.95 else 0
    return _("%(km)s km") % {"km": number_format(round(km, places), places)}  # number_format only cuts
