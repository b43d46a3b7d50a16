"""Dates of an activity or lesson in words, for who counted on them."""

from typing import Any

from django.utils.translation import gettext as _

from werkveld.ground.text import named
from werkveld.journeys.word_visit import moment

Facts = dict[str, Any]
Words = tuple[str, str]
MOST_NAMED = 6


def listed(lines: list[str]) -> str:
    """A line each; of many the first, and how many more."""
    more = len(lines) - MOST_NAMED
    if more > 0:
        lines = [*lines[:MOST_NAMED], _("and %(more)d more dates") % {"more": more}]
    return "\n".join(lines)


def date_called_off(facts: Facts) -> Words:
    title = _("%(title)s at %(site)s does not go on") % {"title": named(facts["title"]), "site": facts["site"]}
    dates = listed([moment(start) for start, _before in facts["dates"]])
    return title, "\n".join(filter(None, [dates, str(facts["because"])]))


def date_moved(facts: Facts) -> Words:
    title = _("%(title)s at %(site)s is at another time or place") % {
        "title": named(facts["title"]),
        "site": facts["site"],
    }
    lines = [
        _("%(new)s, instead of %(old)s") % {"new": moment(start), "old": moment(before)}
        if start != before
        else moment(start)
        for start, before in facts["dates"]
    ]
    return title, listed(lines)
