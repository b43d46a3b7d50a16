"""What somebody learns and can prove, as the desks of students and of professionals both show it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.enrolments.rules import is_live
from werkveld.steps.practice.rules import is_agreed, may_start

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.steps.practice.models import Hours

WEEKS_BACK = 8
STATE_TONES = {
    EnrolmentState.PLACED: "accent",
    EnrolmentState.WAITING: "warning",
    EnrolmentState.COMPLETED: "positive",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One enrolment with what its page shows. Amounts are hours."""

    enrolment: "Enrolment"
    why: str
    tone: str
    written: Decimal
    confirmed: Decimal
    this_week: Decimal
    may_write: bool
    lacks_signature: bool
    may_leave: bool
    has_begun: bool
    in_teams: bool

    @property
    def is_live(self) -> bool:
        return self.enrolment.state in (EnrolmentState.PLACED, EnrolmentState.WAITING)

    @property
    def is_waiting(self) -> bool:
        return self.enrolment.state == EnrolmentState.WAITING

    @property
    def share(self) -> tuple[str, int]:
        """How far the bar goes, as a browser reads it; more than was planned fills it."""
        planned = self.enrolment.offering.hours or 0
        return f"{min(self.confirmed, Decimal(planned)):f}", planned

    @property
    def hours_words(self) -> str:
        return _("%(confirmed)s of %(planned)s hours confirmed") % {
            "confirmed": floatformat(self.confirmed, -2),
            "planned": self.enrolment.offering.hours,
        }


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def why(enrolment: "Enrolment") -> str:
    """A plain reason; the message about the round holds the long one."""
    if enrolment.reason == Reason.WISH and enrolment.rank:
        return _("This was your wish number %(rank)s.") % {"rank": enrolment.rank}
    if enrolment.reason == Reason.BY_HAND and enrolment.why:
        return _("Your coordinator gave you this place: %(why)s") % {"why": enrolment.why}
    return {
        Reason.CHOSE: _("You chose this yourself."),
        Reason.WISH: _("You wished for this."),
        Reason.FIXED: _("This place was fixed for you before the round."),
        Reason.BY_HAND: _("Your coordinator gave you this place."),
        Reason.SELECTED: _("You were selected for this."),
        Reason.REFERRED: _("Your school asked you for this."),
        Reason.MOVED_UP: _("You moved up from the waiting list."),
        Reason.FULL: _("It was full. When somebody leaves, the first in line gets the place."),
    }[Reason(enrolment.reason)]


def places(enrolments: Iterable["Enrolment"], hours: Iterable["Hours"], on: date) -> list[Place]:
    """In the order that they come, but what is still to begin after the rest."""
    by_enrolment: dict[int, list[Hours]] = defaultdict(list)
    for entry in hours:
        by_enrolment[entry.enrolment_id].append(entry)
    found = [_place(enrolment, by_enrolment[enrolment.pk], on) for enrolment in enrolments]
    return sorted(found, key=lambda place: not place.has_begun)


def _place(enrolment: "Enrolment", hours: list["Hours"], on: date) -> Place:
    has_hours = enrolment.offering.programme.kind.has_hours
    starts, has_begun = may_start(enrolment), enrolment.starts_on <= on
    return Place(
        enrolment=enrolment,
        why=why(enrolment),
        tone=STATE_TONES.get(EnrolmentState(enrolment.state), ""),
        written=sum((entry.amount for entry in hours), Decimal(0)),
        confirmed=sum((entry.amount for entry in hours if entry.approved_at), Decimal(0)),
        this_week=sum((entry.amount for entry in hours if entry.week_of == monday_of(on)), Decimal(0)),
        may_write=has_hours and starts and has_begun,
        lacks_signature=enrolment.state == EnrolmentState.PLACED and not starts,
        may_leave=is_live(enrolment) and not is_agreed(enrolment),
        has_begun=has_begun,
        in_teams=enrolment.state != EnrolmentState.WAITING and hasattr(enrolment.offering, "team_plan"),
    )


class HoursForm(forms.Form):
    """A week of hours; writing the same week again replaces it until somebody confirms it."""

    week_of = forms.TypedChoiceField(label=gettext_lazy("Week"), coerce=date.fromisoformat)
    amount = forms.DecimalField(
        label=gettext_lazy("How many hours"),
        min_value=Decimal("0.25"),
        max_value=60,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("All days together. A quarter of an hour is 0.25."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "field-short"}),
    )
    work_process = forms.RegexField(
        label=gettext_lazy("Work process"),
        regex=r"^B\d-K\d-W\d$",
        required=False,
        help_text=gettext_lazy("Such as B1-K1-W1. Leave it empty when you do not know it."),
        widget=forms.TextInput(attrs={"class": "field-short", "autocapitalize": "characters"}),
    )
    note = forms.CharField(label=gettext_lazy("What you did"), max_length=200, required=False)

    def __init__(self, *args: Any, on: date, **named: Any) -> None:
        super().__init__(*args, **named)
        mondays = [monday_of(on) - timedelta(weeks=back) for back in range(WEEKS_BACK)]
        cast("forms.ChoiceField", self.fields["week_of"]).choices = [
            (monday.isoformat(), week_words(monday, with_year=False)) for monday in mondays
        ]


def week_words(monday: date, *, with_year: bool = True) -> str:
    """«week 50: 12 to 18 December 2022», shorter without the year; the number is that of ISO 8601."""
    sunday = monday + timedelta(days=6)
    first = date_format(monday, "j" if monday.month == sunday.month else "j F")
    return _("week %(number)d: %(first)s to %(last)s") % {
        "number": monday.isocalendar().week,
        "first": first,
        "last": date_format(sunday, "j F Y" if with_year else "j F"),
    }
