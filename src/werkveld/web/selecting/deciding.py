"""The school's desk: dividing, one application with its marks, the preview of the decision, and appeals."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.journeys.decide_selection import decide_selection, look_ahead
from werkveld.steps.deeds.actions import look
from werkveld.steps.enrolments.actions.applying import answer_selection_appeal
from werkveld.steps.enrolments.actions.assessing import divide_applications, hand_over
from werkveld.steps.enrolments.enums import AppealState, SelectionState
from werkveld.steps.enrolments.queries.marks import marks_of
from werkveld.steps.enrolments.queries.selections import appeals_of, application_run_by
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.selecting.forms import AnswerAppealForm, HandOverForm
from werkveld.web.selecting.running import run_by, to_show
from werkveld.web.selecting.showing import compared

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import SelectionAppeal
    from werkveld.steps.enrolments.queries.marks import Marks
    from werkveld.web.doors import PersonRequest

SAW_APPLICATION = gettext_noop("An application of yours, to decide about it")  # who reads it sees the own language


@for_desk("school")
@require_POST
def divide(request: "PersonRequest", key: UUID) -> HttpResponse:
    selection = run_by(request, key)
    done = _("Each application went to two assessors. They see it on their page.")
    tried(request, lambda: divide_applications(selection, by=request.person, at=now()), done)
    return to_show(key)


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: "PersonRequest", key: UUID) -> HttpResponse:
    """How it turns out with what was handed in so far; deciding asks for everything, and happens once."""
    selection = run_by(request, key)
    if selection.state != SelectionState.ASSESSING:
        return to_show(key)
    if request.method == "POST":
        done = _("Decided. Everybody got a letter with the reason.")
        tried(request, lambda: decide_selection(selection, by=request.person, at=now()), done)
        return to_show(key)
    ahead = look_ahead(selection)
    context = {"selection": selection, "offering": selection.offering, "ahead": ahead, "today": today()}
    return render(request, "selecting/decide.html", context)


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Opening it is a look. Points of assessors show when both are in, here as well."""
    me = request.person
    found = application_run_by(me, today(), key)
    if found is None:
        raise Http404
    marks = marks_of(found)
    giving = _giving(request, marks)
    appeals = list(appeals_of(found))
    asked = _open(appeals)
    answering = AnswerAppealForm(request.POST if request.POST.get("deed") == "answer" else None)
    if _handed_over(request, giving) or (asked and answering.is_valid() and _answered(request, asked, answering)):
        return HttpResponseRedirect(reverse("selecting:application", args=[key]))
    if request.method == "GET":
        look(found.person, by=me, at=now(), what=SAW_APPLICATION)
    return render(request, "selecting/application.html", _context(marks, giving, answering, appeals))


def _open(appeals: "list[SelectionAppeal]") -> "SelectionAppeal | None":
    return next((one for one in appeals if one.state == AppealState.OPEN), None)


def _context(
    marks: "Marks",
    giving: list[tuple[Any, HandOverForm | None]],
    answering: AnswerAppealForm,
    appeals: "list[SelectionAppeal]",
) -> dict[str, Any]:
    found = marks.application
    criteria = list(found.selection.criteria.order_by("ordering"))
    return {
        "application": found,
        "selection": found.selection,
        "marks": marks,
        "compared": compared(marks, criteria) if marks.totals else [],
        "giving": giving,
        "asked": _open(appeals),
        "appeals": [one for one in appeals if one.state != AppealState.OPEN],
        "answering": answering,
    }


def _giving(request: "PersonRequest", marks: "Marks") -> list[tuple[Any, HandOverForm | None]]:
    """Beside each assessor who did not hand in: a form to give it to another."""
    is_going_on = marks.application.selection.state == SelectionState.ASSESSING
    found: list[tuple[Any, HandOverForm | None]] = []
    for one in marks.assessments:
        sent = request.POST if request.POST.get("deed") == f"give-{one.turn}" else None
        may_give = is_going_on and one.handed_in_at is None
        found.append((one, HandOverForm(sent, assessment=one, prefix=str(one.turn)) if may_give else None))
    return found


def _handed_over(request: "PersonRequest", giving: list[tuple[Any, HandOverForm | None]]) -> bool:
    for assessment, form in giving:
        if form is not None and form.is_valid():
            to = form.cleaned_data["to"]
            if carried_out(form, lambda a=assessment, t=to: hand_over(a, to=t, by=request.person, at=now())):  # type: ignore[misc]
                messages.success(request, _("%(name)s assesses this now.") % {"name": to.person.name})
                return True
    return False


def _answered(request: "PersonRequest", asked: "SelectionAppeal", form: AnswerAppealForm) -> bool:
    given = form.cleaned_data
    done = carried_out(
        form,
        lambda: answer_selection_appeal(
            asked, is_upheld=given["is_upheld"], answer=given["answer"], by=request.person, at=now()
        ),
    )
    if done:
        messages.success(request, _("The student gets your answer."))
    return bool(done)
