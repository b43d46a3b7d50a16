"""What every page of a round has: the round itself, where it stands, and the way to its other pages."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from werkveld.steps.enrolments.enums import AppealState, RoundState
from werkveld.steps.enrolments.queries import round_for
from werkveld.steps.enrolments.queries.running import appeals_in
from werkveld.steps.enrolments.rules import are_both_choosing
from werkveld.web.doors import now, today
from werkveld.web.parts.tables import Tab
from werkveld.web.school.rounds.words import phase_of

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round
    from werkveld.web.doors import PersonRequest


def of(request: "PersonRequest", key: UUID) -> "Round":
    found = round_for(request.person, key, today())
    if found is None:
        raise Http404(_("There is no such round."))
    return found


def address(choice_round: "Round", name: str = "round", *more: object) -> str:
    return reverse(f"school:rounds:{name}", args=[choice_round.key, *more])


def to(choice_round: "Round", name: str = "round", *more: object, at: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(address(choice_round, name, *more) + at)


def show(
    request: "PersonRequest", choice_round: "Round", template: str, context: dict[str, Any], *, tab: str = ""
) -> HttpResponse:
    """Renders a page of this round; `tab` is the name of its address."""
    frame = {
        "round": choice_round,
        "phase": phase_of(choice_round, now()),
        "tabs": tabs(choice_round, tab),
        "is_drawn": choice_round.state == RoundState.DRAWN,
    }
    return render(request, f"school/rounds/{template}.html", {**frame, **context})


def tabs(choice_round: "Round", current: str) -> list[Tab]:
    names: list[tuple[str, str, int | None]] = [("round", _("Overview"), None)]
    if choice_round.state == RoundState.DRAWN:
        waiting = sum(one.state == AppealState.OPEN for one in appeals_in(choice_round))
        names += [
            ("results", _("Results"), None),
            ("lines", _("Waiting lists"), None),
            ("appeals", _("Objections"), waiting or None),
            ("late", _("Latecomers"), None),
        ]
    else:
        names += [("choices", _("What can be chosen"), None), ("rules", _("Rules"), None)]
        names += [("sheet", _("From a sheet"), None)]
    if choice_round.state != RoundState.DRAFT and are_both_choosing(choice_round):
        names += [("hosts", _("Hosts"), None)]
    if choice_round.state != RoundState.DRAFT:
        names += [("standing", _("Wishes"), None), ("trials", _("Trials"), None)]
    return [
        Tab(url=address(choice_round, name), label=label, is_current=name == current, count=count)
        for name, label, count in names
    ]
