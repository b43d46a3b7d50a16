"""The facets of a search in words: what can be chosen, what was chosen, and how to undo it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from werkveld.steps.offerings.enums import Audience, Duration
from werkveld.steps.offerings.queries import ANY_WEEK, Found, Label
from werkveld.web.parts.tables import Option
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


@lru_cache(maxsize=2_000)
def box_around(name: str, value: str, label: str) -> tuple[str, str]:
    """What stands before and after the number. A page holds seventy boxes; a template a box took half its time."""
    before = format_html('<label class="facet"><input type="checkbox" name="{}" value="{}"', name, value)
    return str(before), str(format_html("><span>{}</span>", capfirst(label)))


def boxes(name: str, options: Iterable[Option]) -> SafeString:
    made = []
    for option in options:
        before, after = box_around(name, option.value, option.label)
        chosen = " checked" if option.is_chosen else ""
        made.append(f'{before}{chosen}{after}<span class="facet__count">{option.count}</span></label>\n')
    return mark_safe("".join(made))


@dataclass(frozen=True)
class Chosen:
    """One thing that narrows the search, and the search without it."""

    label: str
    link: str


@dataclass
class Words:
    """What values are called, in the reader's language."""

    labels: tuple[Label, ...]
    _named: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        is_english = (get_language() or "nl").startswith("en")
        for label in self.labels:
            first, second = (label.name_en, label.name_nl) if is_english else (label.name_nl, label.name_en)
            self._named[label.facet, label.code] = first or second

    def of(self, facet: str, value: str) -> str:
        if facet == "start":
            return month(value, get_language() or "nl")
        if facet == "level":
            return _("level %(level)s") % {"level": value}
        if facet == "language":
            return str(LANGUAGES.get(value, value))
        fixed = {"phase": Audience, "duration": Duration}.get(facet)
        if fixed is not None:
            return str(fixed(value).label) if value in fixed.values else value
        return self._named.get((facet, value), value)


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
    words = Words(found.labels)
    for name, values in found.facets.items():
        options = [
            Option(value=v.value, label=words.of(name, v.value), count=v.count, is_chosen=v.is_chosen)
            for v in values
            if v.is_chosen or (v.count and not (name == "start" and v.value < this_month))
        ]
        if len(options) < 2 and not any(option.is_chosen for option in options):
            continue
        folded = len(options) > SHOWN + 1
        shown = [o for at, o in enumerate(options) if not folded or at < SHOWN or o.is_chosen]
        more = [o for at, o in enumerate(options) if folded and at >= SHOWN and not o.is_chosen]
        yield Group(
            name=name,
            label=str(NAMES[name]),
            boxes=boxes(name, shown),
            more=boxes(name, more),
            is_open=name in OPEN_FACETS or any(o.is_chosen for o in options),
        )


def chosen(question: Question, found: Found) -> Iterator[Chosen]:
    """Everything that narrows this search, in the order of the address."""
    words = Words(found.labels)
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
