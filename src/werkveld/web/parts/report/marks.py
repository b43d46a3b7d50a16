"""A figure set in the text: a link that says whether we counted or someone else claimed."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkveld.ground.markdown import as_typed
from werkveld.steps.promises.queries import Counted, Reading
from werkveld.web.parts.report.values import number


def figure_address(figure: Counted, page: str = "figure") -> str:
    """With the promise it is read for, where another promise froze the same year too."""
    return reverse(f"promises:{page}", args=[figure.year, figure.indicator.code]) + figure_query(figure)


def figure_query(figure: Counted) -> str:
    return f"?{urlencode({'promise': figure.promise})}" if figure.promise else ""


def written(figure: Counted) -> str:
    """The value in words: also where there is none."""
    if not figure.is_counted:
        return _("not counted yet")
    if not figure.is_shown:
        return _("not shown")
    value = figure.public["value"]
    return _("nobody answered") if value is None else number(value, figure.indicator.unit)


@dataclass
class OnScreen:
    """Every reference becomes a link to the page of its figure, or to the target on this page."""

    reading: Reading

    def __call__(self, kind: str, code: str) -> str:
        every: dict[str, Any] = {
            "figure": self.reading.figures,
            "claimed": self.reading.claimed,
            "target": self.reading.targets,
        }
        known = every[kind]
        return getattr(self, kind)(known[code]) if code in known else as_typed(kind, code)

    def figure(self, figure: Counted) -> SafeString:
        look = " figure-ref--example" if figure.is_example and figure.is_shown else ""
        look = look if figure.is_shown else " figure-ref--none"
        says = _("counted, example data") if figure.is_example else _("counted")
        return format_html(
            '<a class="figure-ref{}" href="{}">{}<span class="visually-hidden"> ({})</span></a>',
            look,
            figure_address(figure),
            written(figure),
            says,
        )

    def claimed(self, claimed: Any) -> SafeString:
        return format_html(
            '<a class="figure-ref figure-ref--claimed" href="{}">{}<span class="figure-ref__mark">{}</span></a>',
            reverse("promises:claimed", args=[claimed.figure.code]),
            number(claimed.figure.value, claimed.figure.unit),
            _("claimed"),
        )

    def target(self, target: Any) -> SafeString:
        return format_html(
            '<a class="figure-ref figure-ref--target" href="#target-{}">{}<span class="figure-ref__mark">{}</span></a>',
            target.code,
            number(target.value, target.unit),
            _("target"),
        )


@dataclass
class OnPaper(OnScreen):
    """Every reference carries the number of its note; the same figure the same number."""

    notes: dict[tuple[str, str], int] = field(default_factory=dict)

    def _link(self, kind: str, code: str, words: str) -> SafeString:
        """The value is bold and only its number is the link: a link in a link is not allowed on tagged paper.

        The note is a word of its own between brackets, also for who copies the text or has it read aloud.
        """
        look = "" if kind == "figure" else f" figure-ref--{kind}"
        at = self.notes.setdefault((kind, code), len(self.notes) + 1)
        return format_html(
            '<span class="figure-ref{}">{}</span><sup class="note-ref">&nbsp;<a href="#note-{}-{}">[{}]</a></sup>',
            look,
            words,
            kind,
            code,
            at,
        )

    def figure(self, figure: Counted) -> SafeString:
        return self._link("figure", figure.indicator.code, written(figure))

    def claimed(self, claimed: Any) -> SafeString:
        return self._link("claimed", claimed.figure.code, number(claimed.figure.value, claimed.figure.unit))

    def target(self, target: Any) -> SafeString:
        return self._link("target", target.code, number(target.value, target.unit))
