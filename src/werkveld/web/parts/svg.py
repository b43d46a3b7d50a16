"""Builds SVG as text. Colours stand twice: as a class for browsers (light, dark, brand) and as an attribute.

WeasyPrint gives no stylesheet of the page to a drawing, so on paper the attribute speaks; in a browser the class wins.
"""

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

PAPER: dict[str, dict[str, str]] = {
    "c-axis": {"stroke": "#c6cfd0", "stroke-width": "1"},
    "c-bench": {"stroke": "#415053", "stroke-width": "2", "stroke-dasharray": "2 5", "stroke-linecap": "round"},
    "c-bench-dot": {"fill": "#ffffff", "stroke": "#415053", "stroke-width": "2"},
    "c-claimed": {"fill": "#fff8f3", "stroke": "#863d15", "stroke-width": "1.5", "stroke-dasharray": "5 3"},
    "c-faint": {"fill": "#415053", "font-size": "14", "font-family": "Noto Sans, sans-serif"},
    "c-grid": {"stroke": "#dfe5e5", "stroke-width": "1"},
    "c-label": {"fill": "#172225", "font-size": "15", "font-family": "Noto Sans, sans-serif"},
    "c-line": {"stroke": "#0f6153", "stroke-width": "2.5", "stroke-linecap": "round"},
    "c-mark": {"stroke": "#172225", "stroke-width": "2.5"},
    "c-own": {"fill": "#0f6153"},
    "c-own-dot": {"fill": "#0f6153", "stroke": "#ffffff", "stroke-width": "2"},
    "c-span": {"stroke": "#0f6153", "stroke-width": "2.5"},
    "c-span-wash": {"fill": "#dcf3ea"},
    "c-strong": {"fill": "#10302b", "font-size": "15", "font-weight": "bold", "font-family": "Noto Sans, sans-serif"},
    "c-track": {"fill": "#edf1f1"},
}
OF_THE_BRAND = {"#0f6153": "500", "#10302b": "heading", "#dcf3ea": "100"}
Value = str | float


def plain(value: Value) -> str:
    """Numbers short and with a point: SVG knows no comma, whatever the reader's language."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def share(part: float) -> str:
    """A part of one as a percentage."""
    return f"{plain(part * 100)}%"


def node(name: str, *children: str, look: str = "", **attributes: Value) -> SafeString:
    """One element; `look` is a class of PAPER; an underscore in an attribute's name becomes a hyphen."""
    pairs: dict[str, Value] = {**({"class": look, **PAPER[look]} if look else {})}
    pairs |= {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    written = format_html_join("", ' {}="{}"', ((key, plain(value)) for key, value in pairs.items()))
    inside = mark_safe("".join(conditional_escape(child) for child in children))
    return format_html("<{}{}>{}</{}>", mark_safe(name), written, inside, mark_safe(name))


def drawing(ident: str, *children: str, title: str, says: str, height: float) -> SafeString:
    """A picture with a name and a description; it is as wide as its place and exactly `height` pixels high."""
    return node(
        "svg",
        node("title", title, id=f"{ident}-title"),
        node("desc", says, id=f"{ident}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart__plot",
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
        width="100%",
        height=height,
    )
