"""The rounds of a coordinator, and the first page of one: where it stands and what is next."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkveld.steps.enrolments.actions import (
    close_choosing,
    copy_as_test,
    describe_round,
    open_choosing,
    prepare_round,
)
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.queries import rounds_for, standing_of, tests_of, trial_published, trials_of
from werkveld.steps.enrolments.queries.checklist import checks_of
from werkveld.steps.enrolments.queries.running import (
    colleges_to_ask,
    left_in,
    numbers_of,
    offers_in,
    open_appeals,
    results_like,
)
from werkveld.steps.enrolments.rules import are_hosts_heard, is_choosing, is_over, may_draw
from werkveld.web.doors import carried_out, for_desk, now, today, tried
from werkveld.web.school.rounds.comparing import spread, spread_words
from werkveld.web.school.rounds.forms import RoundForm
from werkveld.web.school.rounds.pages import of, show, to
from werkveld.web.school.rounds.words import aim_name, line_of, phase_of

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round
    from werkveld.web.doors import PersonRequest

SEEDS = "123456789"


@for_desk("school")
@require_safe
def rounds(request: "PersonRequest") -> HttpResponse:
    """What needs a hand first: the newest round stands on top."""
    me, at = request.person, now()
    found = rounds_for(me, today())
    shown = list(found[:40])
    numbers, appeals = numbers_of(shown), open_appeals(found)
    rows = [
        {
            "round": one,
            "phase": phase_of(one, at),
            "choices": numbers[one.pk][0],
            "chose": numbers[one.pk][1],
            "without": numbers[one.pk][2],
            "appeals": appeals.get(one.pk, 0),
        }
        for one in shown
    ]
    return render(request, "school/rounds/rounds.html", {"rows": rows, "may_prepare": may_draw(me, today())})


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: "PersonRequest") -> HttpResponse:
    me = request.person
    if not may_draw(me, today()) or not colleges_to_ask(me, today()).exists():
        raise PermissionDenied
    form = RoundForm(request.POST or None, reader=me)
    if form.is_valid():
        seed = int(get_random_string(9, SEEDS))
        made = carried_out(form, lambda: prepare_round(region=me.region, by=me, at=now(), seed=seed, **form.facts))
        if made is not None:
            messages.success(request, _("The round is there, in preparation. Nobody sees it yet."))
            return to(made)
    return render(request, "school/rounds/prepare.html", {"form": form})


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: "PersonRequest", key: UUID) -> HttpResponse:
    me, found = request.person, of(request, key)
    form = RoundForm(request.POST or None, reader=me, choice_round=found)
    if form.is_valid():
        kept = carried_out(form, lambda: describe_round(found, by=me, at=now(), **form.facts))
        if kept is not None:
            messages.success(request, _("This is kept."))
            return to(found)
    return show(request, found, "facts", {"form": form})


@for_desk("school")
@require_safe
def overview(request: "PersonRequest", key: UUID) -> HttpResponse:
    """What must I do now? By the state of the round."""
    found, at = of(request, key), now()
    context: dict[str, Any] = {
        "aim": aim_name(found.aim),
        "colleges": list(found.colleges.all()),
        "answer_days": round(found.answer_hours / 24),
        "tests": list(tests_of(found)),
    }
    if found.state == RoundState.DRAWN:
        context |= after(found)
    else:
        checks = checks_of(found, at)
        if found.state == RoundState.OPEN:  # what was in order when it opened needs no look
            checks = [check for check in checks if not check.is_met and check.code != "closes"]
        context |= {
            "lines": [line_of(check, found) for check in checks],
            "missing": sum(check.must and not check.is_met for check in checks),
        }
    if found.state == RoundState.OPEN:
        context |= {"standing": standing_of(found, today()), "trials": trials_of(found).count()}
    context |= {"is_choosing": is_choosing(found, at), "is_over": is_over(found, at)}
    context |= {"are_hosts_heard": are_hosts_heard(found, at)}
    return show(request, found, "round", context, tab="round")


def after(found: "Round") -> dict[str, Any]:
    """Numbers of a round whose places were given."""
    results = results_like(found, "", "")
    free = [(choice.offering, left) for choice, left in left_in(found) if left]
    published = trial_published(found)
    return {
        "spread": spread(published.figures) if published else "",
        "spread_words": spread_words(published.figures) if published else "",
        "figures": published.figures if published else None,
        "results": results.count(),
        "without": results_like(found, "", "without").count(),
        "changed": results_like(found, "", "changed").count(),
        "free": sum(left for _offering, left in free),
        "offers": offers_in(found),
    }


@for_desk("school")
@require_POST
def open_now(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = of(request, key)
    done = _("The round is open: everybody who is asked sees it from the day that it says.")
    tried(request, lambda: open_choosing(found, by=request.person, at=now()), done)
    return to(found)


@for_desk("school")
@require_POST
def close_now(request: "PersonRequest", key: UUID) -> HttpResponse:
    found = of(request, key)
    tried(request, lambda: close_choosing(found, by=request.person, at=now()), _("Choosing is closed."))
    return to(found)


@for_desk("school")
@require_POST
def copy(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Everything can be tried on a test round; nobody hears of it and no place is given from it."""
    found = of(request, key)
    test = copy_as_test(found, by=request.person, at=now())
    messages.success(request, _("This is a copy to try things on. Nobody hears of it."))
    return to(test)
