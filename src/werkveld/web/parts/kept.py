"""A part of a page that is written once for equal values: `{% kept name=value … %}…{% gap %}…{% endgap %}…{% endkept %}`.

Inside, only the named values are known, beside the language and the addresses that are served: what is kept cannot hold
anything it was not given. A gap is filled anew on every page, and there everything is known that the page knows.
"""

import re
import secrets
from typing import Any

from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.loader_tags import BlockNode
from django.urls import get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST_WRITINGS = 200  # of one part of a template
SECRET = secrets.token_hex(8)  # nobody can type a mark
MARK = re.compile(f"<{SECRET}-([0-9]+)>")


class Gap(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.mark = f"<{SECRET}-{id(self)}>"

    def render(self, _context: Context) -> SafeString:
        """What surrounds it is being written: leave room."""
        return mark_safe(self.mark)

    def fill(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


class Kept(Node):
    """A process keeps the last writings with the template they belong to, so a template read anew starts anew."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.gaps = {id(gap): gap for gap in nodelist.get_nodes_by_type(Gap) if isinstance(gap, Gap)}
        self.writings: dict[tuple[Any, ...], tuple[str | Gap, ...]] = {}

    def render(self, context: Context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.values.items()}
        # 1 and True are equal, and so are a text and markup, but they are not written alike
        key = (get_language(), get_urlconf(), context.autoescape, *((type(value), value) for value in given.values()))
        pieces = self.writings.get(key) or self.write(key, context, given)
        return mark_safe("".join(one if isinstance(one, str) else one.fill(context) for one in pieces))

    def write(self, key: tuple[Any, ...], context: Context, given: dict[str, Any]) -> tuple[str | Gap, ...]:
        written = MARK.split(self.nodelist.render(context.new(given)))
        pieces = tuple(self.gaps[int(one)] if at % 2 else str(one) for at, one in enumerate(written))
        if len(self.writings) >= MOST_WRITINGS:
            self.writings.pop(next(iter(self.writings)), None)
        self.writings[key] = pieces
        return pieces


def gap(parser: Parser, _token: Token) -> Gap:
    nodelist = parser.parse(("endgap",))
    parser.delete_first_token()
    if not any(command == "kept" for command, _token in parser.command_stack):
        raise TemplateSyntaxError("A gap stands in a part that is kept.")
    return Gap(nodelist)


def kept(parser: Parser, token: Token) -> Kept:
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"What is kept names its values: name=value, not {bits[0]!r}.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    in_gaps = [block for gap in nodelist.get_nodes_by_type(Gap) for block in gap.get_nodes_by_type(BlockNode)]
    if len(nodelist.get_nodes_by_type(BlockNode)) > len(in_gaps):
        raise TemplateSyntaxError("A block differs by page, so it stands in a gap.")
    return Kept(nodelist, values)
