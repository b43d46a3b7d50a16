"""Confirming hours in one action, as the coach and the trainer at the company both do it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.steps.practice.actions import approve_hours
from werkveld.web.doors import now, tried
from werkveld.web.learning import week_words

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Hours
    from werkveld.web.doors import PersonRequest

FRESH = 3


@dataclass(slots=True)
class Week:
    """The hours of one week that wait for this reader's hand."""

    monday: date
    entries: list["Hours"] = field(default_factory=list)

    @property
    def words(self) -> str:
        return week_words(self.monday)

    @property
    def total(self) -> Decimal:
        return sum((entry.amount for entry in self.entries), Decimal(0))


def weeks(waiting: QuerySet["Hours"], most: int = 400) -> tuple[list[Week], list[Week]]:
    """The few weeks that are fresh in mind, and those before them; both with the newest first."""
    rows = waiting.order_by("-week_of", "enrolment__person__family_name", "id")[:most]
    found = [Week(monday, list(entries)) for monday, entries in groupby(rows, key=lambda entry: entry.week_of)]
    return found[:FRESH], found[FRESH:]


def confirm_ticked(request: "PersonRequest", waiting: QuerySet["Hours"]) -> bool:
    """What was ticked and still waits for this reader; what somebody else confirmed meanwhile is no fault."""
    keys = {key for given in request.POST.getlist("hours") if (key := _key(given))}
    chosen = list(waiting.filter(key__in=keys)) if keys else []
    if not chosen:
        messages.info(request, _("Nothing was ticked, so nothing was confirmed."))
        return False
    words = ngettext("%(count)d line of hours was confirmed.", "%(count)d lines of hours were confirmed.", len(chosen))
    done = words % {"count": len(chosen)}
    return tried(request, lambda: approve_hours(chosen, by=request.person, at=now()), done)


def _key(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
