"""Figures as they are written: by unit, in the reader's language."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SCORE, SHARE = "score", "share"
MARGIN_DECIMALS = 2


def decimals_of(values: Iterable[Any], unit: str) -> int:
    """As many for all that stand under each other: a score always has one, the rest where one of them is not whole."""
    exact = [Decimal(str(value)) for value in values]
    return 1 if unit == SCORE or any(one != one.to_integral_value() for one in exact) else 0


def number(value: Any, unit: str, decimals: int | None = None) -> str:
    """«1.204», «8,3», «12,5»: a score always with one decimal, the rest whole where it is whole."""
    exact = Decimal(str(value))
    decimals = decimals_of([exact], unit) if decimals is None else decimals
    return str(number_format(exact, decimals, use_l10n=True, force_grouping=True))


def margin(value: Any) -> str:
    return str(number_format(Decimal(str(value)), MARGIN_DECIMALS, use_l10n=True))


def unit_words(unit: str, value: Any) -> str:
    """What stands behind a large number; nothing where the name of the figure already says it."""
    many = int(Decimal(str(value)))
    words = {
        "people": lambda: ngettext("person", "people", many),
        "hours": lambda: ngettext("hour", "hours", many),
        "partnerships": lambda: ngettext("partnership", "partnerships", many),
        "schools": lambda: ngettext("school", "schools", many),
        "organizations": lambda: ngettext("organisation", "organisations", many),
        "months": lambda: ngettext("month", "months", many),
        SCORE: lambda: _("on a scale from 1 to 10"),
        SHARE: lambda: "%",
    }
    return words[unit]() if unit in words else ""


def with_unit(value: Any, unit: str) -> str:
    words = unit_words(unit, value) if unit != SCORE else ""
    return f"{number(value, unit)} {words}".strip() if words != "%" else f"{number(value, unit)}%"


def people_words(people: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", people) % {"number": number(people, "people")}


def answers_words(people: int) -> str:
    return ngettext("%(number)s answer", "%(number)s answers", people) % {"number": number(people, "people")}
