"""Proposals and teams as pages show them: numbers in words, and who is in a team as a row of marks."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.steps.enrolments.queries.teams import teams_in
from werkveld.web.parts.tables import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkveld.journeys.change_team import Choice
    from werkveld.steps.enrolments.models import Division, Team

KINDS = 8  # colours there are; a mark says its college in letters too


@dataclass(frozen=True, slots=True)
class Mark:
    """One person in a row: the college in a few letters, and the level."""

    letters: str
    level: str
    colour: int


@dataclass(frozen=True, slots=True)
class Row:
    """One team: its marks, and the same in words."""

    team: "Team"
    marks: list[Mark]
    words: str

    @property
    def people(self) -> "list[Any]":
        return self.team.here  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Shown:
    division: "Division"
    rows: list[Row]
    facts: list[tuple[str, str]]


def letters_for(names: "Iterable[str]") -> dict[str, str]:
    """As few letters of each name as tell them apart; a number where letters do not."""
    given: dict[str, str] = {}
    for name in sorted(set(names)):
        short = (name[:length] for length in (1, 2, 3))
        given[name] = next((one for one in short if one and one not in given.values()), str(len(given) + 1))
    return given


def shown(divisions: "list[Division]") -> tuple[list[Shown], list[tuple[Mark, str]]]:
    """Each division with its teams, and the legend of the marks."""
    teams = {division.pk: teams_in(division) for division in divisions}
    names = {college_of(member) for every in teams.values() for team in every for member in team.here}  # type: ignore[attr-defined]
    letters = letters_for(names)
    colours = {name: at % KINDS + 1 for at, name in enumerate(sorted(letters))}
    found = [Shown(one, [row_of(team, letters, colours) for team in teams[one.pk]], facts_of(one)) for one in divisions]
    return found, [(Mark(letters[name], "", colours[name]), name) for name in sorted(letters)]


def college_of(member: Any) -> str:
    college = member.enrolment.person.college
    return college.name if college else _("no college")


def row_of(team: "Team", letters: dict[str, str], colours: dict[str, int]) -> Row:
    people = sorted(team.here, key=lambda one: (college_of(one), one.enrolment.person.level or 0))  # type: ignore[attr-defined]
    marks = [
        Mark(letters[name], str(one.enrolment.person.level or ""), colours[name])
        for one in people
        if (name := college_of(one))
    ]
    colleges = Counter(college_of(one) for one in people)
    levels = sorted({one.enrolment.person.level for one in people} - {None})
    words = ", ".join(f"{count} {name}" for name, count in colleges.items())
    return Row(team, marks, f"{words}; " + _("levels %(levels)s") % {"levels": ", ".join(map(str, levels))})


def facts_of(division: "Division") -> list[tuple[str, str]]:
    """Name and value; the same names for every proposal, so that they can stand beside each other."""
    told = division.figures
    rows = [
        (_("people in a team"), in_words(*told["sizes"])),
        (_("pairs of one college in a team"), against(told["mix"]["college"])),
        (_("pairs of one level in a team"), against(told["mix"]["level"])),
    ]
    if told["ranks"]:
        wishers = sum(told["ranks"])
        rows.append(
            (_("got their first wish"), _("%(count)s of %(all)s") % {"count": told["ranks"][0], "all": wishers})
        )
        second = {"count": told["ranks"][0] + told["ranks"][1], "all": wishers}
        rows.append((_("got their first or second wish"), _("%(count)s of %(all)s") % second))
    for (came_true, asked), words in (
        (told["mates"], _("wishes to be together that came true")),
        (told["apart"], _("pairs that are kept apart")),
    ):
        if asked:
            rows.append((words, _("%(count)s of %(all)s") % {"count": came_true, "all": asked}))
    return [(capfirst(name), value) for name, value in rows]


def in_words(least: int, most: int) -> str:
    return str(least) if least == most else _("%(least)s or %(most)s") % {"least": least, "most": most}


def against(part: dict[str, int]) -> str:
    """With what cannot be beaten: the engine's bound."""
    if part["reached"] == part["bound"]:
        return _("%(reached)s (fewer is not possible)") % part
    return _("%(reached)s (at least %(bound)s)") % part


def compared(every: list[Shown]) -> tuple[list[Column], list[list[str]]]:
    """Columns and rows of the table in which proposals stand beside each other."""
    if not every:
        return [], []
    columns = [Column(label=_("What")), *(Column(label=one.division.get_mix_display()) for one in every)]
    rows = [
        [name, *(one.facts[at][1] for one in every)]
        for at, (name, _value) in enumerate(every[0].facts)
    ]  # fmt: skip
    return columns, rows


def choice_words(choice: "Choice") -> str:
    """What going there does, before anybody goes."""
    parts = [ngettext("%(size)s person then", "%(size)s people then", choice.size) % {"size": choice.size}]
    parts += [more(choice.colleges, "college"), more(choice.levels, "level")]
    if choice.rank is not None:
        parts.append(
            _("wish number %(rank)s") % {"rank": choice.rank} if choice.rank else _("a topic that was not wished")
        )
    if choice.mates:
        parts.append(
            ngettext("with %(mates)s whom they asked for", "with %(mates)s whom they asked for", choice.mates)
            % {"mates": choice.mates}
        )
    if choice.meets:
        parts.append(_("mind: these two are kept apart"))
    if choice.is_best:
        parts.append(_("costs least"))
    topic = f", {choice.team.topic.name}" if choice.team.topic else ""
    return _("Team %(number)s") % {"number": choice.team.number} + f"{topic}: " + "; ".join(filter(None, parts))


def more(pairs: int, what: str) -> str:
    if pairs == 0:
        return ""
    counted = {"pairs": abs(pairs)}
    if what == "college":
        words = (
            ngettext("%(pairs)s more pair of one college", "%(pairs)s more pairs of one college", pairs)
            if pairs > 0
            else ngettext("%(pairs)s pair of one college fewer", "%(pairs)s pairs of one college fewer", -pairs)
        )
    else:
        words = (
            ngettext("%(pairs)s more pair of one level", "%(pairs)s more pairs of one level", pairs)
            if pairs > 0
            else ngettext("%(pairs)s pair of one level fewer", "%(pairs)s pairs of one level fewer", -pairs)
        )
    return words % counted
