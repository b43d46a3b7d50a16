"""How a selection looks: its days, its stage in words, and marks beside each other."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkveld.journeys.word_selection import in_words
from werkveld.steps.enrolments.enums import SelectionState
from werkveld.steps.enrolments.queries.marks import scores_of
from werkveld.steps.enrolments.rules import is_applying
from werkveld.web.doors import now
from werkveld.web.parts.tables import Entry

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Criterion, Score, Selection
    from werkveld.steps.enrolments.queries.marks import Marks

TONES = {
    SelectionState.DRAFT: "warning",
    SelectionState.OPEN: "accent",
    SelectionState.ASSESSING: "info",
    SelectionState.DECIDED: "positive",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion with what each of the two gave."""

    criterion: "Criterion"
    first: "Score"
    second: "Score"


def stage(selection: "Selection") -> str:
    """What goes on today, in a few words."""
    at = now()
    if selection.state == SelectionState.OPEN:
        if is_applying(selection, at):
            return _("you can apply")
        return _("opens soon") if at < selection.opens_at else _("closed, to be assessed")
    return str(SelectionState(selection.state).label)


def tone(selection: "Selection") -> str:
    return TONES[SelectionState(selection.state)]


def days(selection: "Selection") -> list[Entry]:
    """The way a selection goes, with where it is now; the closing is the end of its last day."""
    at, first = now(), timezone.localdate(selection.opens_at)
    last = timezone.localdate(selection.closes_at - timedelta(seconds=1))
    is_decided = selection.state == SelectionState.DECIDED
    applying = "done" if at >= selection.closes_at else "now" if at >= selection.opens_at else "next"
    assessing = "done" if is_decided else "now" if at >= selection.closes_at else "next"
    span = _("%(first)s up to and including %(last)s") % {"first": written(first), "last": written(last)}
    return [
        Entry(title=_("You apply"), when=span, state=applying),
        Entry(title=_("Two people assess each application, apart from each other"), state=assessing),
        Entry(
            title=_("Everybody hears the result, with the reason"),
            when=written(selection.decides_on),
            state="done" if is_decided else "next",
        ),
    ]


def written(day: object) -> str:
    return date_format(day, "j F Y")  # type: ignore[arg-type]  # a date as well as a moment


def compared(marks: "Marks", criteria: "list[Criterion]") -> list[Compared]:
    """Only when both handed in; the door asks that first."""
    first, second = (scores_of(one, criteria) for one in marks.assessments)
    return [Compared(*row) for row in zip(criteria, first, second, strict=True)]


def points(value: Decimal | None) -> str:
    return "" if value is None else in_words(value)
