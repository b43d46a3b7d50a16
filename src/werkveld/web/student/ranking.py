"""The list that somebody ranks: what can be chosen, what stands in the way, and the order as it is in the page.

An order lives in the page until it is saved. Each button sends the whole order along, so nothing depends on a script.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import choices_of, fixed_place_of, live_among
from werkveld.steps.enrolments.rules import fits_level
from werkveld.steps.offerings.rules import is_open

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment, FixedPlace, Round, RoundOffering
    from werkveld.steps.offerings.models import Offering
    from werkveld.steps.people.models import Person

MANY = 8  # from so many on there is something to search with


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row. `bar` says why it cannot be chosen, `warning` what to know before choosing it."""

    key: str
    title: str
    meta: str
    seats: str
    period: str
    period_key: str
    bar: str = ""
    warning: str = ""
    rank: int = 0
    same_as: int = 0
    is_shown: bool = True

    @property
    def same_words(self) -> str:
        return same_words(self.same_as) if self.same_as else ""


def same_words(rank: int | str) -> str:
    return _("The same period as your wish %(rank)s. That is fine: you get at most one of the two.") % {"rank": rank}


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of one round for one person; `choices` by key, period by period."""

    choices: dict[str, Choice]
    offerings: "dict[str, Offering]"
    periods: list[str]
    fixed: "FixedPlace | None"
    seats: int

    @property
    def may_cancel(self) -> bool:
        """Whether something needs a least number of people to go on."""
        return any(offering.capacity_min > 0 for offering in self.offerings.values())

    def ranked(self, order: Sequence[str]) -> list[Choice]:
        """The wishes in this order, each with its rank and the wish before it that is in the same period."""
        first: dict[str, int] = {}
        found = []
        for rank, key in enumerate(order, start=1):
            choice = self.choices[key]
            before = first.setdefault(choice.period_key, rank)
            clashes = self.seats > 1 and len(self.periods) > 1 and before < rank
            found.append(replace(choice, rank=rank, same_as=before if clashes else 0))
        return found

    def listed(self, order: Sequence[str], words: str, period: str) -> list[Choice]:
        """All that can be chosen; what does not fit the search is there, and not shown."""
        ranks = {key: rank for rank, key in enumerate(order, start=1)}
        return [
            replace(choice, rank=ranks.get(key, 0), is_shown=_fits(choice, words, period))
            for key, choice in self.choices.items()
        ]


def _fits(choice: Choice, words: str, period: str) -> bool:
    text = f"{choice.title} {choice.meta}".casefold()
    return all(word in text for word in words.casefold().split()) and period in ("", choice.period_key)


def board(me: "Person", choice_round: "Round", on: date) -> Board:
    """Three questions, however much can be chosen."""
    rows = list(choices_of(choice_round))
    has = live_among(me, [row.offering_id for row in rows])
    choices = [_choice(me, row, has.get(row.offering_id), on) for row in rows]
    periods = list(dict.fromkeys(choice.period for choice in choices if choice.period))
    return Board(
        choices={choice.key: choice for choice in choices},
        offerings={str(row.offering.key): row.offering for row in rows},
        periods=periods,
        fixed=fixed_place_of(me, choice_round),
        seats=choice_round.seats,
    )


def _choice(me: "Person", row: "RoundOffering", has: "Enrolment | None", on: date) -> Choice:
    offering = row.offering
    begins = (
        date_format(offering.starts_on, "j F Y" if offering.starts_on.year != on.year else "j F")
        if offering.starts_on
        else ""
    )
    bar = _bar(me, row, has)
    meta = [offering.organization.name, offering.site.city if offering.site else "", begins]
    return Choice(
        key=str(offering.key),
        title=offering.title,
        meta=" · ".join(filter(None, meta)),
        seats=_seats(row),
        period=row.period.name if row.period else "",
        period_key=str(row.period.number) if row.period else "",
        bar=bar,
        warning="" if bar else _warning(row),
    )


def _left(row: "RoundOffering") -> int | None:
    offering = row.offering
    return None if offering.capacity is None else max(0, offering.capacity - offering.seats_taken)


def _seats(row: "RoundOffering") -> str:
    left = _left(row)
    if left is None:
        return _("room for everyone")
    return ngettext("%(left)s place", "%(left)s places", left) % {"left": left}


def _bar(me: "Person", row: "RoundOffering", has: "Enrolment | None") -> str:
    """The same rules as the deed asks."""
    if has is not None:
        return {
            EnrolmentState.WAITING: _("You are on the waiting list for this already."),
            EnrolmentState.COMPLETED: _("You have done this already."),
            EnrolmentState.STOPPED: _("You stopped with this before."),
        }.get(EnrolmentState(has.state), _("You take part in this already."))
    if not fits_level(me, row.offering):
        low, high = row.offering.level_min or row.offering.level_max, row.offering.level_max or row.offering.level_min
        facts = {"low": low, "high": high, "own": me.level}
        if low == high:
            return _("This is for level %(low)s. You are level %(own)s.") % facts
        return _("This is for levels %(low)s to %(high)s. You are level %(own)s.") % facts
    return ""


def _warning(row: "RoundOffering") -> str:
    if not is_open(row.offering):
        return _("This does not go on, so it gives you no place.")
    if _left(row) == 0:
        return _("This is full already. You get it only when somebody leaves before the places are given.")
    return ""


def asked_order(sent: Iterable[str], known: Board) -> list[str]:
    """The order that a page sent, each once; what is not in the round falls out."""
    return [key for key in dict.fromkeys(sent) if key in known.choices]


def moved(order: Sequence[str], move: str, known: Board) -> list[str]:
    """`up`, `down`, `add` or `remove`, and the key of what; anything else changes nothing."""
    verb, _space, key = move.partition(" ")
    if verb == "add" and key not in order and key in known.choices and not known.choices[key].bar:
        return [*order, key]
    return moved_in(order, move)


def moved_in(order: Sequence[str], move: str) -> list[str]:
    """One of the list itself goes up, down or out."""
    verb, _space, key = move.partition(" ")
    keys = list(order)
    if key not in keys or verb not in {"up", "down", "remove"}:
        return keys
    at = keys.index(key)
    keys.remove(key)
    if verb != "remove":
        keys.insert(max(0, at - 1) if verb == "up" else at + 1, key)
    return keys
