"""The desk of somebody who learns beside work: the plan, and the proof to take along."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkveld.steps.enrolments.queries import suggestions_for
from werkveld.steps.evidence.queries import awards_of
from werkveld.steps.practice.queries import hours_of, places_of
from werkveld.web.doors import for_desk, today
from werkveld.web.learning import places
from werkveld.web.letters import news
from werkveld.web.suggesting.words import why

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest

SHOWN = 3


@for_desk("professional")
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me = request.person
    mine = places(places_of(me), hours_of(me), today())
    context = {
        "news": news(me),
        "current": [place for place in mine if place.is_live],
        "past": [place for place in mine if not place.is_live],
        "awards": awards_of(me),
        "suggestions": [(one.offering, why(one)) for one in suggestions_for(me, today())[:SHOWN]],
    }
    return render(request, "professional/home.html", context)
