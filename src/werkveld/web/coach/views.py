"""The coach's desk: today's shifts, the hours that wait, and my learners, never somebody else's."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.journeys.reopen_visit import reopen_visit
from werkveld.steps.deeds.actions import look
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.queries import learners_of, lines_of, plan_shared_with
from werkveld.steps.enrolments.queries.selections import assessments_of
from werkveld.steps.evidence.queries import candidates_of
from werkveld.steps.experiences.queries.visits import visit_survey, visits_without_answer
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.actions import close_appointment, hold_contact
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.queries import (
    appointments_on,
    coached_appointment,
    coached_place,
    contact_moments_of,
    hours_awaiting,
    hours_in,
    shifts_at_risk,
    shifts_of,
)
from werkveld.web.coach.forms import ContactForm
from werkveld.web.confirming import confirm_ticked, weeks
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.letters import news
from werkveld.web.rosters.words import risk_lines

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.web.doors import PersonRequest

RISKY_SHOWN = 6
LOOKED_AT = gettext_noop("Hours and conversations of a placement")  # kept as it is; who reads it sees the own language


def midnight(day: date) -> datetime:
    """The start of a day where the people are."""
    return timezone.make_aware(datetime.combine(day, time()))


@for_desk("coach")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me, day = request.person, today()
    shifts = shifts_of(me, start=midnight(day), end=midnight(day + timedelta(days=1)))
    coming = shifts_of(me, start=midnight(day + timedelta(days=1)), end=midnight(day + timedelta(days=8)))
    fresh, older = weeks(hours_awaiting(me))
    assessing = list(assessments_of(me).values_list("handed_in_at", flat=True))
    context = {
        "news": news(me),
        "today": day,
        "at": now(),
        "may_help": may_anywhere(me, Can.HELP_RESIDENTS, day),
        "shifts": with_visits(list(shifts), list(appointments_on(shifts))),
        "coming": coming[:5],
        "risky": [(one.shift, risk_lines(one.risks)) for one in shifts_at_risk(me, now())][:RISKY_SHOWN],
        "weeks": fresh,
        "older": older,
        "assessments": assessing,
        "to_assess": assessing.count(None),
        "to_hear": visits_without_answer(me, now()).count() if visit_survey(me.region, day) else 0,
        "learners": learners_of(me).filter(state=EnrolmentState.PLACED).select_related("offering__organization"),
    }
    return render(request, "coach/home.html", context)


def with_visits(shifts: list, visits: list) -> list[tuple[object, list]]:
    """Each shift of today with the residents who come."""
    return [(shift, [visit for visit in visits if visit.shift_id == shift.pk]) for shift in shifts]


@for_desk("coach")
@require_POST
def confirm(request: "PersonRequest") -> HttpResponse:
    confirm_ticked(request, hours_awaiting(request.person))
    return HttpResponseRedirect(reverse("coach:home") + "#hours")


@for_desk("coach")
@require_POST
def close_visit(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Helped, did not come, or neither after all; what else is sent is no answer."""
    visit, said = coached_appointment(request.person, key), request.POST.get("state", "")
    how = {one.value: one for one in (AppointmentState.SERVED, AppointmentState.MISSED)}.get(said)
    if visit is None or (how is None and said != "undo"):
        raise Http404
    me = request.person
    if how is None:
        done = _("%(name)s: taken back.") % {"name": visit.resident.name}
        tried(request, lambda: reopen_visit(visit, by=me, at=now()), done)
    else:
        done = _("%(name)s: %(state)s.") % {"name": visit.resident.name, "state": how.label}
        tried(request, lambda: close_appointment(visit, as_state=how, by=me, at=now()), done)
    return HttpResponseRedirect(reverse("coach:home") + "#today")


@for_desk("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def learner(request: "PersonRequest", key: UUID) -> HttpResponse:
    """One learner: opening it is a look, and the learner can see that."""
    place = coached_place(request.person, key)
    if place is None:
        raise Http404
    form = ContactForm(request.POST or None, initial={"held_on": today()})
    if form.is_valid() and wrote_contact(request, place, form):
        messages.success(request, _("The conversation was written down."))
        return HttpResponseRedirect(reverse("coach:learner", args=[key]))
    if request.method == "GET":
        look(place.person, by=request.person, at=now(), what=LOOKED_AT)
    shared = plan_shared_with(request.person, place.person)
    context = {
        "place": place,
        "form": form,
        "written": hours_in(place).select_related("approved_by"),
        "moments": contact_moments_of(place),
        "seen": candidates_of(place.person),
        "plan": shared,
        "plan_lines": lines_of(place.person) if shared else [],
    }
    return render(request, "coach/learner.html", context)


def wrote_contact(request: "PersonRequest", place: "Enrolment", form: ContactForm) -> object:
    given = form.cleaned_data
    return carried_out(
        form,
        lambda: hold_contact(
            place,
            held_on=given["held_on"],
            is_on_site=given["is_on_site"],
            note_text=given["note"],
            by=request.person,
            at=now(),
        ),
    )
