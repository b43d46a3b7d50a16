"""How choosing goes, in numbers: nobody is named before the deadline unless the round says so."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST, require_safe

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import look_all
from werkveld.steps.enrolments.actions import remind
from werkveld.steps.enrolments.queries import choices_of, silent_names, standing_of, standing_then, trial_published
from werkveld.steps.enrolments.queries.running import left_in
from werkveld.steps.enrolments.rules import is_choosing, is_over, may_see_names
from werkveld.web.doors import for_desk, now, today
from werkveld.web.parts.svg import node, share
from werkveld.web.parts.tables import Column
from werkveld.web.school.rounds.pages import of, show, to

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round, Trial
    from werkveld.steps.enrolments.queries import Standing
    from werkveld.steps.offerings.models import Offering
    from werkveld.web.doors import PersonRequest

SAW_SILENT = gettext_noop("That you chose nothing in a round")
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """An offering with how much it is wanted; `seats` None is no limit."""

    offering: "Offering"
    seats: int | None
    first: int
    all: int
    bar: SafeString

    @property
    def is_over(self) -> bool:
        return self.seats is not None and self.first > self.seats

    @property
    def is_short(self) -> bool:
        """Nobody wants it enough to let the smallest group go on."""
        return self.all < self.offering.capacity_min


def bar_of(first: int, every: int, seats: int | None, most: int) -> SafeString:
    """All wishes as an outline, first wishes whole, and a line where the seats end; the words beside it say the same."""
    parts = [node("rect", x=0, y=6, width="100%", height=14, rx=3, look="c-track")]
    if every:
        parts.append(node("rect", x=0, y=6, width=share(every / most), height=14, rx=3, look="c-span-wash"))
    if first:
        parts.append(node("rect", x=0, y=6, width=share(first / most), height=14, rx=3, look="c-own"))
    if seats is not None:
        at = share(min(1.0, seats / most))
        parts.append(node("line", x1=at, x2=at, y1=1, y2=25, look="c-mark"))
    return node("svg", *parts, width="100%", height=26, aria_hidden="true", focusable="false", class_="pressure__bar")


def wanted(standing: "Standing", rows: "list[tuple[Offering, int | None]]") -> list[Wanted]:
    """The most wanted for its seats first."""
    most = max([1, *(every for _first, every in standing.wanted.values()), *(seats or 0 for _one, seats in rows)])
    found = []
    for offering, seats in rows:
        first, every = standing.wanted.get(offering.pk, (0, 0))
        found.append(Wanted(offering, seats, first, every, bar_of(first, every, seats, most)))
    return sorted(found, key=lambda one: (-(one.first / one.seats if one.seats else one.first), one.offering.title))


def seats_now(choice_round: "Round") -> "list[tuple[Offering, int | None]]":
    return [(choice.offering, left) for choice, left in left_in(choice_round)]


def seats_then(choice_round: "Round", published: "Trial") -> "list[tuple[Offering, int | None]]":
    """What there was to give; now they are taken."""
    seats = {one["key"]: one["seats"] for one in published.figures["offerings"]}
    offerings = [choice.offering for choice in choices_of(choice_round)]
    return [(one, None if one.capacity is None else seats.get(str(one.key), 0)) for one in offerings]


@for_desk("school")
@require_safe
def standing(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Renews itself while choosing is open; without JavaScript by loading the page again."""
    me, found, at = request.person, of(request, key), now()
    published = trial_published(found)
    counted = standing_then(found, published) if published else standing_of(found, today())
    rows = wanted(counted, seats_then(found, published) if published else seats_now(found))
    named = may_see_names(found, at) and counted.silent > 0 and found.test_of_id is None and not published
    silent = list(silent_names(me, found, at)[:SHOWN]) if named else []
    look_all([one.key for one in silent], by=me, at=at, what=SAW_SILENT)
    context = {
        "standing": counted,
        "rows": rows,
        "columns": [
            Column(label=_("Offering")),
            Column(label=_("places"), is_number=True),
            Column(label=_("first wishes"), is_number=True),
            Column(label=_("all wishes"), is_number=True),
        ],
        "cells": [[one.offering.title, "–" if one.seats is None else one.seats, one.first, one.all] for one in rows],
        "over": sum(one.is_over for one in rows),
        "short": sum(one.is_short for one in rows),
        "silent": silent,
        "silent_more": max(0, counted.silent - len(silent)) if silent else 0,
        "is_choosing": is_choosing(found, at),
        "is_done": is_over(found, at) or published is not None,
        "shows_names": may_see_names(found, at),
        "at": at,
    }
    return show(request, found, "standing", context, tab="standing")


@for_desk("school")
@require_POST
def remind_silent(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Also before names may be seen: the product tells them, and says how many."""
    found = of(request, key)
    try:
        messages.success(request, told_words(remind(found, by=request.person, at=now())))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to(found, "standing")


def told_words(count: int) -> str:
    if not count:
        return _("Everybody who has not chosen was reminded before.")
    return ngettext("%(count)s person was reminded.", "%(count)s people were reminded.", count) % {"count": count}
