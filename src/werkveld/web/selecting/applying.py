"""The page of a selection that everybody reads; who signed in applies there, takes it back and reads the result."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkveld.journeys.word_selection import judged, reason_lines
from werkveld.steps.enrolments.actions.applying import appeal_selection, apply_for, take_back
from werkveld.steps.enrolments.queries import enrolment_in
from werkveld.steps.enrolments.queries.selections import appeals_of, own_application, published_selection
from werkveld.steps.enrolments.rules import is_applying, may_apply
from werkveld.steps.offerings.queries import offering_page
from werkveld.web.doors import carried_out, now, today, tried
from werkveld.web.examples import example_mark
from werkveld.web.selecting.forms import AppealForm, ApplyForm
from werkveld.web.selecting.showing import days, stage, tone

if TYPE_CHECKING:
    from django import forms

    from werkveld.steps.enrolments.models import Application, Selection
    from werkveld.steps.people.models import Person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Reading needs no account; every deed does, and comes back here after signing in."""
    offering = offering_page(key)
    selection = published_selection(offering) if offering else None
    if offering is None or selection is None:
        raise Http404
    selection.offering = offering
    me: Person | None = getattr(request, "person", None)
    if request.method == "POST" and me is None:
        return redirect_to_login(request.get_full_path())
    mine = own_application(me, selection) if me else None
    form, done = _deed(request, selection, mine, me) if me else (None, False)
    if done:
        return HttpResponseRedirect(reverse("selecting:page", args=[key]))
    values = {**_context(selection, mine, me, form), **example_mark(selection, offering)}
    return render(request, "selecting/page.html", values)


def _deed(
    request: HttpRequest, selection: "Selection", mine: "Application | None", me: "Person"
) -> tuple["forms.Form", bool]:
    """The form that belongs to this moment, and whether its deed was done."""
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if mine is not None and mine.outcome:
        asking = AppealForm(request.POST if deed == "appeal" else None)
        return asking, asking.is_valid() and _appealed(request, mine, asking, me)
    initial = {"motivation": mine.motivation} if mine else {}
    form = ApplyForm(request.POST if deed == "apply" else None, initial=initial)
    if deed == "take_back" and mine is not None:
        words = _("You took your application back. Until the closing you can apply again.")
        return form, tried(request, lambda: take_back(mine, by=me, at=now()), words)
    return form, form.is_valid() and _applied(request, selection, form, me)


def _appealed(request: HttpRequest, mine: "Application", form: AppealForm, me: "Person") -> bool:
    text = form.cleaned_data["text"]
    made = carried_out(form, lambda: appeal_selection(mine, text=text, by=me, at=now()))
    return _told(request, made, _("Somebody looks at it again. You hear from us."))


def _applied(request: HttpRequest, selection: "Selection", form: ApplyForm, me: "Person") -> bool:
    motivation = form.cleaned_data["motivation"]
    made = carried_out(form, lambda: apply_for(selection, motivation=motivation, by=me, at=now()))
    return _told(request, made, _("Your application is in. Until the closing you can change it."))


def _told(request: HttpRequest, done: object, words: str) -> bool:
    if done:
        messages.success(request, words)
    return bool(done)


def _context(
    selection: "Selection", mine: "Application | None", me: "Person | None", form: "forms.Form | None"
) -> dict[str, Any]:
    is_mine = mine is not None and mine.withdrawn_at is None
    decided = mine if mine is not None and mine.outcome else None
    return {
        "selection": selection,
        "offering": selection.offering,
        "criteria": list(selection.criteria.order_by("ordering")),
        "days": days(selection),
        "stage": stage(selection),
        "tone": tone(selection),
        "is_applying": is_applying(selection, now()),
        "may_apply": me is not None and may_apply(me, selection, today()),
        "mine": mine if is_mine else None,
        "decided": decided,
        "reasons": reason_lines(decided.facts) if decided else [],
        "judged": judged(decided.facts) if decided else [],
        "appeals": list(appeals_of(decided)) if decided else [],
        "place": enrolment_in(me, selection.offering) if me and decided else None,
        "form": form,
    }
