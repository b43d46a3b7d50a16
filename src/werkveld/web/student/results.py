"""What came of a round: the result wish by wish, a place in line, an offered seat, and asking to look again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.ground.refusals import Refusal
from werkveld.journeys.join_line import join_line
from werkveld.journeys.move_line import answer_seat
from werkveld.journeys.write_reason import Told, promised_in, told_wishes
from werkveld.steps.enrolments.actions import appeal
from werkveld.steps.enrolments.enums import AppealState, EnrolmentState, OfferState, RoundState
from werkveld.steps.enrolments.queries import (
    appeals_of,
    choices_of,
    gives_way,
    live_among,
    offers_to,
    own_offer,
    result_in,
    turns_in_line,
)
from werkveld.steps.offerings.rules import is_open
from werkveld.web.doors import carried_out, for_desk, now, tried
from werkveld.web.learning import why
from werkveld.web.student.choosing import own_round

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment, Round, RoundOffering, RoundResult, SeatOffer
    from werkveld.web.doors import PersonRequest


class AppealForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is not right?"),
        help_text=gettext_lazy(
            "Who answers reads this, your wishes and the reasons above. You get an answer with its reason."
        ),
        max_length=2000,
        widget=forms.Textarea,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A wish with what stands behind it now. `turn` is from 1, or 0 for who does not wait."""

    told: Told
    enrolment: "Enrolment | None"
    turn: int
    offer: "SeatOffer | None"
    may_wait: bool

    @property
    def has_place(self) -> bool:
        states = (EnrolmentState.PLACED, EnrolmentState.COMPLETED)
        return self.enrolment is not None and self.enrolment.state in states


@for_desk("student")
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: "PersonRequest", key: UUID) -> HttpResponse:
    """A post asks to look again."""
    choice_round = own_round(request, key)
    if choice_round.state != RoundState.DRAWN:
        return HttpResponseRedirect(reverse("student:choose", args=[key]))
    found = result_in(request.person, choice_round)
    form = AppealForm(request.POST or None)
    if found is not None and form.is_valid() and appealed(request, found, form):
        return HttpResponseRedirect(reverse("student:result", args=[key]) + "#again")
    return render(request, "student/result.html", of_result(request, choice_round, found) | {"form": form})


def appealed(request: "PersonRequest", found: "RoundResult", form: AppealForm) -> bool:
    done = carried_out(form, lambda: appeal(found, text=form.cleaned_data["text"], by=request.person, at=now()))
    if done is not None:
        messages.success(request, _("Your question was sent. You hear from us."))
    return done is not None


def of_result(request: "PersonRequest", choice_round: "Round", found: "RoundResult | None") -> dict[str, Any]:
    rows = {str(row.offering.key): row for row in choices_of(choice_round)}
    mine = live_among(request.person, [row.offering_id for row in rows.values()])
    placed = [place for place in (in_words(row, mine) for row in rows.values()) if place]
    asked = list(appeals_of(found)) if found else []
    may_cancel = any(row.offering.capacity_min > 0 for row in rows.values())
    facts = found.facts if found else {}
    return {
        "round": choice_round,
        "result": found,
        "placed": placed,
        "outcomes": outcomes(request, facts, rows, mine) if found else [],
        "turn": facts.get("turn", 0),
        "turns": facts.get("turns", 0),
        "appeals": asked,
        "may_appeal": found is not None and all(one.state != AppealState.OPEN for one in asked),
        "promise": promised_in(choice_round, choices=len(rows), may_cancel=may_cancel),
    }


def in_words(row: "RoundOffering", mine: "dict[int, Enrolment]") -> dict[str, Any] | None:
    """A place that somebody has now, with why: also when it came later, or by hand."""
    enrolment = mine.get(row.offering_id)
    if enrolment is None or enrolment.state == EnrolmentState.WAITING:
        return None
    return {
        "row": row,
        "enrolment": enrolment,
        "why": why(enrolment),
        "may_leave": enrolment.state == EnrolmentState.PLACED,
    }


def outcomes(
    request: "PersonRequest", facts: dict[str, Any], rows: "dict[str, RoundOffering]", mine: "dict[int, Enrolment]"
) -> list[Outcome]:
    turns = turns_in_line(enrolment for enrolment in list(mine.values()) if enrolment.state == EnrolmentState.WAITING)
    offers = {offer.enrolment_id: offer for offer in offers_to(request.person)}
    found = []
    for told in told_wishes(facts):
        row = rows.get(told.offering)
        enrolment = mine.get(row.offering_id) if row else None
        found.append(
            Outcome(
                told=told,
                enrolment=enrolment,
                turn=turns.get(enrolment.pk, 0) if enrolment else 0,
                offer=offers.get(enrolment.pk) if enrolment else None,
                may_wait=told.was_full and enrolment is None and row is not None and is_open(row.offering),
            )
        )
    return found


@for_desk("student")
@require_POST
def stand_in_line(request: "PersonRequest", key: UUID, offering: UUID) -> HttpResponse:
    choice_round = own_round(request, key)
    row = choices_of(choice_round).filter(offering__key=offering).first()
    if row is None:
        raise Http404
    tried(
        request,
        lambda: join_line(choice_round, person=request.person, offering=row.offering, by=request.person, at=now()),
        _("You are in line for %(title)s. What you have stays yours.") % {"title": row.offering.title},
    )
    return HttpResponseRedirect(reverse("student:result", args=[key]) + "#wishes")


@for_desk("student")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Yes or no to a seat that is kept; a late answer reads why, and the page says what became of it."""
    offered = own_offer(request.person, key)
    if offered is None:
        raise Http404
    says = {"yes": True, "no": False}.get(request.POST.get("answer", ""))
    refusal = ""
    if request.method == "POST" and says is not None:
        try:
            answer_seat(offered, takes=says, by=request.person, at=now())
        except Refusal as refused:
            refusal = str(refused)
        else:
            return HttpResponseRedirect(reverse("student:answer", args=[key]))
    context = {
        "offered": offered,
        "offering": offered.enrolment.offering,
        "is_open": offered.state == OfferState.OPEN and now() <= offered.answer_by,
        "gives_up": gives_way(offered.enrolment) if offered.state == OfferState.OPEN else offered.gives_up,
        "refusal": refusal,
    }
    return render(request, "student/offer.html", context)
