"""The first page: what is asked of me, what is offered to me, and my shifts by week."""

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkveld.steps.people.enums import Can
from werkveld.steps.people.queries import norm
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.queries import (
    absences_to_come,
    offered_turns,
    open_handovers_of,
    rosters_asking,
    shifts_of,
    shifts_without_coach,
    turns_of,
)
from werkveld.web.doors import for_people, now, today

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Shift, Turn
    from werkveld.web.doors import PersonRequest

LED_AHEAD = timedelta(days=42)


@for_people
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me, at = request.person, now()
    offering = {one.turn_id for one in open_handovers_of(me)}
    is_coach = may_anywhere(me, Can.HELP_RESIDENTS, today())
    context = {
        "asking": list(rosters_asking(me, today())),
        "offered": list(offered_turns(me, at)),
        "weeks": by_week(list(turns_of(me, after=at))),
        "offering": offering,
        "away": list(absences_to_come(me, at)),
        "led": led(me) if is_coach else [],
        "alone": shifts_without_coach(me, start=at, end=at + LED_AHEAD) if is_coach else [],
        "hand_back_days": norm(me.region, "hand_back_days", today()),
    }
    return render(request, "shifts/home.html", context)


def led(me: "Person") -> "list[tuple[date, list[Shift]]]":
    """What a coach leads in the coming weeks, by week."""
    coming = shifts_of(me, start=now(), end=now() + LED_AHEAD)
    return [(week, list(group)) for week, group in groupby(coming, key=monday_of)]


def monday_of(shift: "Shift") -> date:
    day = timezone.localdate(shift.starts_at)
    return day - timedelta(days=day.weekday())


def by_week(turns: "list[Turn]") -> "list[tuple[date, list[Turn]]]":
    return [(week, list(group)) for week, group in groupby(turns, key=lambda turn: monday_of(turn.shift))]
