"""The school's desk: the morning list, and the questions of the field."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.journeys.withdraw_question import withdraw_question
from werkveld.journeys.write_down_question import write_down_question
from werkveld.steps.deeds.actions import look
from werkveld.steps.enrolments.actions import entrust
from werkveld.steps.enrolments.queries import waiting_lists, without_coach
from werkveld.steps.enrolments.queries.running import rounds_that_wait
from werkveld.steps.messages.rules import may_mail
from werkveld.steps.people.enums import Can
from werkveld.steps.people.queries import can_sign_in, home_to_register
from werkveld.steps.people.rules import may_anywhere, may_take_in
from werkveld.steps.practice.queries import (
    agreements_unsigned,
    forgotten_by_coach,
    places_to_agree,
    recognitions_ending,
    series_short,
    shifts_at_risk,
)
from werkveld.steps.practice.rules import may_plan
from werkveld.steps.questions.actions import answer, bring_back, take_up
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.queries import questions_for, questions_owned, questions_without_owner
from werkveld.steps.questions.rules import is_open, may_come_back, may_take_up
from werkveld.web.asking import own_question, story
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.learning import monday_of
from werkveld.web.letters import news
from werkveld.web.rosters.words import risk_lines
from werkveld.web.school.forms import AnswerForm, CoachForm, TakeUpForm, WriteDownForm
from werkveld.web.school.recognitions import SOON

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Enrolment
    from werkveld.steps.people.models import Person
    from werkveld.steps.questions.models import Question
    from werkveld.web.doors import PersonRequest

SHOWN = 10
TWO_WEEKS = timedelta(weeks=2)
# Kept as they are; who reads them sees the own language.
SAW_QUESTION, SAW_WHO = (
    gettext_noop("A question of yours, and how to reach you"),
    gettext_noop("Whether you are known here"),
)


@for_desk("school")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    """Each list shows its first few; the number above it counts all."""
    me, day = request.person, today()
    unowned = questions_without_owner(me, day)
    unsigned = agreements_unsigned(me, day)
    forgotten = forgotten_by_coach(me, day, before=monday_of(day) - TWO_WEEKS)
    lines = waiting_lists(me, day)
    alone = without_coach(me, day)
    rounds = rounds_that_wait(me, now())
    to_agree = places_to_agree(me, day)
    short = series_short(me, now(), until=now() + TWO_WEEKS)
    risky = [(one.shift, risk_lines(one.risks)) for one in shifts_at_risk(me, now())]
    ending = recognitions_ending(me, day, before=day + SOON)
    context = {
        "news": news(me),
        "unowned": unowned[:SHOWN],
        "mine": questions_owned(me)[:SHOWN],
        "unsigned": unsigned[:SHOWN],
        "to_agree": to_agree[:SHOWN],
        "ending": ending[:SHOWN],
        "short": short[:SHOWN],
        "risky": risky[:SHOWN],
        "lines": lines,
        "alone": alone[:SHOWN],
        "forgotten": forgotten[:SHOWN],
        "rounds": rounds,
        "counts": counts(
            rounds=len(rounds),
            questions=unowned.count(),
            agreements=unsigned.count(),
            to_agree=to_agree.count(),
            short=sum(dates for _series, dates, _first in short),
            at_risk=len(risky),
            recognitions=ending.count(),
            coaches=alone.count(),
            lines=sum(people for _offering, people in lines),
            hours=sum(row["lines"] for row in forgotten),
        ),
        "today": day,
        "may_take_in": may_take_in(me, day),
        "may_help": may_anywhere(me, Can.HELP_RESIDENTS, day),
        "may_plan": may_plan(me, day),
        "may_invite": may_anywhere(me, Can.INVITE, day),
        "may_form_teams": may_anywhere(me, Can.PLACE, day),
        "may_take_up": may_take_up(me, day),
    }
    return render(request, "school/home.html", context)


def counts(**numbers: int) -> list[tuple[int, str, str]]:
    """The number, what it counts, and the part of the page it stands above."""
    words = {
        "rounds": ngettext("round that waits for you", "rounds that wait for you", numbers["rounds"]),
        "questions": ngettext("question without an owner", "questions without an owner", numbers["questions"]),
        "agreements": ngettext(
            "agreement that misses a signature", "agreements that miss a signature", numbers["agreements"]
        ),
        "to_agree": ngettext("place without an agreement", "places without an agreement", numbers["to_agree"]),
        "short": ngettext("date that misses students", "dates that miss students", numbers["short"]),
        "at_risk": ngettext("shift at risk", "shifts at risk", numbers["at_risk"]),
        "recognitions": ngettext("recognition that ends", "recognitions that end", numbers["recognitions"]),
        "coaches": ngettext("person without a coach", "people without a coach", numbers["coaches"]),
        "lines": ngettext("person on a waiting list", "people on a waiting list", numbers["lines"]),
        "hours": ngettext(
            "line of hours older than two weeks", "lines of hours older than two weeks", numbers["hours"]
        ),
    }
    return [(numbers[part], said, part.replace("_", "-")) for part, said in words.items()]


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: "PersonRequest") -> HttpResponse:
    """What a neighbour says by telephone or at the desk; it ends at the question, to take it up or answer at once."""
    if not may_take_in(request.person, today()):
        raise PermissionDenied
    form = WriteDownForm(request.POST or None, reader=request.person)
    if form.is_valid() and (found := wrote_down(request, form)):
        messages.success(request, _("The question of %(name)s is written down.") % {"name": found.asked_by.name})
        return HttpResponseRedirect(reverse("school:question", args=[found.key]))
    for person in form.known if "who" in form.fields else ():
        look(person, by=request.person, at=now(), what=SAW_WHO)
    return render(request, "school/write_down.html", {"form": form})


def wrote_down(request: "PersonRequest", form: WriteDownForm) -> "Question | None":
    me, given = request.person, form.cleaned_data
    home = home_to_register(me, today())
    if home is None:
        raise PermissionDenied
    return carried_out(
        form,
        lambda: write_down_question(
            text=given["text"],
            channel=AskedBy(given["channel"]),
            name=given["name"],
            phone=given["phone"],
            known=form.who,
            home=home,
            by=me,
            at=now(),
        ),
    )


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Opening it shows how to reach somebody, so it is a look."""
    me, found = request.person, questions_for(request.person, today()).filter(key=key).first()
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
        messages.success(request, answered_words(found.asked_by))
        return HttpResponseRedirect(reverse("school:home"))
    if request.method == "GET":
        look(found.asked_by, by=me, at=now(), what=SAW_QUESTION)
    context = {
        "question": found,
        "story": story(found, me),
        "taking": taking,
        "answering": answering,
        "may_act": is_open(found) and may_take_up(me, today()),
        "may_come_back": may_come_back(found, now()),
        "must_call": not is_reached(found.asked_by),
        "may_take_in": may_take_in(me, today()),
    }
    return render(request, "school/question.html", context)


def is_reached(person: "Person") -> bool:
    """By mail, or on a page of their own."""
    return may_mail(person) or can_sign_in(person)


def answered_words(asker: "Person") -> str:
    if is_reached(asker):
        return _("The asker gets your answer.")
    if asker.phone:
        return _("The answer is kept. Call %(name)s to tell it: %(phone)s.") % {
            "name": asker.name,
            "phone": asker.phone,
        }
    return _("The answer is kept. %(name)s has no e-mail address and no telephone number here.") % {"name": asker.name}


@for_desk("school")
@require_POST
def withdraw(request: "PersonRequest", key: UUID) -> HttpResponse:
    """When the asker calls to say that it is no longer needed."""
    found = own_question(request, key)
    done = _("The question was taken back for %(name)s.") % {"name": found.asked_by.name}
    tried(request, lambda: withdraw_question(found, by=request.person, at=now()), done)
    return HttpResponseRedirect(reverse("school:question", args=[key]))


@for_desk("school")
@require_POST
def come_back(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = own_question(request, key)
    tried(request, lambda: bring_back(found, by=request.person, at=now()), _("The question is there again."))
    return HttpResponseRedirect(reverse("school:question", args=[key]))


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def coach(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Who signed up alone has a place and nobody who guides; the school says who does."""
    alone = without_coach(request.person, today()).filter(key=key).first()
    if alone is None:
        raise Http404
    form = CoachForm(request.POST or None, reader=request.person)
    if form.is_valid() and entrusted(request, alone, form):
        done = _("%(coach)s guides %(name)s.") % {"coach": form.cleaned_data["coach"].name, "name": alone.person.name}
        messages.success(request, done)
        return HttpResponseRedirect(reverse("school:home") + "#coaches")
    return render(request, "school/coach.html", {"place": alone, "form": form})


def entrusted(request: "PersonRequest", alone: "Enrolment", form: CoachForm) -> "Enrolment | None":
    given = form.cleaned_data["coach"]
    return carried_out(form, lambda: entrust(alone, coach=given, by=request.person, at=now()))


def took_up(request: "PersonRequest", found: "Question", form: TakeUpForm) -> "Question | None":
    me = request.person
    return carried_out(form, lambda: take_up(found, owner=me, due_on=form.cleaned_data["due_on"], by=me, at=now()))


def answered(request: "PersonRequest", found: "Question", form: AnswerForm) -> "Question | None":
    given = form.cleaned_data
    return carried_out(
        form,
        lambda: answer(found, text=given["text"], is_possible=given["is_possible"], by=request.person, at=now()),
    )
