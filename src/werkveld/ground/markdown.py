"""Markdown with references such as `{figure:nova-services}`; typed HTML stays words, and the result is cleaned.

Headings in a text begin at level three, since the page and its sections have the first two.
"""

import re
from collections.abc import Callable
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

REFERENCE = re.compile(r"\{(figure|claimed|target):([a-z0-9-]+)\}")
Shows = Callable[[str, str], str]
"""Kind and code of a reference -> the HTML that stands for it."""

TAGS = {
    "a", "abbr", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "span", "strong",
    "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "class", "id"}, "span": {"class"}, "ol": {"start"}, "sup": {"class"}}
TOP, DEEPEST = 2, 6


def rendered(text: str, shows: Shows) -> SafeString:
    """Clean HTML of a text."""
    html = _parser().render(text, {"shows": shows})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"https", "mailto"}))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.inline.ruler.before("text", "reference", _reference)
    parser.core.ruler.push("headings", _lower_headings)
    parser.add_render_rule("reference", _shown)
    return parser


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
    found = REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"kind": found[1], "code": found[2]}
    state.pos = found.end()
    return True


def _shown(_renderer: RendererHTML, tokens: list[Token], place: int, _options: object, env: dict[str, Shows]) -> str:
    meta = tokens[place].meta
    return env["shows"](meta["kind"], meta["code"])


def _lower_headings(state: object) -> None:
    for token in state.tokens:  # type: ignore[attr-defined]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + TOP, DEEPEST)}"


def as_typed(kind: str, code: str) -> str:
    """A reference that stands for itself: for a list of words, or where nothing is known of it."""
    return escape(f"{{{kind}:{code}}}")
