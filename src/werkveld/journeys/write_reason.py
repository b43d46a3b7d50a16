"""The result of a round in words: wish by wish what became of it and why; and what each aim promises.

Every sentence says only what the engine proved. Nobody else is named, and nothing says who had a place instead.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.journeys import write_side_reason
from werkveld.journeys.write_side_reason import what_else_would_have_helped
from werkveld.steps.enrolments.enums import BOTH_SIDES, Aim
from werkveld.steps.enrolments.models import PriorityGroup, Round
from werkveld.steps.enrolments.queries import do_limits_cross, priorities_of, shared_limits_of

Facts = dict[str, Any]
GIVEN, FIXED = "given", "fixed"
FULL = frozenset({"dearer", "lot", "together", "priority", "no_room", "limit"}) | write_side_reason.FULL


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
        return _what_was_tried(line)
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


def _what_was_tried(line: Facts) -> list[str]:
    """Results of before this was kept say nothing of it; what has no seats at all is not full for lack of one more."""
    tried = line.get("tried")
    if tried is None or line["why"] not in FULL - {"limit"} or line.get("seats") == 0:
        return []
    if not tried:
        return [_("We did not work out what one more place would have done.")]
    words = ngettext(
        "With one more place in it, you would not have had it either.",
        "With %(seats)s more places in it, you would not have had it either.",
        tried,
    )
    return [words % {"seats": tried}]


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
    return _("There were too few people for it, so it does not go on.")


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
    return _("There was no place to give: all were taken before the round, or it does not go on.")


def _together(line: Facts, _facts: Facts) -> str:
    if line.get("seats") == 0:
        return _no_room()
    return _("It was full. With the rules of this round, the computer found no better division with you in it.")


def _priority(_line: Facts, facts: Facts) -> str:
    return _(
        "It was full. In this round some students go first: %(groups)s. Without that priority you could have had it, or "
        "something you ranked higher."
    ) % {"groups": ", ".join(named(group) for group in facts["priority"])}


def _keeps_going(_line: Facts, _facts: Facts) -> str:
    return _("There was room. But without you, the place that you have would not go on: too few people would be left.")


def _all_fixed(_line: Facts, _facts: Facts) -> str:
    return _no_room()


def _open(_line: Facts, _facts: Facts) -> str:
    return _("There was room. But the computer found no better division with you in it.")


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
    "together": _together,
    "priority": _priority,
    "keeps_going": _keeps_going,
    "no_room": _all_fixed,
    **write_side_reason.WHY,
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What an aim does, and honestly whether anybody can gain by not ranking what they really want."""

    how: str
    property: str
    rules: tuple[str, ...] = ()


def promised_in(choice_round: Round, *, choices: int, may_cancel: bool) -> Promise:
    """With what holds in this round beside its aim. `choices`: how many somebody can rank from."""
    groups = list(priorities_of(choice_round))
    promise = promise_of(
        choice_round.aim,
        may_cancel=may_cancel,
        is_short=choices > choice_round.wishes_most,
        has_priority=bool(groups),
        do_cross=choice_round.aim in BOTH_SIDES and do_limits_cross(choice_round),
    )
    return replace(promise, rules=tuple(_rules(choice_round, groups)))


def promise_of(
    aim: str, *, may_cancel: bool = False, is_short: bool = False, has_priority: bool = False, do_cross: bool = False
) -> Promise:
    """`may_cancel`: a class can be too small to go on. `is_short`: there is more to choose from than one may rank. Only
    without both nobody can gain in a draw at all. `has_priority`: groups go before others. `do_cross`: what is shared
    overlaps; only without that nobody can gain where both sides choose.
    """
    if aim in BOTH_SIDES:
        sides = Aim(aim)
        said = write_side_reason.property_of(sides, do_limits_cross=do_cross, is_short=is_short)
        return Promise(write_side_reason.HOW[sides](), said)
    draw = _("Everybody gets a turn by lot. In your turn you get the highest of your wishes that has room.")
    if has_priority:
        draw = _(
            "Who goes first gets a turn first. Among who go first, and among all others, the lot decides about the turns. In "
            "your turn you get the highest of your wishes that has room."
        )
    how = {
        Aim.DRAW: draw,
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
    return Promise(how, _draw_promise(may_cancel=may_cancel, is_short=is_short))


def _draw_promise(*, may_cancel: bool, is_short: bool) -> str:
    if may_cancel and is_short:
        return _(
            "Putting your wishes in another order than you really want brings you nothing, unless you knew which classes will "
            "be too small to go on. Nobody knows that. You cannot rank everything: so put something last that has a good "
            "chance of room."
        )
    if may_cancel:
        return _(
            "Ranking otherwise than you really want brings you nothing. There is one exception: who knows which classes "
            "will be too small to go on. Nobody knows that. So rank what you really want."
        )
    if is_short:
        return _(
            "Putting your wishes in another order than you really want brings you nothing. You cannot rank everything: so "
            "put something last that has a good chance of room."
        )
    return _("Nobody can ever gain by ranking otherwise than they really want. So put first what you want most.")


def _rules(choice_round: Round, groups: list[PriorityGroup]) -> list[str]:
    said = []
    if groups:
        names = ", ".join(group.name for group in groups)
        said.append(_("Some students go first: %(groups)s.") % {"groups": names})
    if any(group.quotas.all() for group in groups):
        said.append(_("Of these groups no more than a set number get a place in some choices."))
    for limit in shared_limits_of(choice_round):
        titles = " + ".join(choice.offering.title for choice in limit.choices.all())
        facts = {"name": limit.name, "titles": titles, "count": limit.capacity}
        said.append(
            ngettext(
                "%(name)s: there is %(count)s place for %(titles)s together.",
                "%(name)s: there are %(count)s places for %(titles)s together.",
                limit.capacity,
            )
            % facts
        )
    return said
