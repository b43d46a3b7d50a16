"""The assessor's desk: what waits for me, one application beside its criteria, and what two of us must settle."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.steps.deeds.actions import look
from werkveld.steps.enrolments.actions.assessing import agree_settlement, assess, propose_settlement
from werkveld.steps.enrolments.queries.marks import marks_of, scores_of
from werkveld.steps.enrolments.queries.selections import (
    assessments_of,
    assessments_to_compare,
    assessments_waiting,
    own_assessment,
)
from werkveld.steps.enrolments.rules import must_declare
from werkveld.web.doors import carried_out, for_desk, now, tried
from werkveld.web.selecting.forms import AssessForm, SettleForm, half_way
from werkveld.web.selecting.showing import compared

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Assessment, Criterion
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

SAW_APPLICATION = gettext_noop("An application of yours, to assess it")  # who reads it sees the own language


@for_desk("coach")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me = request.person
    every = list(assessments_of(me))
    settling = to_settle(me)
    keys = {one.pk for one in settling}
    context = {
        "waiting": [one for one in every if one.handed_in_at is None],
        "settling": settling,
        "done": [one for one in every if one.handed_in_at is not None and one.pk not in keys],
    }
    return render(request, "selecting/assessments.html", context)


def to_settle(me: "Person") -> "list[Assessment]":
    """Of the few that both handed in: those that differ too much."""
    return [one for one in assessments_to_compare(me) if marks_of(one.application).must_settle]


def next_for(me: "Person") -> str:
    """To the next that waits, so that a pile is done without going back and forth."""
    following = assessments_waiting(me).first()
    return reverse("selecting:assess", args=[following.key]) if following else reverse("selecting:assessments")


def _of_me(request: "PersonRequest", key: UUID) -> "Assessment":
    found = own_assessment(request.person, key)
    if found is None:
        raise Http404
    return found


@for_desk("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Opening it is a look. What was kept stands in the fields again; what was handed in only stands."""
    mine = _of_me(request, key)
    criteria = list(mine.application.selection.criteria.order_by("ordering"))
    hands_in = "hand_in" in request.POST
    form = AssessForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        must_declare=must_declare(request.person, mine.application),
        hands_in=hands_in,
        initial=_kept(mine, criteria),
    )
    if form.is_valid() and _assessed(request, mine, form, hands_in=hands_in):
        return HttpResponseRedirect(next_for(request.person) if hands_in else request.get_full_path())
    if request.method == "GET":
        look(mine.application.person, by=request.person, at=now(), what=SAW_APPLICATION)
    marks = marks_of(mine.application)
    context = {
        "mine": mine,
        "application": mine.application,
        "offering": mine.application.selection.offering,
        "form": form,
        "scores": list(zip(criteria, scores_of(mine, criteria), strict=True)),
        "marks": marks,
    }
    return render(request, "selecting/assess.html", context)


def _kept(mine: "Assessment", criteria: "list[Criterion]") -> dict[str, Any]:
    given: dict[str, Any] = {"declared": mine.declared}
    for score in scores_of(mine, criteria):
        given |= {f"points_{score.criterion_id}": score.points, f"note_{score.criterion_id}": score.note}
    return given


def _assessed(request: "PersonRequest", mine: "Assessment", form: AssessForm, *, hands_in: bool) -> bool:
    declared = form.cleaned_data.get("declared", "")
    done = carried_out(
        form,
        lambda: assess(mine, form.given, declared=declared, hand_in=hands_in, by=request.person, at=now()),
    )
    if done:
        name = {"name": mine.application.person.name}
        words = _("Handed in: %(name)s.") if hands_in else _("Kept for later: %(name)s.")
        messages.success(request, words % name)
    return bool(done)


@for_desk("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Both marks beside each other, for who settles them; one proposes and the other agrees."""
    mine = _of_me(request, key)
    marks = marks_of(mine.application)
    if not marks.must_settle:
        raise Http404
    settlement, me = marks.settlement, request.person
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    form = SettleForm(request.POST if deed == "propose" else None, initial={"points": half_way(marks.totals)})
    if deed == "agree":
        tried(request, lambda: agree_settlement(mine.application, by=me, at=now()), _("You settled it together."))
        return HttpResponseRedirect(reverse("selecting:assessments"))
    if form.is_valid() and _proposed(request, mine, form):
        return HttpResponseRedirect(reverse("selecting:assessments"))
    context = {
        "mine": mine,
        "application": mine.application,
        "offering": mine.application.selection.offering,
        "marks": marks,
        "compared": compared(marks, list(mine.application.selection.criteria.order_by("ordering"))),
        "settlement": settlement,
        "may_agree": settlement is not None and not marks.is_settled and settlement.proposed_by_id != me.pk,
        "form": form,
    }
    return render(request, "selecting/settle.html", context)


def _proposed(request: "PersonRequest", mine: "Assessment", form: SettleForm) -> bool:
    given = form.cleaned_data
    done = carried_out(
        form,
        lambda: propose_settlement(
            mine.application, points=given["points"], why=given["why"], by=request.person, at=now()
        ),
    )
    if done:
        messages.success(request, _("The other assessor is asked to agree."))
    return bool(done)
