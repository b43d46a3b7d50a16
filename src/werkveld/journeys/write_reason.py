"""The result of a round in words: wish by wish what became of it and why; and what each aim promises.

Every sentence says only what the engine proved. Nobody else is named, and nothing says who had a place instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.journeys import write_side_reason
from werkveld.journeys.write_side_reason import what_else_would_have_helped
from werkveld.steps.enrolments.enums import BOTH_SIDES, Aim

Facts = dict[str, Any]
GIVEN, FIXED = "given", "fixed"
FULL = frozenset({"dearer", "lot", "limit"}) | write_side_reason.FULL


@dataclass(frozen=True, slots=True)
class Told:
    """A wish and what became of it. `offering` is its key; `was_full` says that a place may still come free."""

    rank: int
    offering: str
    title: str
    period: str
    is_given: bool
    was_full: bool
    reasons: tuple[str, ...]


def told_wishes(facts: Facts) -> list[Told]:
    """Best first."""
    return [
        Told(
            rank=line["rank"],
            offering=line["offering"],
            title=named(line["title"]),
            period=named(line["period"]),
            is_given=line["why"] in {GIVEN, FIXED},
            was_full=line["why"] in FULL,
            reasons=tuple(reasons(line, facts)),
        )
        for line in facts["wishes"]
    ]


def reasons(line: Facts, facts: Facts) -> list[str]:
    """One or two sentences: why, and what would have changed it."""
    return [WHY[line["why"]](line, facts), *_what_would_have_helped(line), *what_else_would_have_helped(line)]


def _what_would_have_helped(line: Facts) -> list[str]:
    seats = line["more_seats"]
    if not seats:
        return []
    if line["rank"] == 1:
        words = ngettext(
            "With one more place in it, you would have had it.",
            "With %(seats)s more places in it, you would have had it.",
            seats,
        )
    else:
        words = ngettext(
            "With one more place in it, you would have had it, or something you ranked higher.",
            "With %(seats)s more places in it, you would have had it, or something you ranked higher.",
            seats,
        )
    return [words % {"seats": seats}]


def _given(_line: Facts, _facts: Facts) -> str:
    return _("You have a place here.")


def _fixed(_line: Facts, _facts: Facts) -> str:
    return _("This place was fixed for you before the round.")


def _enough(_line: Facts, facts: Facts) -> str:
    if facts["seats"] == 1:
        return _("You have another place that goes before this wish, and everybody gets one.")
    return _("You have other places that go before this wish, and everybody gets at most %(seats)s.") % {
        "seats": facts["seats"]
    }


def _same_period(_line: Facts, _facts: Facts) -> str:
    return _("In the same period you have a place that goes before this wish.")


def _cancelled(_line: Facts, _facts: Facts) -> str:
    return _("Too few people chose it, so it does not go on.")


def _limit(_line: Facts, _facts: Facts) -> str:
    return _("The room or the teacher that it shares with others was full, or the part for your group was.")


def _dearer(line: Facts, facts: Facts) -> str:
    if line.get("seats") == 0:
        return _no_room()
    if facts["aim"] == Aim.TOTAL_RANK:
        return ngettext(
            "It was full. With you in it, the wishes of all together would have come out at least %(extra)s step lower.",
            "It was full. With you in it, the wishes of all together would have come out at least %(extra)s steps lower.",
            line["extra"],
        ) % {"extra": line["extra"]}
    if facts["aim"] == Aim.RANK_MAXIMAL:
        return _("It was full. With you in it, fewer people would have had a high wish.")
    return _("It was full. With you in it, more people would have ended with a low wish or with nothing.")


def _lot(line: Facts, facts: Facts) -> str:
    if line.get("seats") == 0:
        return _no_room()
    if facts["aim"] == Aim.DRAW and 0 < line["last_turn"] < facts["turn"]:
        return _("It was full before your turn: the last place went at turn %(last)s, and yours was %(turn)s.") % {
            "last": line["last_turn"],
            "turn": facts["turn"],
        }
    if facts["aim"] == Aim.DRAW:
        return _("It was full when it was your turn.")
    return _("It was full. Others had as much right to it as you, and the lot decided.")


def _no_room() -> str:
    return _("There was no place to give: it was full before the round, or it does not go on.")


def _open(_line: Facts, _facts: Facts) -> str:
    return _("There was room, but for everybody together your other place was as good.")


WHY: dict[str, Callable[[Facts, Facts], str]] = {
    GIVEN: _given,
    FIXED: _fixed,
    "enough": _enough,
    "same_period": _same_period,
    "cancelled": _cancelled,
    "limit": _limit,
    "dearer": _dearer,
    "lot": _lot,
    "open": _open,
    **write_side_reason.WHY,
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What an aim does, and honestly whether anybody can gain by not ranking what they really want."""

    how: str
    property: str


def promise_of(aim: str, *, may_cancel: bool = False, do_limits_cross: bool = False) -> Promise:
    """`may_cancel`: a class can be too small to go on. Only without that nobody can gain in a draw at all.

    `do_limits_cross`: what is shared overlaps. Only without that nobody can gain where both sides choose.
    """
    if aim in BOTH_SIDES:
        sides = Aim(aim)
        return Promise(
            write_side_reason.HOW[sides](), write_side_reason.property_of(sides, do_limits_cross=do_limits_cross)
        )
    how = {
        Aim.DRAW: _("Everybody gets a turn by lot. In your turn you get the highest of your wishes that has room."),
        Aim.TOTAL_RANK: _("The computer looks for the division in which the wishes of all together come out highest."),
        Aim.RANK_MAXIMAL: _(
            "As many people as possible get their first wish. After that their second wish, and so on."
        ),
        Aim.FAIR: _("As few people as possible get nothing. After that as few as possible get a low wish."),
    }[Aim(aim)]
    if aim != Aim.DRAW:
        return Promise(
            how,
            _(
                "In theory somebody who knows the wishes of everybody could gain by ranking otherwise than they really want. "
                "Nobody knows those wishes, and who tries it may get what they want less. So rank what you really want."
            ),
        )
    if may_cancel:
        return Promise(
            how,
            _(
                "Ranking otherwise than you really want brings you nothing. There is one exception: who knows which classes "
                "will be too small to go on. Nobody knows that. So rank what you really want."
            ),
        )
    return Promise(
        how, _("Nobody can ever gain by ranking otherwise than they really want. So put first what you want most.")
    )
