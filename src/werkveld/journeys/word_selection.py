"""Why somebody was selected or not, in words: in the letter and on their own page, and never with a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named

Facts = Mapping[str, Any]
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion on the page of who applied."""

    name: str
    first: int
    second: int
    most: int
    weight: int
    notes: list[str]


def in_words(points: str | Decimal) -> str:
    """Two decimals, since they decide."""
    return number_format(Decimal(points), 2)


def judged(facts: Facts) -> list[Judged]:
    return [
        Judged(
            name=named(one["name"]),
            first=one["points"][0],
            second=one["points"][1],
            most=one["most"],
            weight=one["weight"],
            notes=[note for note in one["notes"] if note],
        )
        for one in facts["criteria"]
    ]


def selection_decided(facts: Facts) -> Words:
    title = {"title": named(facts["title"])}
    head = _("You were selected: %(title)s") % title if facts["selected"] else _("No place yet: %(title)s") % title
    return head, "\n".join([*reason_lines(facts), *criterion_lines(facts)])


def reason_lines(facts: Facts) -> list[str]:
    """What somebody had, what the last one with a place had, and what would have changed it."""
    lines = [
        _("You had %(points)s of 100 points. That is place %(place)s of %(of)s.")
        % {"points": in_words(facts["points"]), "place": facts["place"], "of": facts["of"]}
    ]
    if facts["last"] is not None:
        lines.append(_("The last one with a place had %(last)s points.") % {"last": in_words(facts["last"])})
    if facts["by_lot"]:
        lines.append(_("Others had the same number of points, so a draw decided between you."))
    if facts["settled"]:
        said = _("The two assessors differed too much. They talked, and settled your points together: “%(note)s”")
        lines.append(said % {"note": facts["settled"]})
    lines += [_("An assessor who coaches you said before: “%(words)s”") % {"words": said} for said in facts["declared"]]
    if not facts["selected"]:
        short = facts["seats_short"]
        more = ngettext(
            "With %(count)s place more you would have had one.", "With %(count)s places more you would have had one.",
            short,
        )  # fmt: skip
        lines += [more % {"count": short}, _("You are in line: when a place comes free, the first in line gets it.")]
    return lines


def criterion_lines(facts: Facts) -> list[str]:
    lines = []
    for one in judged(facts):
        points = {"name": one.name, "first": one.first, "second": one.second, "most": one.most}
        said = _("“%(name)s”: %(first)s and %(second)s of %(most)s points.") % points
        lines.append(" ".join([said, *(f"“{note}”" for note in one.notes)]))
    return lines


def selection_to_assess(facts: Facts) -> Words:
    count = facts["count"]
    title = _("Applications to assess: %(title)s") % {"title": named(facts["title"])}
    text = ngettext(
        "%(count)s application waits for you. You find it on your page.",
        "%(count)s applications wait for you. You find them on your page.",
        count,
    )
    return title, text % {"count": count}
