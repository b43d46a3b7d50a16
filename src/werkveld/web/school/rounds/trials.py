"""How the round would turn out, before anybody gets a place; and then publishing one of them, once."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.ground.refusals import Refusal
from werkveld.ground.text import named
from werkveld.journeys import draw_later
from werkveld.journeys.draw_later import draw_trial, drawing
from werkveld.journeys.seat_more import seat_more
from werkveld.journeys.try_later import stop_waiting, try_aims, trying
from werkveld.steps.enrolments.actions import RoundIsClosed
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.queries import choices_of, trial_in, trial_published, trials_of
from werkveld.steps.enrolments.queries import digest_of as now_digest
from werkveld.steps.enrolments.rules import is_ready
from werkveld.web.doors import for_desk, now, today, tried
from werkveld.web.school.rounds.comparing import compared, fullness, heads
from werkveld.web.school.rounds.pages import of, show, to
from werkveld.web.school.rounds.words import AIMS, aim_name, aims_for
from werkveld_engine.inputs import InputRefused

if TYPE_CHECKING:
    from werkveld.steps.enrolments.models import Round, Trial
    from werkveld.web.doors import PersonRequest

BESIDE = 5  # more columns nobody compares
MOST_EXTRA, MOST_SEED = 999, 2_000_000_000


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def trials(request: "PersonRequest", key: UUID) -> HttpResponse:
    """The last trials beside each other; below them what one seat more would do, in the one that is chosen."""
    found = of(request, key)
    if found.state == RoundState.DRAFT:
        raise Http404
    if request.method == "POST":
        return tried_out(request, found)
    published = trial_published(found)
    titles = {str(one.offering.key): one.offering.title for one in choices_of(found)}
    at_work = trying(found)
    if at_work is not None and at_work.fault:
        messages.error(request, at_work.fault)
        stop_waiting(found)
        at_work = None
    every = list(trials_of(found)[:40])
    shown = latest(every, published)
    digest = found.digest if published else digest_of(found)
    chosen = next((one for one in shown if str(one.key) == request.GET.get("trial")), shown[0] if shown else None)
    context = {
        "heads": heads(shown, digest, titles, published),
        "parts": compared(shown),
        "chosen": chosen,
        "chosen_aim": aim_name(chosen.aim) if chosen else "",
        "fullness": fullness(chosen.figures) if chosen else [],
        "older": len(every) - len(shown),
        "at_work": at_work,
        "is_over": is_ready(found, now()) and found.test_of_id is None,
        "aims": [(code, AIMS[code]) for code in aims_for(found)],
        "aims_tried": {one.aim for one in shown} or set(AIMS),
        "offerings": sorted(titles.items(), key=lambda one: one[1]),
        "seed": found.seed,
    }
    return show(request, found, "trials", context, tab="trials")


def latest(every: "list[Trial]", published: "Trial | None" = None) -> "list[Trial]":
    """Of trials that ask the same the last one, in the order of the aims as they are explained; the published one among them."""
    kept: dict[tuple[str, int, str], Trial] = {}
    for one in [published, *every] if published else every:
        kept.setdefault((one.aim, one.seed, repr(sorted(one.extra_seats.items()))), one)
    newest = list(kept.values())[:BESIDE]
    order = list(AIMS)
    return sorted(newest, key=lambda one: (bool(one.extra_seats), order.index(one.aim), one.seed))


def digest_of(found: "Round") -> str:
    """Of everything the places depend on, as it is now."""
    return now_digest(found, today())


def tried_out(request: "PersonRequest", found: "Round") -> HttpResponse:
    if found.state == RoundState.DRAWN:
        return given(request, found, is_new=False)
    aims = [code for code in aims_for(found) if code in request.POST.getlist("aim")]
    seed = number(request.POST.get("seed", ""), MOST_SEED)
    extra = {
        str(one.offering.key): more
        for one in choices_of(found)
        if (more := number(request.POST.get(f"extra-{one.offering.key}", ""), MOST_EXTRA, is_signed=True))
    }
    if not aims:
        messages.error(request, _("Choose at least one way to give the places."))
        return to(found, "trials")
    try:
        is_done = try_aims(found, aims, by=request.person, at=now(), seed=seed, extra_seats=extra)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except InputRefused:
        messages.error(
            request, _("The rules of this round cannot all hold. Look at the fixed places and at what is shared.")
        )
    else:
        if is_done:
            messages.success(request, _("Tried. Nobody got a place yet."))
    return to(found, "trials")


def number(text: str, most: int, *, is_signed: bool = False) -> int | None:
    """What was typed as a whole number, no further from nought than `most`; None for anything else."""
    try:
        given = int(text)
    except ValueError:
        return None
    return max(-most if is_signed else 0, min(most, given))


@for_desk("school")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: "PersonRequest", key: UUID, trial: UUID) -> HttpResponse:
    """Says exactly what will happen, and asks for one yes. The same yes again changes nothing."""
    found = of(request, key)
    chosen = trial_in(found, trial)
    if chosen is None or found.test_of_id is not None:
        raise Http404
    if found.state == RoundState.DRAWN:
        return given(request, found, is_new="waited" in request.GET)
    at_work = drawing(found)
    if at_work is not None and at_work.fault:
        messages.error(request, at_work.fault)
        draw_later.stop_waiting(found)
        at_work = None
    is_current = chosen.digest == digest_of(found)
    if request.method == "POST" and is_ready(found, now()):
        return drawn(request, found, chosen)
    context = {
        "trial": chosen,
        "at_work": at_work,
        "aim": aim_name(chosen.aim),
        "is_current": is_current and not chosen.extra_seats,
        "is_over": is_ready(found, now()),
        **what_happens(found, chosen.figures),
    }
    return show(request, found, "publish", context, tab="trials")


def what_happens(found: "Round", figures: dict[str, Any]) -> dict[str, Any]:
    """In numbers, as the confirmation says it."""
    placed = figures["people"] - figures["unplaced"]
    return {
        "people": figures["people"],
        "placed": placed,
        "silent_placed": figures["silent_placed"],
        "silent_left": figures["silent"] - figures["silent_placed"],
        "places": sum(one["given"] for one in figures["offerings"]),
        "unplaced": figures["unplaced"],
        "letters": figures["people"] + figures["silent_placed"],
        "cancelled": [named(one["title"]) for one in figures["offerings"] if one["cancelled"]],
        "answer_days": round(found.answer_hours / 24),
    }


def drawn(request: "PersonRequest", found: "Round", chosen: "Trial") -> HttpResponse:
    try:
        is_done = draw_trial(found, chosen, by=request.person, at=now())
    except RoundIsClosed:  # somebody else was first, or the same press came twice
        return given(request, found, is_new=False)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return to(found, "publish", chosen.key)
    return given(request, found, is_new=True) if is_done else to(found, "publish", chosen.key)


def given(request: "PersonRequest", found: "Round", *, is_new: bool) -> HttpResponse:
    if is_new:
        messages.success(request, _("The places are given, and everybody hears why."))
    else:
        messages.info(request, _("The places of this round were given already. Here they are."))
    return to(found, "results")


@for_desk("school")
@require_POST
def try_again(request: "PersonRequest", key: UUID, trial: UUID) -> HttpResponse:
    """The same aim and number of the draw, with the wishes as they are now."""
    found = of(request, key)
    chosen = trial_in(found, trial)
    if chosen is None:
        raise Http404
    if found.state == RoundState.DRAWN:
        return given(request, found, is_new=False)
    try_aims(found, [chosen.aim], by=request.person, at=now(), seed=chosen.seed, extra_seats=dict(chosen.extra_seats))
    return to(found, "trials")


@for_desk("school")
@require_POST
def make_real(request: "PersonRequest", key: UUID, trial: UUID) -> HttpResponse:
    """The seats that were tried become those of the offerings; then it is tried with them, to be published."""
    found = of(request, key)
    chosen = trial_in(found, trial)
    if chosen is None or not chosen.extra_seats or found.state != RoundState.OPEN or found.test_of_id is not None:
        raise Http404
    me, done = request.person, _("The offerings have these seats now. This is how it turns out with them.")
    if tried(request, lambda: seat_more(chosen, by=me, at=now()), done):
        try_aims(found, [chosen.aim], by=me, at=now(), seed=chosen.seed)
    return to(found, "trials")
