"""Template tags of a report: `{% load report %}`."""

import base64
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkveld.steps.promises.queries import Counted, Reading
from werkveld.web.parts.brand import brand_sheet, brand_tokens
from werkveld.web.parts.charts import Chart
from werkveld.web.parts.report import values
from werkveld.web.parts.report.marks import figure_address, figure_query, written
from werkveld.web.parts.report.moving import moved_words
from werkveld.web.parts.report.page import Page, page
from werkveld.web.parts.svg import OF_THE_BRAND

register = template.Library()
register.filter("figure_value", written)
register.filter("moved_words", moved_words)
register.filter("margin", values.margin)
register.filter("figure_address", figure_address)
register.filter("figure_query", figure_query)
register.simple_tag(figure_address, name="figure_page")


@register.simple_tag
def report_on_paper(reading: Reading) -> Page:
    """For templates that a journey writes to a file, and so get the plain reading."""
    return page(reading, on_paper=True)


@register.filter
def live_value(figure: Counted) -> str:
    """What readers would see now of a figure that was frozen."""
    live: dict[str, Any] = figure.live.public if figure.live else {}
    return values.number(live["value"], figure.indicator.unit) if live.get("value") is not None else ""


@register.simple_tag
def brand_on_paper(brand: Mapping[str, str]) -> SafeString:
    """The sheet with the region's own colours, in the page itself: paper takes nothing from elsewhere."""
    sheet = base64.b64encode(brand_sheet(brand).encode()).decode()
    return format_html('<link rel="stylesheet" href="data:text/css;base64,{}">', sheet) if sheet else SafeString("")


@register.simple_tag
def paper_drawing(chart: Chart, brand: Mapping[str, str]) -> SafeString:
    """A drawing whose name says all it shows: on paper the name of a picture is all that is read aloud."""
    tokens = brand_tokens(brand)
    title = f'<title id="{chart.ident}-title">'
    heads = [column.label for column in chart.columns]
    says = " ".join(_spoken(heads, row) for row in chart.rows)
    words = format_html("{} ", _("%(title)s, drawn over the years. %(says)s") % {"title": chart.title, "says": says})
    named: str = chart.drawing().replace(f"{title}{escape(chart.title)}", f"{title}{words}", 1)
    for colour, token in OF_THE_BRAND.items():
        named = named.replace(f'"{colour}"', f'"{tokens.get(token, colour)}"')
    return mark_safe(named)


def _spoken(heads: list[str], row: list[str]) -> str:
    """«In 2021: our own survey 8.2, the national figure 8.4.» What is not there is left out."""
    facts = ", ".join(f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell != "–")
    return _("In %(year)s: %(facts)s.") % {"year": row[0], "facts": facts}
