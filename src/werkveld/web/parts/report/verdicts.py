"""What a written rule says of «equal» and «stable», in plain words; and what is missing when it cannot tell."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld_engine.statistics import CannotTell, DoesNotHold, Holds, Missing, Verdict

MISSING: dict[tuple[str, str], Promise] = {
    ("figure", "value"): gettext_lazy("the figure itself"),
    ("figure", "n"): gettext_lazy("how many people answered"),
    ("figure", "margin"): gettext_lazy("the margin of the figure"),
    ("figure", "year"): gettext_lazy("the year of the figure"),
    ("benchmark", "value"): gettext_lazy("the national figure to compare with"),
    ("benchmark", "n"): gettext_lazy("how many people answered for the national figure"),
    ("benchmark", "margin"): gettext_lazy("the margin of the national figure"),
    ("benchmark", "year"): gettext_lazy("the year of the national figure"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """`state` is holds, not or unclear; `missing` only when unclear."""

    state: str
    sentence: str
    missing: tuple[str, ...] = ()


def said_equal(verdict: Verdict) -> Said:
    match verdict:
        case Holds():
            return Said("holds", _("Equal to the national figure: the margins overlap."))
        case DoesNotHold(because="other year"):
            return Said("not", _("Not compared with the national figure: the two are of different years."))
        case DoesNotHold():
            return Said("not", _("Differs from the national figure: the margins do not overlap."))
    return Said("unclear", _("We cannot say how this compares with the national figure. Not stated:"), _words(verdict))


def said_stable(verdict: Verdict) -> Said:
    match verdict:
        case Holds():
            return Said("holds", _("Stable: the margins of the last years overlap."))
        case DoesNotHold():
            return Said("not", _("Changed over the last years: the margins do not overlap."))
    return Said("unclear", _("We cannot say whether this changed over the years. Not stated:"), _words(verdict))


def _words(verdict: Verdict) -> tuple[str, ...]:
    return tuple(map(_missing, verdict.missing)) if isinstance(verdict, CannotTell) else ()


def _missing(missing: Missing) -> str:
    if missing.whose == "figure" and missing.year and missing.what == "value":
        return _("a figure of %(year)s that everybody may see") % {"year": missing.year}
    return str(MISSING[missing.whose, missing.what])
