"""The student's desk: what I take part in and why, my hours, my proof and my messages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.journeys.write_letter import letter
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.queries import offers_to, resulted_rounds, rounds_to_choose_in, wished_rounds
from werkveld.steps.enrolments.queries.selections import applications_of
from werkveld.steps.enrolments.rules import is_choosing
from werkveld.steps.evidence.queries import awards_of
from werkveld.steps.messages.actions import read
from werkveld.steps.messages.queries import messages_for
from werkveld.steps.practice.actions import write_hours
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.queries import (
    agreements_to_sign,
    hours_in,
    hours_of,
    observations_of,
    place_of,
    places_of,
    series_to_choose,
)
from werkveld.steps.practice.queries.seen import visits_for
from werkveld.web.doors import carried_out, for_desk, now, today
from werkveld.web.helping.words import needs
from werkveld.web.learning import HoursForm, places
from werkveld.web.student.today import duties

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment, Round
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

LETTERS_SHOWN = 8
APPLICATIONS_SHOWN = 3
RESULTS_SHOWN = 4
VISITS_SHOWN = 8
OBSERVATIONS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Choosing:
    """A round on the desk: still to choose in, waiting for its results, or with a result."""

    round: "Round"
    has_chosen: bool
    is_open: bool
    is_early: bool
    is_drawn: bool


def choosing(me: "Person") -> list[Choosing]:
    """What is to do comes first; of rounds that are over only those in which this student has a result."""
    moment, wished, resulted = now(), wished_rounds(me), resulted_rounds(me)
    rounds = rounds_to_choose_in(me, today())
    drawn = [one for one in rounds if one.state == RoundState.DRAWN and one.pk in resulted][::-1][:RESULTS_SHOWN]
    found = [
        Choosing(
            round=one,
            has_chosen=one.pk in wished,
            is_open=is_choosing(one, moment),
            is_early=moment < one.opens_at,
            is_drawn=one.state == RoundState.DRAWN,
        )
        for one in [*(one for one in rounds if one.state == RoundState.OPEN), *drawn]
    ]
    return sorted(found, key=lambda one: (not one.is_open, one.is_open and one.has_chosen, one.is_drawn))


@for_desk("student")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me = request.person
    mine = places(places_of(me), hours_of(me), today())
    context = {
        "current": [place for place in mine if place.is_live],
        "past": [place for place in mine if not place.is_live],
        "duties": duties(me),
        "seen": observations_of(me)[:OBSERVATIONS_SHOWN],
        "offers": list(offers_to(me)),
        "rounds": choosing(me),
        "to_sign": agreements_to_sign(me, Party.LEARNER, today()),
        "to_choose": series_to_choose(me, now()),
        "visits": [(one, needs(one)) for one in visits_for(me, now())[:VISITS_SHOWN]],
        "awards": awards_of(me),
        "applications": applications_of(me)[:APPLICATIONS_SHOWN],
        "letters": [letter(message) for message in messages_for(me)[:LETTERS_SHOWN]],
    }
    return render(request, "student/home.html", context)


@for_desk("student")
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: "PersonRequest", key: UUID) -> HttpResponse:
    place = place_of(request.person, key)
    if place is None:
        raise Http404
    form = HoursForm(request.POST or None, on=today())
    if form.is_valid() and wrote(request, place, form):
        messages.success(request, _("Your hours were written down. Your coach or trainer confirms them."))
        return HttpResponseRedirect(reverse("student:hours", args=[key]))
    context = {"place": place, "form": form, "written": hours_in(place).select_related("approved_by")}
    return render(request, "student/hours.html", context)


def wrote(request: "PersonRequest", place: "Enrolment", form: HoursForm) -> object:
    given = form.cleaned_data
    return carried_out(
        form,
        lambda: write_hours(
            place,
            week_of=given["week_of"],
            amounts={given["work_process"]: given["amount"]},
            note_text=given["note"],
            by=request.person,
            at=now(),
        ),
    )


@for_desk("student")
@require_POST
def read_letter(request: "PersonRequest", key: UUID) -> HttpResponse:
    message = messages_for(request.person).filter(key=key).first()
    if message is None:
        raise Http404
    read(message, by=request.person, at=now())
    return HttpResponseRedirect(reverse("student:home") + "#messages")
