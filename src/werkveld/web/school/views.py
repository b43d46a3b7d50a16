"""The school's desk: the morning list, and the questions of the field."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.steps.enrolments.queries import waiting_lists
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.queries import agreements_unsigned, forgotten_by_coach
from werkveld.steps.questions.actions import answer, take_up
from werkveld.steps.questions.queries import questions_for, questions_owned, questions_without_owner
from werkveld.steps.questions.rules import is_open, may_take_up
from werkveld.web.asking import story
from werkveld.web.doors import carried_out, for_desk, now, today
from werkveld.web.learning import monday_of
from werkveld.web.school.forms import AnswerForm, TakeUpForm

if TYPE_CHECKING:
    from werkveld.steps.questions.models import Question
    from werkveld.web.doors import PersonRequest

SHOWN = 10
TWO_WEEKS = timedelta(weeks=2)


@for_desk("school")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    """Each list shows its first few; the number above it counts all."""
    me, day = request.person, today()
    unowned = questions_without_owner(me, day)
    unsigned = agreements_unsigned(me, day)
    forgotten = forgotten_by_coach(me, day, before=monday_of(day) - TWO_WEEKS)
    lines = waiting_lists(me, day)
    context = {
        "unowned": unowned[:SHOWN],
        "mine": questions_owned(me)[:SHOWN],
        "unsigned": unsigned[:SHOWN],
        "lines": lines,
        "forgotten": forgotten[:SHOWN],
        "counts": [
            (unowned.count(), _("questions without an owner"), "questions"),
            (unsigned.count(), _("agreements that miss a signature"), "agreements"),
            (sum(people for _offering, people in lines), _("people on a waiting list"), "lines"),
            (sum(row["lines"] for row in forgotten), _("lines of hours older than two weeks"), "hours"),
        ],
        "today": day,
        "may_invite": may_anywhere(me, Can.INVITE, day),
        "may_take_up": may_take_up(me, day),
    }
    return render(request, "school/home.html", context)


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = questions_for(request.person, today()).filter(key=key).first()
    if found is None:
        raise Http404
    deed = request.POST.get("deed", "")
    initial = {"due_on": found.due_on or today() + TWO_WEEKS}
    taking = TakeUpForm(request.POST if deed == "take_up" else None, initial=initial)
    answering = AnswerForm(request.POST if deed == "answer" else None)
    if taking.is_valid() and took_up(request, found, taking):
        messages.success(request, _("The question is yours now."))
        return HttpResponseRedirect(reverse("school:question", args=[key]))
    if answering.is_valid() and answered(request, found, answering):
        messages.success(request, _("The asker gets your answer."))
        return HttpResponseRedirect(reverse("school:home"))
    context = {
        "question": found,
        "story": story(found),
        "taking": taking,
        "answering": answering,
        "may_act": is_open(found) and may_take_up(request.person, today()),
    }
    return render(request, "school/question.html", context)


def took_up(request: "PersonRequest", found: "Question", form: TakeUpForm) -> "Question | None":
    me = request.person
    return carried_out(form, lambda: take_up(found, owner=me, due_on=form.cleaned_data["due_on"], by=me, at=now()))


def answered(request: "PersonRequest", found: "Question", form: AnswerForm) -> "Question | None":
    given = form.cleaned_data
    return carried_out(
        form,
        lambda: answer(found, text=given["text"], is_possible=given["is_possible"], by=request.person, at=now()),
    )
