"""Who comes to an event, who was there, and asking them how it was; for the host and the school."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.ask_who_came import ask_who_came
from werkveld.steps.deeds.actions import look_all
from werkveld.steps.enrolments.actions import note_attendance
from werkveld.steps.enrolments.queries import expected_at
from werkveld.steps.enrolments.rules import may_note_attendance, may_sign_up_others, takes_guests
from werkveld.steps.experiences.actions import answer
from werkveld.steps.experiences.queries.events import asked_after, asked_to_type_in
from werkveld.steps.experiences.rules import may_survey
from werkveld.steps.offerings.queries import offering_page
from werkveld.web.doors import carried_out, for_people, now, today, tried
from werkveld.web.how_was_it.forms import TypeInForm

if TYPE_CHECKING:
    from werkveld.steps.experiences.models import Asked
    from werkveld.steps.offerings.models import Offering
    from werkveld.web.doors import PersonRequest

SAW_LIST = gettext_noop("That you come to something")  # kept as it is; who reads it sees the own language


def hosted(request: "PersonRequest", key: UUID) -> "Offering":
    """Where nothing is learned by the hour: an event, a programme of culture."""
    offering = offering_page(key)
    if offering is None or offering.programme.kind.has_hours or offering.programme.kind.is_counted_by_head:
        raise Http404
    if not may_sign_up_others(request.person, offering, today()):
        raise PermissionDenied
    return offering


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: "PersonRequest", key: UUID) -> HttpResponse:
    offering = hosted(request, key)
    expected = list(expected_at(offering))
    if request.method == "POST":
        came = [one for one in expected if str(one.key) in set(request.POST.getlist("came"))]
        words = ngettext("%(count)d person was there.", "%(count)d people were there.", len(came))
        done = words % {"count": len(came)}
        tried(request, lambda: note_attendance(offering, came=came, by=request.person, at=now()), done)
        return HttpResponseRedirect(reverse("joining:attendance", args=[key]))
    if request.method == "GET":
        look_all([one.person.key for one in expected], by=request.person, at=now(), what=SAW_LIST)
    context = {
        "offering": offering,
        "expected": expected,
        "is_time": may_note_attendance(request.person, offering, today()),
        "was_noted": any(one.came is not None for one in expected),
        "came": sum(one.came is True for one in expected),
        "takes_guests": takes_guests(offering),
        "may_survey": may_survey(request.person, today()),
        "asked": asked_after(offering),
        "to_type_in": asked_to_type_in(request.person, offering, today()),
    }
    return render(request, "joining/attendance.html", context)


@for_people
@require_POST
def ask(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Everybody who came, once."""
    offering = hosted(request, key)
    tried(request, lambda: ask_who_came(offering, by=request.person, at=now()), _("Everybody who came is asked."))
    return HttpResponseRedirect(reverse("joining:attendance", args=[key]))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: "PersonRequest", key: UUID, asked: UUID) -> HttpResponse:
    """What a neighbour says aloud or wrote on paper."""
    offering = hosted(request, key)
    found = asked_to_type_in(request.person, offering, today()).filter(key=asked).first()
    if found is None:
        raise Http404
    form = TypeInForm(request.POST or None, survey=found.survey)
    if form.is_valid() and typed_in(request, form, found):
        messages.success(request, _("The answer of %(name)s was written down.") % {"name": found.person.given_name})
        return HttpResponseRedirect(reverse("joining:attendance", args=[key]))
    return render(request, "joining/type_in.html", {"form": form, "offering": offering, "person_asked": found.person})


def typed_in(request: "PersonRequest", form: TypeInForm, found: "Asked") -> "Asked | None":
    way = form.cleaned_data["channel"]
    return carried_out(form, lambda: answer(found, **form.answers(), channel=way, by=request.person, at=now()))
