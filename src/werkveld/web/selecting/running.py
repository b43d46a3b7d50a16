"""The school's desk: selections, their days and criteria, and who assesses."""

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.steps.enrolments.actions.selections import (
    NeedsCriteria,
    describe_selection,
    dismiss_assessor,
    name_assessor,
    prepare_selection,
    publish_selection,
    write_criteria,
)
from werkveld.steps.enrolments.enums import SelectionState
from werkveld.steps.enrolments.queries.marks import marks_in
from werkveld.steps.enrolments.queries.selections import open_appeals, selections_run_by
from werkveld.steps.enrolments.rules import is_applying, may_change_criteria, may_draw
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.selecting.forms import AssessorForm, CriteriaForms, DaysForm, NewSelectionForm, days_of
from werkveld.web.selecting.showing import days, stage, tone

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Selection
    from werkveld.web.doors import PersonRequest

SEEDS = 2**31


def run_by(request: "PersonRequest", key: UUID) -> "Selection":
    """The selection, for who runs it; for others there is none."""
    found = selections_run_by(request.person, today()).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def to_show(key: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("selecting:show", args=[key]))


@for_desk("school")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    rows = [(one, stage(one), tone(one)) for one in selections_run_by(request.person, today())]
    context = {"rows": rows, "may_begin": may_draw(request.person, today())}
    return render(request, "selecting/home.html", context)


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: "PersonRequest") -> HttpResponse:
    """The seed of the lot is drawn here and shown when it was decided, so that nobody can aim at it."""
    if not may_draw(request.person, today()):
        raise PermissionDenied
    form = NewSelectionForm(request.POST or None, reader=request.person)
    if form.is_valid():
        offering, seed = form.cleaned_data["offering"], secrets.randbelow(SEEDS)
        made = carried_out(
            form, lambda: prepare_selection(offering, **form.facts, seed=seed, by=request.person, at=now())
        )
        if made:
            messages.success(request, _("Now write the criteria, and name who assesses."))
            return to_show(made.key)
    return render(request, "selecting/new.html", {"form": form})


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Everything about one selection; what is to be done now stands on top."""
    selection = run_by(request, key)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    naming = AssessorForm(request.POST if deed == "assessor" else None, reader=request.person)
    changing = DaysForm(request.POST if deed == "days" else None, initial=days_of(selection))
    if naming.is_valid() and _named(request, selection, naming):
        return to_show(key)
    if changing.is_valid() and _changed(request, selection, changing):
        return to_show(key)
    return render(request, "selecting/show.html", _context(selection) | {"naming": naming, "changing": changing})


def _named(request: "PersonRequest", selection: "Selection", form: AssessorForm) -> object:
    person = form.cleaned_data["person"]
    done = carried_out(form, lambda: name_assessor(selection, person=person, by=request.person, at=now()))
    if done:
        messages.success(request, _("%(name)s assesses.") % {"name": person.name})
    return done


def _changed(request: "PersonRequest", selection: "Selection", form: DaysForm) -> object:
    done = carried_out(form, lambda: describe_selection(selection, **form.facts, by=request.person, at=now()))
    if done:
        messages.success(request, _("The days were changed."))
    return done


def _context(selection: "Selection") -> dict[str, Any]:
    criteria = list(selection.criteria.order_by("ordering"))
    marks = marks_in(selection) if selection.state != SelectionState.DRAFT else []
    marks.sort(key=lambda one: one.application.facts.get("place", 0))
    return {
        "selection": selection,
        "offering": selection.offering,
        "criteria": criteria,
        "assessors": list(selection.assessors.select_related("person").order_by("person__family_name", "id")),
        "marks": marks,
        "handed_in": sum(one.handed_in for one in marks),
        "to_hand_in": 2 * len(marks),
        "settling": sum(one.must_settle and one.points is None for one in marks),
        "appeals": list(open_appeals(selection)) if selection.state == SelectionState.DECIDED else [],
        "days": days(selection),
        "stage": stage(selection),
        "tone": tone(selection),
        "may_change": may_change_criteria(selection),
        "is_closed": not is_applying(selection, now()) and now() >= selection.closes_at,
    }


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: "PersonRequest", key: UUID) -> HttpResponse:
    """All of them on one page: emptying a row removes it, and two empty rows wait at the end."""
    selection = run_by(request, key)
    if not may_change_criteria(selection):
        return to_show(key)
    forms = CriteriaForms(
        request.POST if request.method == "POST" else None, list(selection.criteria.order_by("ordering"))
    )
    if request.method == "POST":
        if forms.is_valid():
            facts = forms.facts
            done = carried_out(forms.kept[0], lambda: write_criteria(selection, facts, by=request.person, at=now()))
            if done:
                messages.success(request, _("The criteria were written down."))
                return to_show(key)
        elif not forms.kept:
            messages.error(request, str(NeedsCriteria()))
    return render(request, "selecting/criteria.html", {"selection": selection, "forms": forms.rows})


@for_desk("school")
@require_POST
def publish(request: "PersonRequest", key: UUID) -> HttpResponse:
    selection = run_by(request, key)
    done = _("Everybody can read the criteria now.")
    tried(request, lambda: publish_selection(selection, by=request.person, at=now()), done)
    return to_show(key)


@for_desk("school")
@require_POST
def dismiss(request: "PersonRequest", key: UUID, row: int) -> HttpResponse:
    assessor = run_by(request, key).assessors.select_related("person", "selection").filter(pk=row).first()
    if assessor is None:
        raise Http404
    done = _("%(name)s does not assess any more.") % {"name": assessor.person.name}
    tried(request, lambda: dismiss_assessor(assessor, by=request.person, at=now()), done)
    return to_show(key)
