"""What changed since a figure was frozen, and why, in sentences for everybody."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.steps.promises.queries import Counted
from werkveld.web.parts.report.values import number, people_words, with_unit

COUNTED_ONCE = ("partnerships", "schools", "organizations")


def moved_words(figure: Counted) -> list[str]:
    """Never of a few people: who may be told of them is decided where figures are counted."""
    moved = figure.moved or {}
    facts = [("came", moved.get("came")), ("left", moved.get("left")), ("changed", figure.changed)]
    said = [_sentence(figure, what, count) for what, count in facts if count]
    return said or [_("Something changed since then. How many people that is about is not shown.")]


def _sentence(figure: Counted, what: str, count: int) -> str:
    """When the figure stood at a day before its count date, what came may have come before the count date too."""
    day = figure.stood_on
    is_after = day is not None and day > figure.last_day
    words = _after_the_count_date(what, count) if is_after or day is None else _since(what, count)
    return words % {"number": _counted(figure, count), "day": date_format(day, "j F Y") if day else ""}


def _after_the_count_date(what: str, count: int) -> str:
    return {
        "came": ngettext(
            "%(number)s was added after the count date.", "%(number)s were added after the count date.", count
        ),
        "left": ngettext(
            "%(number)s was removed after the count date.", "%(number)s were removed after the count date.", count
        ),
        "changed": _("Of %(number)s already counted, something changed after the count date."),
    }[what]


def _since(what: str, count: int) -> str:
    return {
        "came": ngettext("%(number)s was added after %(day)s.", "%(number)s were added after %(day)s.", count),
        "left": ngettext("%(number)s was removed after %(day)s.", "%(number)s were removed after %(day)s.", count),
        "changed": _("Of %(number)s already counted, something changed after %(day)s."),
    }[what]


def _counted(figure: Counted, count: int) -> str:
    """People, also behind hours and marks; else what the figure itself counts."""
    if figure.is_about_people:
        return people_words(count)
    if figure.indicator.unit in COUNTED_ONCE:
        return with_unit(count, figure.indicator.unit)
    return ngettext("%(number)s record", "%(number)s records", count) % {"number": number(count, "records")}
