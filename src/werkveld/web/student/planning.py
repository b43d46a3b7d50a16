"""The student's own plan: a goal, what to do in which half year and why, in the own order."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.steps.enrolments.actions import (
    arrange,
    describe_item,
    item_about,
    put_back,
    put_in_plan,
    set_goal,
    share_plan,
    take_out,
)
from werkveld.steps.enrolments.queries import lines_of, own_enrolment, own_item, plan_of
from werkveld.steps.enrolments.rules import AUTUMN, is_live, term_of, terms_from
from werkveld.steps.offerings.queries import offering_page
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.student.ranking import moved_in

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import PlanItem
    from werkveld.steps.enrolments.queries import Line
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

TERMS_AHEAD = 8


def term_words(day: date | None) -> str:
    if day is None:
        return _("Some day")
    if day.month == AUTUMN:
        return _("Autumn %(year)s") % {"year": day.year}
    return _("Spring %(year)s") % {"year": day.year}


class ItemForm(forms.Form):
    """The same for something new and for what is in the plan; an offering has no words of its own."""

    words = forms.CharField(label=gettext_lazy("What do you want to do?"), max_length=160)
    term_on = forms.TypedChoiceField(
        label=gettext_lazy("When"), coerce=date.fromisoformat, required=False, empty_value=None
    )
    why = forms.CharField(label=gettext_lazy("Why does it fit your goal?"), max_length=300, required=False)
    notes = forms.CharField(
        label=gettext_lazy("Your notes"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_done = forms.BooleanField(label=gettext_lazy("I have done this"), required=False)

    def __init__(self, *args: Any, item: "PlanItem | None" = None, **named: Any) -> None:
        super().__init__(*args, **named)
        days = terms_from(today(), TERMS_AHEAD)
        if item is not None and item.term_on is not None and item.term_on not in days:
            days.insert(0, item.term_on)
        self.fields["term_on"].choices = [  # type: ignore[attr-defined]
            ("", term_words(None)),
            *((day.isoformat(), term_words(day)) for day in days),
        ]
        if item is None:
            del self.fields["notes"], self.fields["is_done"]
        elif item.offering_id:
            del self.fields["words"]


class GoalForm(forms.Form):
    goal = forms.CharField(
        label=gettext_lazy("My goal"),
        help_text=gettext_lazy("One sentence: what do you want to be able to do, or to become?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "field-wide"}),
    )


@dataclass(frozen=True, slots=True)
class Term:
    """A half year of the plan. `ident` names its list in the page."""

    day: date | None
    words: str
    is_past: bool
    lines: "list[Line]"

    @property
    def ident(self) -> str:
        return self.day.isoformat() if self.day else "later"


def terms_in(lines: "list[Line]", on: date) -> list[Term]:
    here = term_of(on)
    return [
        Term(day, term_words(day), day is not None and day < here, list(group))
        for day, group in groupby(lines, key=lambda line: line.term_on)
    ]


@for_desk("student")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: "PersonRequest") -> HttpResponse:
    """A post moves a line, or puts something in own words in."""
    if "line" in request.POST:
        return in_order(request)
    form = ItemForm(request.POST or None, initial={"term_on": term_of(today()).isoformat()})
    if form.is_valid() and put_in(request, form):
        return HttpResponseRedirect(reverse("student:plan"))
    return render(request, "student/plan.html", of_plan(request) | {"form": form})


def of_plan(request: "PersonRequest") -> dict[str, Any]:
    me = request.person
    mine, out = plan_of(me), request.GET.get("out", "")
    terms = terms_in(lines_of(me), today())
    return {
        "plan": mine,
        "goal_form": GoalForm(initial={"goal": mine.goal if mine else ""}),
        "terms": [term for term in terms if not term.is_past],
        "past": [term for term in terms if term.is_past],
        "taken_out": taken_out(me, out),
        "moved": request.GET.get("moved", ""),
    }


def taken_out(me: "Person", out: str) -> "PlanItem | None":
    """What was just taken out, to offer the way back."""
    try:
        found = own_item(me, UUID(out))
    except ValueError:
        return None
    return found if found is not None and found.removed_at is not None else None


def put_in(request: "PersonRequest", form: ItemForm) -> bool:
    me = request.person
    done = carried_out(form, lambda: put_in_plan(person=me, by=me, at=now(), **form.cleaned_data))
    if done is not None:
        messages.success(request, _("It is in your plan."))
    return done is not None


def in_order(request: "PersonRequest") -> HttpResponse:
    """One half year in the order of the page, after the button that was pressed."""
    me, do = request.person, request.POST.get("do", "")
    lines = {line.ident: line for line in lines_of(me)}
    sent = [ident for ident in dict.fromkeys(request.POST.getlist("line")) if ident in lines]
    order = [lines[ident] for ident in moved_in(sent, do)]
    rows = [line.item or line.enrolment for line in order]
    arrange(person=me, order=[row for row in rows if row is not None], by=me, at=now())
    return HttpResponseRedirect(f"{reverse('student:plan')}?{urlencode({'moved': do})}")


@for_desk("student")
@require_POST
def goal(request: "PersonRequest") -> HttpResponse:
    me, form = request.person, GoalForm(request.POST)
    if not form.is_valid():
        context = of_plan(request) | {"form": ItemForm(), "goal_form": form}
        return render(request, "student/plan.html", context)
    tried(
        request,
        lambda: set_goal(person=me, goal=form.cleaned_data["goal"], by=me, at=now()),
        _("Your goal was written down."),
    )
    return HttpResponseRedirect(reverse("student:plan"))


@for_desk("student")
@require_POST
def share(request: "PersonRequest") -> HttpResponse:
    me, is_shared = request.person, request.POST.get("shared") == "yes"
    words = _("Your coaches can read your plan now.") if is_shared else _("Nobody but you can read your plan now.")
    tried(request, lambda: share_plan(person=me, is_shared=is_shared, by=me, at=now()), words)
    return HttpResponseRedirect(reverse("student:plan"))


@for_desk("student")
@require_POST
def take_in(request: "PersonRequest", key: UUID) -> HttpResponse:
    """From the page of an offering."""
    me, offering = request.person, offering_page(key)
    if offering is None:
        raise Http404
    words = _("%(title)s is in your plan. This does not sign you up yet.") % {"title": offering.title}
    tried(request, lambda: put_in_plan(person=me, offering=offering, by=me, at=now()), words)
    return HttpResponseRedirect(reverse("student:plan"))


@for_desk("student")
@require_POST
def note_place(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Notes to something one takes part in, which has no item yet."""
    place = own_enrolment(request.person, key)
    if place is None:
        raise Http404
    about = item_about(place, by=request.person, at=now())
    return HttpResponseRedirect(reverse("student:item", args=[about.key]))


@for_desk("student")
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: "PersonRequest", key: UUID) -> HttpResponse:
    mine = own_item(request.person, key)
    if mine is None or mine.removed_at is not None:
        raise Http404
    initial = {name: getattr(mine, name) for name in ("words", "why", "notes")}
    initial |= {"term_on": mine.term_on.isoformat() if mine.term_on else "", "is_done": mine.done_at is not None}
    form = ItemForm(request.POST or None, item=mine, initial=initial)
    if form.is_valid():
        done = carried_out(form, lambda: describe_item(mine, by=request.person, at=now(), **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Your plan was changed."))
            return HttpResponseRedirect(reverse("student:plan"))
    line = next((line for line in lines_of(request.person) if line.item == mine), None)
    takes_part = line is not None and line.enrolment is not None and is_live(line.enrolment)
    return render(request, "student/plan_item.html", {"item": mine, "form": form, "takes_part": takes_part})


@for_desk("student")
@require_POST
def out(request: "PersonRequest", key: UUID) -> HttpResponse:
    mine = whole_item(request, key)
    take_out(mine, by=request.person, at=now())
    return HttpResponseRedirect(f"{reverse('student:plan')}?out={mine.key}")


@for_desk("student")
@require_POST
def back(request: "PersonRequest", key: UUID) -> HttpResponse:
    mine = whole_item(request, key)
    tried(request, lambda: put_back(mine, by=request.person, at=now()), _("It is in your plan again."))
    return HttpResponseRedirect(reverse("student:plan"))


def whole_item(request: "PersonRequest", key: UUID) -> "PlanItem":
    mine = own_item(request.person, key)
    if mine is None:
        raise Http404
    return mine
