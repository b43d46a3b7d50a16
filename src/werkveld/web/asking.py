"""Asking a question and following it, as residents and partners both do."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.steps.questions.actions import ask
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.queries import organizations_to_ask_for
from werkveld.web.doors import carried_out, now, today
from werkveld.web.parts.tables import Entry

if TYPE_CHECKING:
    from datetime import datetime

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


def due_words(question: "Question") -> str:
    """Late is said too."""
    if question.due_on is None:
        return ""
    day = date_format(question.due_on, "j F Y")
    if question.due_on < today():
        return _("You should have heard from us before %(day)s. We are late.") % {"day": day}
    return _("You hear more before %(day)s.") % {"day": day}


def story(question: "Question") -> list[Entry]:
    """From asked to answered: what is done, what is now, and what comes."""
    entries = [Entry(title=_("Asked"), when=day_words(question.asked_at))]
    owner = question.owner.name if question.owner else ""
    state = question.state
    if state == QuestionState.ASKED:
        entries.append(Entry(title=_("Somebody at the school reads it"), state="now"))
        entries.append(Entry(title=_("You get an answer"), state="next"))
        return entries
    if owner:
        project = question.project.name if question.project else ""
        words = _("It is part of the project “%(project)s”.") % {"project": project} if project else ""
        entries.append(Entry(title=_("%(name)s took it up") % {"name": owner}, text=words))
    if question.closed_at is None:
        entries.append(Entry(title=_("We are working on it"), text=due_words(question), state="now"))
        return entries
    ended = {
        QuestionState.ANSWERED: _("Answered"),
        QuestionState.DECLINED: _("This is not possible"),
        QuestionState.WITHDRAWN: _("Taken back"),
    }[QuestionState(state)]
    entries.append(Entry(title=ended, when=day_words(question.closed_at), text=question.answer))
    return entries
