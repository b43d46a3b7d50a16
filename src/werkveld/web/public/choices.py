"""The facets of a search in words: what can be chosen, what was chosen, and how to undo it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from werkveld.steps.offerings.enums import Audience, Duration
from werkveld.steps.offerings.queries import ANY_WEEK, FacetValue, Found, Label
from werkveld.web.parts.icons import icon
from werkveld.web.public.asking import Question

NAMES = {
    "phase": gettext_lazy("For whom"),
    "theme": gettext_lazy("Theme"),
    "kind": gettext_lazy("Kind"),
    "campus": gettext_lazy("Campus"),
    "level": gettext_lazy("Level"),
    "start": gettext_lazy("Start"),
    "duration": gettext_lazy("Duration"),
    "language": gettext_lazy("Language"),
}
LANGUAGES = {"nl": gettext_lazy("Dutch"), "en": gettext_lazy("English")}
SHOWN = 6  # options of a facet before the rest is folded away
OPEN_FACETS = {"phase", "theme", "kind"}


@dataclass(frozen=True)
class Group:
    """A facet with its first boxes in sight and the others folded away."""

    name: str
    label: str
    boxes: SafeString
    more: SafeString
    is_open: bool


def boxes(words: "Words", name: str, values: Iterable[FacetValue]) -> SafeString:
    """A page holds seventy of them; a template a box took half its time."""
    made = []
    for value in values:
        before, after = words.box(name, value.value)
        made.append(f"{before}{' checked' if value.is_chosen else ''}{after}{value.count}</span></label>\n")
    return mark_safe("".join(made))


@dataclass(frozen=True)
class Chosen:
    """One thing that narrows the search, and the search without it."""

    label: str
    link: str


class Words:
    """What values are called in one language; whatever was said once is remembered."""

    def __init__(self, labels: Iterable[Label], language: str) -> None:
        is_english = language.startswith("en")
        self._said: dict[tuple[str, str], str] = {}
        self._boxes: dict[tuple[str, str], tuple[str, str]] = {}
        for label in labels:
            first, second = (label.name_en, label.name_nl) if is_english else (label.name_nl, label.name_en)
            self._said[label.facet, label.code] = first or second

    def of(self, facet: str, value: str) -> str:
        said = self._said.get((facet, value))
        return said if said is not None else self._fixed(facet, value)

    def box(self, facet: str, value: str) -> tuple[str, str]:
        """What stands before and after the mark of being chosen, up to the number. Only for values that are counted."""
        if (facet, value) not in self._boxes:
            before = format_html('<label class="facet"><input type="checkbox" name="{}" value="{}"', facet, value)
            after = format_html('><span>{}</span><span class="facet__count">', capfirst(self.of(facet, value)))
            self._boxes[facet, value] = str(before), str(after)
        return self._boxes[facet, value]

    def _fixed(self, facet: str, value: str) -> str:
        if facet == "start":
            return month(value, get_language() or "nl")
        if facet == "level":
            return _("level %(level)s") % {"level": value}
        if facet == "language":
            return str(LANGUAGES.get(value, value))
        fixed = {"phase": Audience, "duration": Duration}.get(facet)
        return str(fixed(value).label) if fixed is not None and value in fixed.values else value


@lru_cache(maxsize=16)
def words_in(labels: tuple[Label, ...], language: str) -> Words:
    return Words(labels, language)


def words_of(found: Found) -> Words:
    return words_in(found.labels, get_language() or "nl")


@cache
def month(value: str, language: str) -> str:
    """`2026-09` is September 2026; kept by language, since writing dates is slow."""
    if value == ANY_WEEK:
        return _("any week")
    try:
        return date_format(date.fromisoformat(f"{value}-01"), "F Y")
    except ValueError:
        return value


def groups(found: Found, this_month: str) -> Iterator[Group]:
    """Facets with something to choose; an option without results stays only while it is chosen."""
    words = words_of(found)
    for name, values in found.facets.items():
        options = [
            value
            for value in values
            if value.is_chosen or (value.count and not (name == "start" and value.value < this_month))
        ]
        is_narrowed = any(option.is_chosen for option in options)
        if len(options) < 2 and not is_narrowed:
            continue
        folded = len(options) > SHOWN + 1
        shown = [o for at, o in enumerate(options) if not folded or at < SHOWN or o.is_chosen]
        more = [o for at, o in enumerate(options) if folded and at >= SHOWN and not o.is_chosen]
        yield Group(
            name=name,
            label=str(NAMES[name]),
            boxes=boxes(words, name, shown),
            more=boxes(words, name, more),
            is_open=name in OPEN_FACETS or is_narrowed,
        )


def chosen(question: Question, found: Found) -> Iterator[Chosen]:
    """Everything that narrows this search, in the order of the address."""
    words = words_of(found)
    if text := question.one("q"):
        yield Chosen(f"“{text}”", question.without("q"))
    if question.one("place") and found.spot:
        near = (
            _("within %(km)s km of %(place)s") % {"km": question.within, "place": found.spot.name}
            if question.within
            else _("near %(place)s") % {"place": found.spot.name}
        )
        yield Chosen(near, question.without("place"))
    for name in NAMES:
        for value in question.values.get(name, ()):
            yield Chosen(words.of(name, value), question.without(name, value))
    if question.one("past"):
        yield Chosen(_("also what is full or over"), question.without("past"))


def taken_away(chosen: Iterable[Chosen]) -> SafeString:
    """Each as an item of a list, with a link to the search without it."""
    item = '<li><a href="{}">{}{}<span class="visually-hidden">{}</span></a></li>'
    return format_html_join("", item, ((one.link, one.label, icon("close"), _("remove")) for one in chosen))
