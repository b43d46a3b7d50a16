"""Asking a question, following it and taking it back, as residents and partners both do."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.journeys.withdraw_question import withdraw_question
from werkveld.steps.questions.actions import ask, bring_back
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.queries import organizations_to_ask_for, questions_for, typed_in_by
from werkveld.steps.questions.rules import is_open, may_come_back, may_take_up
from werkveld.web.doors import carried_out, now, today, tried
from werkveld.web.parts.tables import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from werkveld.steps.people.models import Person
    from werkveld.steps.questions.models import Question
    from werkveld.web.doors import PersonRequest


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is your question?"),
        help_text=gettext_lazy("Tell it in your own words. Do not write things that are private, such as your health."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PartnerQuestionForm(QuestionForm):
    """Who speaks for several organisations says for which one."""

    organization: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("For which organisation"), queryset=None, empty_label=gettext_lazy("Choose one")
    )

    def __init__(self, *args: Any, reader: "Person", **named: Any) -> None:
        super().__init__(*args, **named)
        organization = cast("forms.ModelChoiceField[Any]", self.fields["organization"])
        organization.queryset = organizations_to_ask_for(reader, today())


def asked(request: "PersonRequest", form: QuestionForm) -> "Question | None":
    me = request.person
    organization = form.cleaned_data.get("organization")
    text = form.cleaned_data["text"]
    return carried_out(
        form,
        lambda: ask(region=me.region, text=text, asked_by=me, organization=organization, by=me, at=now()),
    )


def day_words(at: "datetime") -> str:
    return date_format(localtime(at), "j F Y")


@dataclass(frozen=True, slots=True)
class Followed:
    """A question on the page of who follows it, with the one thing that can be done with it there."""

    question: "Question"
    story: list[Entry]
    may_withdraw: bool
    may_come_back: bool


def followed(questions: "Iterable[Question]", reader: "Person") -> list[Followed]:
    return [Followed(one, story(one, reader), is_open(one), may_come_back(one, now())) for one in questions]


def took_back(request: "PersonRequest", key: "UUID") -> None:
    """No question before it: the same page has a button that brings it back."""
    question = own_question(request, key)
    visits: list[int] = []
    done = _("Your question was taken back. Was that a mistake? Then ask it again below.")
    tried(request, lambda: visits.append(withdraw_question(question, by=request.person, at=now())), done)
    if any(visits):
        messages.info(request, _("Your appointment for it was cancelled too."))


def brought_back(request: "PersonRequest", key: "UUID") -> None:
    question = own_question(request, key)
    done = _("Your question is with the school again.")
    tried(request, lambda: bring_back(question, by=request.person, at=now()), done)


def own_question(request: "PersonRequest", key: "UUID") -> "Question":
    found = questions_for(request.person, today()).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def story(question: "Question", reader: "Person") -> list[Entry]:
    """From asked to answered: what is done, what is now, and what comes; in the words of the side that reads it."""
    side = School(question, reader) if reads_for_school(question, reader) else Asker(question)
    entries = [Entry(title=_("Asked"), when=day_words(question.asked_at), text=side.came_in())]
    if question.owner is not None:
        project = question.project.name if question.project else ""
        words = _("It is part of the project “%(project)s”.") % {"project": project} if project else ""
        entries.append(Entry(title=side.taken_up(), text=words))
    if question.closed_at is not None:
        return [*entries, Entry(title=side.ended(), when=day_words(question.closed_at), text=question.answer)]
    if question.owner is not None:
        return [*entries, Entry(title=_("We are working on it"), text=side.due(), state="now")]
    return [*entries, Entry(title=side.waits(), state="now"), Entry(title=side.comes(), state="next")]


def reads_for_school(question: "Question", reader: "Person") -> bool:
    """Who takes questions up, unless it is their own."""
    return reader.pk != question.asked_by_id and may_take_up(reader, today())


class Asker:
    """Says “you” to the asker, and to who speaks for the same organisation."""

    def __init__(self, question: "Question") -> None:
        self.question = question

    def came_in(self) -> str:
        return ""

    def taken_up(self) -> str:
        return _("%(name)s took it up") % {"name": self.question.owner.name if self.question.owner else ""}

    def waits(self) -> str:
        return _("Somebody at the school reads it")

    def comes(self) -> str:
        return _("You get an answer")

    def due(self) -> str:
        """Late is said too."""
        if self.question.due_on is None:
            return ""
        late = self.question.due_on < today()
        words = self.late_words() if late else self.due_words()
        return words % {"day": date_format(self.question.due_on, "j F Y"), "name": self.question.asked_by.name}

    def due_words(self) -> str:
        return _("You hear more before %(day)s.")

    def late_words(self) -> str:
        return _("You should have heard from us before %(day)s. We are late.")

    def ended(self) -> str:
        return {
            QuestionState.ANSWERED: _("Answered"),
            QuestionState.DECLINED: _("This is not possible"),
            QuestionState.WITHDRAWN: _("Taken back"),
        }[QuestionState(self.question.state)]


class School(Asker):
    """Speaks about the asker, and says “you” to who took it up."""

    def __init__(self, question: "Question", reader: "Person") -> None:
        super().__init__(question)
        self.reader = reader

    def came_in(self) -> str:
        typed = typed_in_by(self.question)
        facts = {"name": self.question.asked_by.name, "how": self.question.get_channel_display(), "typed": typed}
        if typed:
            return _("By %(name)s (%(how)s). Written down by %(typed)s.") % facts
        return _("By %(name)s (%(how)s).") % facts

    def taken_up(self) -> str:
        return _("You took it up") if self.question.owner_id == self.reader.pk else super().taken_up()

    def waits(self) -> str:
        return _("It waits for who takes it up")

    def comes(self) -> str:
        return _("%(name)s gets an answer") % {"name": self.question.asked_by.name}

    def due_words(self) -> str:
        return _("%(name)s was told to hear more before %(day)s.")

    def late_words(self) -> str:
        return _("%(name)s should have heard more before %(day)s. That is too late now.")

    def ended(self) -> str:
        if self.question.state == QuestionState.WITHDRAWN:
            return _("Taken back by the asker")
        return super().ended()
