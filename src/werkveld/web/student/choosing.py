"""Choosing in a round: rank on a phone, save, and have a receipt of it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from werkveld.ground.refusals import Refusal
from werkveld.journeys.write_reason import promised_in
from werkveld.steps.enrolments.actions import wish
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.queries import (
    choices_of,
    introduction_of,
    offerings_ranked,
    receipt_of,
    round_to_choose_in,
)
from werkveld.steps.enrolments.rules import are_both_choosing, is_choosing
from werkveld.web.doors import for_desk, now, today
from werkveld.web.student.ranking import MANY, Board, Choice, asked_order, board, moved, same_words

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round
    from werkveld.steps.enrolments.queries import Receipt
    from werkveld.web.doors import PersonRequest


class ChoosingForm(forms.Form):
    """Only what searches; the order itself is in the buttons and hidden fields of the page."""

    q = forms.CharField(label=gettext_lazy("Search in the list"), required=False, max_length=80)
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    words = forms.CharField(
        label=gettext_lazy("A few words to the hosts"),
        help_text=gettext_lazy(
            "Every host whose place you rank reads them: what can you do already, what do you want to learn? "
            "Do not write your name."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, known: Board, has_hosts: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        if not has_hosts:
            del self.fields["words"]
        periods = dict.fromkeys(
            (choice.period_key, choice.period) for choice in known.choices.values() if choice.period
        )
        if len(periods) > 1:
            self.fields["period"].choices = [("", _("All periods")), *periods]  # type: ignore[attr-defined]
        else:
            del self.fields["period"]


def own_round(request: "PersonRequest", key: UUID) -> "Round":
    found = round_to_choose_in(request.person, key, today())
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """A round as it lies before somebody: what was kept, and the order as it stands in the page."""

    round: "Round"
    board: Board
    form: ChoosingForm
    kept: "Receipt | None"
    order: list[str]

    @property
    def stored(self) -> list[str]:
        return [str(wish.offering.key) for wish in self.kept.wishes] if self.kept else []

    @property
    def seen(self) -> str:
        """Which wishes this page started from."""
        return self.kept.number if self.kept else ""


@for_desk("student")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Every button posts the order as it stands in the page; only «save» keeps it."""
    choice_round = own_round(request, key)
    if request.method != "POST" and choice_round.state == RoundState.DRAWN:
        return HttpResponseRedirect(reverse("student:result", args=[key]))
    if request.method != "POST" and not is_choosing(choice_round, now()):
        return render(request, "student/receipt.html", of_receipt(request, choice_round))
    do, kept = request.POST.get("do", ""), receipt_of(request.person, choice_round)
    refusal = saved(request, choice_round, kept) if do == "save" else ""
    if do == "save" and not refusal:
        return HttpResponseRedirect(reverse("student:receipt", args=[key]))
    sheet = sheet_of(request, choice_round, kept, do)
    if refusal:
        sheet.form.add_error(None, refusal)
    return render(request, "student/choose.html", of_choosing(sheet) | {"moved": do})


def sheet_of(request: "PersonRequest", choice_round: "Round", kept: "Receipt | None", do: str) -> Sheet:
    known = board(request.person, choice_round, today())
    has_hosts = are_both_choosing(choice_round)
    said = {"words": introduction_of(request.person, choice_round)} if has_hosts else None
    sent_form = request.POST if request.method == "POST" else None
    form = ChoosingForm(sent_form, known=known, has_hosts=has_hosts, initial=said)
    sheet = Sheet(choice_round, known, form, kept, [])
    sent = request.POST.getlist("wish") if request.method == "POST" else sheet.stored
    return replace(sheet, order=moved(asked_order(sent, known), do, known))


def saved(request: "PersonRequest", choice_round: "Round", kept: "Receipt | None") -> str:
    """Empty, or why not. What another window saved meanwhile is not overwritten unseen: who is here says so once more."""
    if request.POST.get("seen", "") != (kept.number if kept else ""):
        return _(
            "You changed your wishes in another window meanwhile. Below is the list of this window, and it is not saved "
            "yet. Is this the right one? Then save it again."
        )
    chosen, me = offerings_ranked(choice_round, request.POST.getlist("wish")), request.person
    words = request.POST.get("words", "")[:300]
    try:
        done = wish(choice_round=choice_round, person=me, offerings=chosen, words=words, by=me, at=now())
    except Refusal as refused:
        return str(refused)
    if not done:
        messages.success(request, _("You have no wishes in this round any more."))
    return ""


def of_choosing(sheet: Sheet) -> dict[str, Any]:
    listed = sheet.board.listed(sheet.order, sheet.form.data.get("q", ""), sheet.form.data.get("period", ""))
    return {
        "round": sheet.round,
        "is_open": is_choosing(sheet.round, now()),
        "form": sheet.form,
        "board": sheet.board,
        "kept": sheet.kept,
        "seen": sheet.seen,
        "stored": " ".join(sheet.stored),
        "wishes": sheet.board.ranked(sheet.order),
        "choices": listed,
        "shown": sum(choice.is_shown for choice in listed),
        "has_search": len(listed) > MANY,
        "is_changed": sheet.order != sheet.stored,
        "too_few": 0 < len(sheet.order) < sheet.round.wishes_least,
        "too_many": len(sheet.order) > sheet.round.wishes_most,
        "promise": promised_in(sheet.round, choices=len(sheet.board.choices), may_cancel=sheet.board.may_cancel),
        "has_hosts": are_both_choosing(sheet.round),
        "same_words": same_words("{}"),
        "blank": Choice(key="", title="", meta="", seats="", period="", period_key=""),
    }


@for_desk("student")
@require_safe
def receipt(request: "PersonRequest", key: UUID) -> HttpResponse:
    """What counts, on one sheet; it stays after the round closed."""
    return render(request, "student/receipt.html", of_receipt(request, own_round(request, key)))


def of_receipt(request: "PersonRequest", choice_round: "Round") -> dict[str, Any]:
    moment = now()
    return {
        "round": choice_round,
        "kept": receipt_of(request.person, choice_round),
        "is_open": is_choosing(choice_round, moment),
        "is_early": moment < choice_round.opens_at,
        "is_drawn": choice_round.state == RoundState.DRAWN,
        "words": introduction_of(request.person, choice_round) if are_both_choosing(choice_round) else "",
        "periods": {row.offering_id: row.period.name for row in choices_of(choice_round) if row.period},
    }
