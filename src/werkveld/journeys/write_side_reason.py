"""The words of a round in which hosts choose too: why a wish was missed, and what this way of giving places promises.

Every sentence says only what the engine proved, and names nobody but the host. Why a host said no stands here only
where the coordinator passed it on.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.ground.text import named
from werkveld.steps.enrolments.enums import Aim

Facts = dict[str, Any]
FULL = frozenset({"rather", "drawn", "favour", "cross", "all_fixed"})


def _host_no(line: Facts, _facts: Facts) -> str:
    said = _("%(host)s thinks that this place does not fit you now. That says nothing about other places.") % line
    return f"{said} {_('They say: «%(host_why)s»') % line}" if line["host_why"] else said


def _rather(line: Facts, _facts: Facts) -> str:
    if line["limit"]:
        return _(
            "«%(limit)s» was full, with students who are more welcome to their hosts than you were here."
        ) % _names(line)
    return _("It was full. The places went to students whom %(host)s would rather have.") % line


def _drawn(line: Facts, _facts: Facts) -> str:
    if line["limit"]:
        return _("«%(limit)s» was full. Somebody in it is as welcome as you, and the lot decided.") % _names(line)
    return _("It was full. Somebody there is as welcome to %(host)s as you, and the lot decided.") % line


def _favour(line: Facts, _facts: Facts) -> str:
    if line["limit"]:
        return _(
            "«%(limit)s» was full. Somebody in it is as welcome as you, and went first so that more students got a place."
        ) % _names(line)
    return (
        _(
            "It was full. Somebody there is as welcome to %(host)s as you, and went first so that more students got a place."
        )
        % line
    )


def _cross(_line: Facts, _facts: Facts) -> str:
    return _("What this place shares with others left no room for you.")


def _all_fixed(_line: Facts, _facts: Facts) -> str:
    return _("Every place was fixed before the round.")


def _no_seats(_line: Facts, _facts: Facts) -> str:
    return _("There was no place to give: it was full before the round, or it does not go on.")


def _names(line: Facts) -> Facts:
    return {"host": line["host"], "limit": named(line["limit"])}


WHY: dict[str, Callable[[Facts, Facts], str]] = {
    "host_no": _host_no,
    "rather": _rather,
    "drawn": _drawn,
    "favour": _favour,
    "cross": _cross,
    "all_fixed": _all_fixed,
    "no_seats": _no_seats,
}


def what_else_would_have_helped(line: Facts) -> list[str]:
    """Beside more places in it: more of what is shared, or another word of the host."""
    said = []
    if line.get("more_limit"):
        more, *names = line["more_limit"]
        words = ngettext(
            "With room for one more in «%(limit)s», you would have had it, or something you ranked higher.",
            "With room for %(more)s more in «%(limit)s», you would have had it, or something you ranked higher.",
            more,
        )
        said.append(words % {"more": more, "limit": named(names)})
    if line.get("gladly"):
        said.append(
            _("If %(host)s had said «gladly» of you, you would have had it, or something you ranked higher.") % line
        )
    return said


HOW = {
    Aim.STABLE: lambda: _(
        "You rank places, and hosts say who is welcome. Then nobody misses a place that went to somebody less welcome "
        "there. Who is as welcome goes by lot."
    ),
    Aim.STABLE_MOST: lambda: _(
        "You rank places, and hosts say who is welcome. Then nobody misses a place that went to somebody less welcome "
        "there. Among who is as welcome, those go first with whom more students get a place."
    ),
}


def property_of(aim: Aim, *, do_limits_cross: bool, is_short: bool = False) -> str:
    """Whether anybody can gain by not ranking what they really want; hosts never see the order of the wishes.

    `is_short`: there is more to choose from than one may rank.
    """
    if aim == Aim.STABLE_MOST:
        return _(
            "In theory somebody could gain by leaving out places. Nobody can know which, and who tries it may get nothing. "
            "So rank all that you want."
        )
    if do_limits_cross:
        return _(
            "In this round places share more than one thing, so in theory somebody could gain by ranking otherwise. Nobody "
            "can know how, and who tries it may get what they want less. So rank what you really want."
        )
    if is_short:
        return _(
            "Putting your wishes in another order than you really want brings you nothing, and hosts do not see your order. "
            "You cannot rank everything: so put something last that has a good chance of room."
        )
    return _(
        "You cannot gain by ranking otherwise than you really want, or by leaving places out. Hosts do not see your order. "
        "So put first what you want most."
    )
