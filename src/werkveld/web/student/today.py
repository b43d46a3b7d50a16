"""The student's own day: the code of the shift, and that one has arrived somewhere."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkveld.steps.practice.actions import arrive, check_in_with_code
from werkveld.steps.practice.queries import away_today, own_turn, own_visit, turn_today
from werkveld.steps.practice.rules import is_code_time
from werkveld.web.doors import for_desk, now, tried

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Turn
    from werkveld.steps.practice.queries.days import Away
    from werkveld.web.doors import PersonRequest


def duties(me: "Person") -> list[tuple["Turn", bool, list["Away"]]]:
    """Each shift of today: whether its code works now, and where to say of having arrived."""
    at = now()
    turns = turn_today(me, at)
    away = away_today(me, at) if turns else []
    return [
        (
            turn,
            is_code_time(turn.shift, at) and turn.state != "present",
            [one for one in away if one.shift_id == turn.shift_id],
        )
        for turn in turns
    ]


@for_desk("student")
@require_POST
def check_in(request: "PersonRequest", key: UUID) -> HttpResponse:
    turn = own_turn(request.person, key)
    if turn is None:
        raise Http404
    code = request.POST.get("code", "")
    tried(
        request,
        lambda: check_in_with_code(turn.shift, code, by=request.person, at=now()),
        _("Your coach sees that you are there."),
    )
    return HttpResponseRedirect(reverse("student:home") + "#today")


@for_desk("student")
@require_POST
def arrived(request: "PersonRequest", key: UUID) -> HttpResponse:
    visit = own_visit(request.person, key)
    if visit is None:
        raise Http404
    tried(
        request,
        lambda: arrive(visit, by=request.person, at=now()),
        _("Your coach sees that you have arrived."),
    )
    return HttpResponseRedirect(reverse("student:home") + "#today")
