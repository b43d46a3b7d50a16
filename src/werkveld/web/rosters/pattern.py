"""The week of a roster: when how many are needed, who may coach, and the numbers behind it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.steps.people.queries import skills_in
from werkveld.steps.practice.actions import add_slot, change_roster, drop_slot
from werkveld.steps.practice.queries import coaches_at, coaches_on, slot_of, slots_of
from werkveld.steps.practice.queries.rosters import hours_at, rooms_at
from werkveld.web.doors import carried_out, for_people, now, today, tried
from werkveld.web.rosters.forms import ChangeForm, StretchForm
from werkveld.web.rosters.pages import of, show, to
from werkveld.web.rosters.words import needs_words
from werkveld.web.shifts.words import clock, slot_words, weekday

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Roster, RosterSlot
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def pattern(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster, me = of(request, key), request.person
    deed = request.POST.get("deed")
    site = roster.offering.site
    if site is None:
        raise Http404
    form = StretchForm(request.POST if deed == "add" else None, rooms=rooms_at(site), skills=skills_in(me.region))
    numbers = ChangeForm(
        request.POST if deed == "numbers" else None,
        coaches=coaches_at(roster.offering, today()),
        initial={"per_coach": roster.per_coach, "wished": roster.wished, "coaches": list(coaches_on(roster))},
    )
    if form.is_valid() and added(request, roster, form):
        messages.success(request, _("Added to the week."))
        return to(roster, "pattern")
    if numbers.is_valid() and changed(request, roster, numbers):
        messages.success(request, _("This is kept."))
        return to(roster, "pattern")
    context = {
        "slots": [(slot, slot_words(slot), needs_words(slot)) for slot in slots_of(roster)],
        "form": form,
        "numbers": numbers,
        "hours": hours(roster),
    }
    return show(request, roster, "pattern", context, tab="pattern")


def added(request: "PersonRequest", roster: "Roster", form: StretchForm) -> "RosterSlot | None":
    return carried_out(form, lambda: add_slot(roster, form.stretch, by=request.person, at=now()))


def changed(request: "PersonRequest", roster: "Roster", form: ChangeForm) -> "Roster | None":
    return carried_out(form, lambda: change_roster(roster, by=request.person, at=now(), **form.cleaned_data))


def hours(roster: "Roster") -> list[str]:
    """When the site is open, a line for each stretch."""
    site = roster.offering.site
    found = hours_at(site, roster.starts_on) if site else []
    return [f"{weekday(one.weekday)} {clock(one.opens)} – {clock(one.closes)}" for one in found]


@for_people
@require_POST
def drop(request: "PersonRequest", key: UUID, slot: UUID) -> HttpResponse:
    roster = of(request, key)
    found = slot_of(roster, slot)
    if found is None:
        raise Http404
    tried(request, lambda: drop_slot(found, by=request.person, at=now()), _("Taken out of the week."))
    return to(roster, "pattern")
