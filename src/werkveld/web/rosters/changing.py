"""One shift, changed by hand: first what a change would do, then the change."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkveld.journeys.tell_absence import tell_absence
from werkveld.steps.practice.actions import change_shift
from werkveld.steps.practice.enums import HERE_STATES, TurnState
from werkveld.steps.practice.queries import Change, coaches_on, consequences, free_coaches, people_on, substitutes_for
from werkveld.steps.practice.queries.rosters import rostered_shift
from werkveld.web.doors import for_people, now, today, tried
from werkveld.web.rosters.pages import address, desk_of
from werkveld.web.rosters.words import effect_lines, missing_words

if TYPE_CHECKING:
    from django.http import QueryDict

    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Shift
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Nothing is changed before its consequences were on the page."""
    found = rostered_shift(request.person, key, today())
    if found is None or found.roster is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    change = change_in(found, given)
    here = f"{reverse('rosters:shift', args=[found.key])}"
    if request.method == "POST" and "away" in request.POST:
        return is_away(request, found, here)
    if request.method == "POST":
        if change is None:
            messages.error(request, _("Choose somebody first."))
            return HttpResponseRedirect(here)
        done = _("The shift is changed.")
        tried(request, lambda: change_shift(found, change, by=request.person, at=now()), done)
        return HttpResponseRedirect(here)
    turns = sorted(found.turns.all(), key=lambda turn: turn.person.name)
    effects = consequences(found, change) if change else []
    context: dict[str, Any] = {
        "shift": found,
        "roster": found.roster,
        "here": [turn.person for turn in turns if turn.state in HERE_STATES],
        "away": [turn.person for turn in turns if turn.state == TurnState.EXCUSED],
        "missing": missing_words(found),
        "able": substitutes_for(found),
        "others": others(found),
        "coaches": free_coaches(found),
        "all_coaches": list(coaches_on(found.roster)),
        "change": change,
        "given": {name: given.get(name, "") for name in ("comes", "goes", "coach")},
        "effects": effect_lines(effects),
        "is_forbidden": any(one.forbids for one in effects),
        "back": f"{address(found.roster, 'week')}?week={localdate(found.starts_at).isoformat()}",
        "may": found.ends_at > now(),
        **desk_of(request),
    }
    return render(request, "rosters/shift.html", context)


def is_away(request: "PersonRequest", shift: "Shift", here: str) -> HttpResponse:
    """Somebody called: for this shift only. Whoever is away longer says so alone, or the planner on another shift."""
    known = {str(turn.person.key): turn.person for turn in shift.turns.all()}
    who = known.get(request.POST.get("away", ""))
    if who is None:
        raise Http404
    span = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    done = _("%(name)s is away then. Others were asked.") % {"name": who.name}
    tried(request, lambda: tell_absence(who, by=request.person, at=now(), **span), done)
    return HttpResponseRedirect(here)


def others(shift: "Shift") -> "list[Person]":
    """Everybody else of the roster: a planner may ask who said no."""
    if shift.roster is None:
        return []
    left_out = {turn.person_id for turn in shift.turns.all() if turn.state in HERE_STATES}
    left_out |= {person.pk for person in substitutes_for(shift)}
    left_out |= {coach.pk for coach in coaches_on(shift.roster)}
    return [person for person in people_on(shift.roster) if person.pk not in left_out]


def change_in(shift: "Shift", given: "QueryDict") -> Change | None:
    """What was chosen, from the people of this roster only."""
    if shift.roster is None:
        return None
    known = {str(person.key): person for person in people_on(shift.roster)}
    comes, goes = known.get(given.get("comes", "")), known.get(given.get("goes", ""))
    wanted = given.get("coach", "")
    coaches = {str(coach.key): coach for coach in coaches_on(shift.roster)}
    sets_coach = wanted == "nobody" or wanted in coaches
    if comes is None and goes is None and not sets_coach:
        return None
    return Change(comes=comes, goes=goes, sets_coach=sets_coach, coach=coaches.get(wanted))
