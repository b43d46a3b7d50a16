"""The components as template tags: `{% load parts %}`. docs/developers/components.md shows each one.

Every argument has a default, so a page never names a variable that may be missing.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from werkveld.web.parts import citations, icons, kept, tables, theme
from werkveld.web.parts.charts import Chart

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()
register.simple_tag(icons.icon, name="icon")
register.tag("kept", kept.kept)
register.tag("gap", kept.gap)


@register.simple_tag(takes_context=True)
def cite(context: Context, source: str) -> SafeString:
    """Where something was found, with the sources of the region whose page this is."""
    region = context.get("region")
    return citations.cited(source, getattr(region, "sources", {}))


ALERTS = {
    "ok": ("check", _("Done:")),
    "info": ("info", _("Note:")),
    "warning": ("warning", _("Mind:")),
    "error": ("problem", _("Problem:")),
}
LEVEL_TAGS = {"success": "ok", "debug": "info"}  # what Django's messages call them
ORIGINS = {
    "counted": (_("counted"), "check"),
    "claimed": (_("from an outside source"), "claim"),
    "hidden": (_("not shown"), "lock"),
}


def request_of(context: Context) -> HttpRequest | None:
    return context.get("request")


# --- The frame of a page ------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def stored_theme(context: Context) -> str:
    """The data-theme attribute of the html element, or nothing when the device decides."""
    chosen = theme.stored_theme(request_of(context))
    return format_html(' data-theme="{}"', chosen) if chosen else ""


@register.inclusion_tag("parts/theme_choice.html", takes_context=True)
def theme_choice(context: Context) -> dict[str, Any]:
    request = request_of(context)
    here = request.get_full_path() if request is not None else "/"
    return {"here": here, "chosen": theme.stored_theme(request) or "device"}


@register.simple_tag
def theme_choices() -> "tuple[tuple[str, StrPromise, str], ...]":
    """Value, words and drawing."""
    return (("device", _("Automatic"), "device"), ("light", _("Light"), "sun"), ("dark", _("Dark"), "moon"))


@lru_cache(maxsize=4096)
def _twin(view: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...], language: str, _urls: str) -> str:
    """Kept, since finding an address takes a while and it never changes while we run."""
    with override(language):
        return reverse(view, args=args, kwargs=dict(named))


@register.simple_tag(takes_context=True)
def translate_url(context: Context, language: str) -> str:
    """This same page in another language, also where there is no such page: then it says so in that language."""
    request = request_of(context)
    if request is None:
        return f"/{language}/"
    here, match, twin = f"/{get_language()}/", request.resolver_match, request.path
    if match is not None and language != get_language():
        twin = _twin(match.view_name, match.args, tuple(match.kwargs.items()), language, settings.ROOT_URLCONF)
    elif twin.startswith(here):
        twin = f"/{language}/{twin.removeprefix(here)}"
    query = request.META.get("QUERY_STRING", "")
    return f"{twin}?{query}" if query else twin


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """Links to this page in the other languages, each named in itself."""
    names = {"nl": "Nederlands", "en": "English"}
    name = '<span class="site-tools__code">{3}</span> <span class="site-tools__name">{4}</span>'
    link = '<a href="{0}" lang="{1}" hreflang="{1}" rel="alternate">{2}' + name + "</a>"
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    rows = (
        (translate_url(context, code), code, icons.icon("globe"), code.upper(), names.get(code, code))
        for code in others
    )
    return format_html_join("", link, rows)


@register.simple_tag(takes_context=True)
def language_alternates(context: Context) -> SafeString:
    """For search engines: this page in every language, as whole addresses."""
    request = request_of(context)
    if request is None:
        return SafeString()
    link, site = '<link rel="alternate" hreflang="{}" href="{}{}">', request.build_absolute_uri("/").removesuffix("/")
    rows = ((code, site, iri_to_uri(translate_url(context, code))) for code, _name in settings.LANGUAGES)
    return format_html_join("", link, rows)


# --- Words that carry a meaning -----------------------------------------------------------------------------------
@register.inclusion_tag("parts/badge.html")
def badge(text: str, tone: str = "", icon: str = "") -> dict[str, Any]:
    """Tones: accent, positive, warning, negative, info, outline. The words must say it without the tone."""
    return {"text": text, "tone": tone, "icon_name": icon}


@register.inclusion_tag("parts/badge.html")
def origin_badge(origin: str) -> dict[str, Any]:
    """`counted` from our own records, `claimed` by a source outside, or `hidden`."""
    text, drawing = ORIGINS[origin]
    return {"text": text, "tone": origin if origin != "hidden" else "", "icon_name": drawing}


@register.inclusion_tag("parts/badge.html")
def example_badge() -> dict[str, Any]:
    return {"text": _("example data"), "tone": "example", "icon_name": "flask"}


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    """`{% alert tone="warning" title="…" %}<p>…</p>{% endalert %}`; tones: ok, info, warning, error."""
    tone = LEVEL_TAGS.get(tone, tone)
    drawing, spoken = ALERTS.get(tone, ALERTS["info"])
    values = {"tone": tone, "title": title, "role": role, "icon_name": drawing, "spoken": spoken, "content": content}
    return mark_safe(render_to_string("parts/alert.html", values).strip())


# --- Cards, tiles, lists ------------------------------------------------------------------------------------------
@register.inclusion_tag("parts/card.html")
def card(
    title: str,
    href: str = "",
    *,
    kicker: str = "",
    text: str = "",
    meta: Iterable[tuple[str, str]] = (),
    badges: Iterable[str] = (),
    kind_colour: int | None = None,
    is_example: bool = False,
    level: int = 3,
) -> dict[str, Any]:
    """`meta` is pairs of an icon's name and a line; `kind_colour` is 1 to 8."""
    return {
        "title": title,
        "href": href,
        "kicker": kicker,
        "text": text,
        "meta": meta,
        "badges": badges,
        "kind_colour": kind_colour,
        "is_example": is_example,
        "level": level,
    }


def spoken_number(value: Any) -> str:
    """A number in the reader's language; words and dates stay as they are."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


@register.inclusion_tag("parts/tile.html")
def tile(
    label: str,
    value: Any,
    *,
    origin: str = "counted",
    unit: str = "",
    href: str = "",
    note: str = "",
    notes: Iterable[str] = (),
    source: str = "",
    is_example: bool = False,
    level: int = 3,
) -> dict[str, Any]:
    """A figure that says where it comes from; a claimed one should name its source, a hidden one has no value."""
    return {
        "label": label,
        "value": "" if origin == "hidden" else spoken_number(value),
        "origin": origin,
        "unit": "" if origin == "hidden" else unit,
        "href": href,
        "notes": [*filter(None, [note]), *notes],
        "source": source,
        "is_example": is_example,
        "level": level,
    }


@register.inclusion_tag("parts/breadcrumb.html")
def breadcrumb(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Pairs of address and label; the last one is this page."""
    *onward, last = crumbs
    return {"onward": tuple((url, str(label)) for url, label in onward), "here": last[1]}


@register.inclusion_tag("parts/pages.html")
def pages(previous: str = "", next: str = "", summary: str = "") -> dict[str, Any]:  # noqa: A002 - reads well in a template
    """Paging by key: addresses of the pages before and after this one."""
    return {"previous": previous, "next": next, "summary": summary}


@register.inclusion_tag("parts/empty.html")
def empty(
    title: str, text: str = "", *, href: str = "", action: str = "", icon: str = "search", level: int = 2
) -> dict[str, Any]:
    return {"title": title, "text": text, "href": href, "action": action, "icon_name": icon, "level": level}


@register.inclusion_tag("parts/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """Entries with `when`, `title`, `text` and `state` (done, now or next); werkveld.web.parts.tables.Entry fits."""
    return {"entries": entries}


@register.inclusion_tag("parts/tabs.html")
def tabs(tabs: Iterable[Any], label: str) -> dict[str, Any]:
    """Links that look like tabs: each is a page of its own. Items: `url`, `label`, `is_current`, `count` (or None)."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("parts/progress.html")
def progress(label: str, value: float, full: float, words: str) -> dict[str, Any]:
    """`words` says what the bar shows, such as `3 of 5 weeks`."""
    return {
        "label": label,
        "value": f"{value:g}",
        "full": f"{full:g}",
        "words": words,
        "ident": f"progress-{slugify(label)}",
    }


@register.inclusion_tag("parts/facets.html")
def facets(facets: Sequence[Any], title: str = "", chosen_count: int = 0) -> dict[str, Any]:
    """Inside a GET form. Facets: `label`, `name`, `options` of `value`, `label`, `count` (or None), `is_chosen`."""
    return {"facets": facets, "title": title or _("Filters"), "chosen_count": chosen_count}


# --- Tables, charts, maps -----------------------------------------------------------------------------------------
@register.simple_block_tag
def table_region(content: str, label: str) -> SafeString:
    """A wide table scrolls inside this frame; it takes the keyboard, so its name is the table's caption."""
    return format_html('<div class="table-region" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


@register.inclusion_tag("parts/table.html")
def data_table(caption: str, columns: Sequence[tables.Column], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Cells are tables.Cell or plain values; the first cell of a row names the row."""
    return {"caption": caption, "columns": columns, "rows": tables.cells(columns, rows)}


@register.inclusion_tag("parts/chart.html")
def chart(chart: Chart) -> dict[str, Any]:
    """A drawing from werkveld.web.parts.charts with the table behind it."""
    return {"chart": chart, "drawing": chart.drawing()}


@register.inclusion_tag("parts/map.html")
def place_map(
    list_id: str,
    lat: float,
    lon: float,
    zoom: int = 10,
    *,
    outline: str = "",
    tiles: str = "",
    places: str = "",
    picture: str = "",
    label: str = "",
) -> dict[str, Any]:
    """A map of the places in a list: its items carry data-lat and data-lon. Load `parts/map_scripts.html` once.

    `places`: where all of them are asked for; `picture`: the same drawn, for who has no script.
    """
    return {
        "list_id": list_id,
        "lat": f"{lat:.5f}",
        "lon": f"{lon:.5f}",
        "zoom": zoom,
        "outline": outline,
        "tiles": tiles,
        "credit": settings.TILES_CREDIT,
        "places": places,
        "picture": picture,
        "label": label or _("Map of these places"),
        "after": f"after-{list_id}-map",
    }
