"""Who said when they can, and who did not; for who calls, the planner types it in."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.steps.practice.actions import say_when
from werkveld.steps.practice.enums import Availability
from werkveld.steps.practice.queries import answers_to, coaches_on, people_on, slots_of
from werkveld.steps.practice.rules import takes_answers
from werkveld.web.doors import carried_out, for_people, now
from werkveld.web.rosters.pages import of, show, to
from werkveld.web.shifts.when import WhenForm
from werkveld.web.shifts.words import slot_words, weekday

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest


@for_people
@require_safe
def answers(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster = of(request, key)
    slots = list(slots_of(roster))
    said = {(one.person_id, one.slot_id): one.can for one in answers_to(roster)}
    coaches = {coach.pk for coach in coaches_on(roster)}
    rows: list[dict[str, Any]] = [
        {
            "person": person,
            "is_coach": person.pk in coaches,
            "has_said": any((person.pk, slot.pk) in said for slot in slots),
            "cells": [said.get((person.pk, slot.pk), "") for slot in slots],
        }
        for person in people_on(roster)
    ]
    context = {
        "slots": [(weekday(slot.weekday), slot, slot_words(slot)) for slot in slots],
        "rows": sorted(rows, key=lambda row: (row["has_said"], row["is_coach"])),
        "silent": sum(not row["has_said"] for row in rows),
        "takes": takes_answers(roster, now()),
        "totals": [
            sum(said.get((row["person"].pk, slot.pk)) in (Availability.YES, Availability.IF_NEEDED) for row in rows)
            for slot in slots
        ],
    }
    return show(request, roster, "answers", context, tab="answers")


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: "PersonRequest", key: UUID, who: UUID) -> HttpResponse:
    """Typed in for somebody."""
    roster = of(request, key)
    person = next((one for one in people_on(roster) if one.key == who), None)
    if person is None:
        raise Http404
    form = WhenForm(request.POST or None, roster=roster, person=person)
    if form.is_valid() and (
        carried_out(form, lambda: say_when(roster, form.answers, person=person, by=request.person, at=now()))
        is not None
    ):
        messages.success(request, _("This is kept for %(name)s.") % {"name": person.name})
        return to(roster, "answers")
    return show(request, roster, "answer", {"form": form, "who": person})
