"""A week of a roster: by site, a column a day; and by person, a line each. On a phone both are lists."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkveld.steps.practice.enums import HERE_STATES, TurnState
from werkveld.steps.practice.queries import closed_days, people_on, shifts_in
from werkveld.steps.practice.queries.rosters import other_shifts_at
from werkveld.web.doors import for_people, today
from werkveld.web.rosters.pages import address, of, show
from werkveld.web.rosters.words import missing_words

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Roster, Shift
    from werkveld.web.doors import PersonRequest

WEEK, WORKING_DAYS = timedelta(days=7), 5


@for_people
@require_safe
def week(request: "PersonRequest", key: UUID) -> HttpResponse:
    roster = of(request, key)
    monday = chosen_week(roster, request.GET.get("week", ""))
    start, end = midnight(monday), midnight(monday + WEEK)
    own = list(shifts_in(roster, start=start, end=end))
    site = roster.offering.site
    others = list(other_shifts_at(roster, start=start, end=end))
    by = "person" if request.GET.get("by") == "person" else "site"
    closed = closed_days(site, monday, monday + WEEK) if site else {}
    here = f"{address(roster, 'week')}?by={by}&week="
    context = {
        "by": by,
        "monday": monday,
        "number": monday.isocalendar().week,
        "before": here + (monday - WEEK).isoformat() if monday - WEEK >= monday_of(roster.starts_on) else "",
        "after": here + (monday + WEEK).isoformat() if monday + WEEK <= roster.ends_on else "",
        "days": columns(monday, own, others, closed) if by == "site" else [],
        "lines": lines(monday, own, people_on(roster)) if by == "person" else [],
        "heads": [monday + timedelta(days=number) for number in range(shown_days(own))],
        "today": today(),
    }
    return show(request, roster, "week", context, tab="week")


def chosen_week(roster: "Roster", given: str) -> date:
    """The Monday that was asked for, kept within the term; else this week, or the first."""
    first, last = monday_of(roster.starts_on), monday_of(roster.ends_on)
    try:
        wanted = date.fromisoformat(given)
    except ValueError:
        wanted = today()
    return min(max(monday_of(wanted), first), last)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def shown_days(shifts: "Iterable[Shift]") -> int:
    """A weekend is shown when somebody works in it."""
    return max([WORKING_DAYS, *(timezone.localdate(shift.starts_at).weekday() + 1 for shift in shifts)])


def columns(monday: date, own: "list[Shift]", others: "list[Shift]", closed: dict[date, str]) -> list[dict[str, Any]]:
    found = []
    for number in range(shown_days([*own, *others])):
        day = monday + timedelta(days=number)
        mine = [card(shift) for shift in own if timezone.localdate(shift.starts_at) == day]
        more = [shift for shift in others if timezone.localdate(shift.starts_at) == day]
        found.append({"day": day, "cards": mine, "others": more, "closed": closed.get(day, "")})
    return found


def card(shift: "Shift") -> dict[str, Any]:
    turns = sorted(shift.turns.all(), key=lambda turn: turn.person.name)
    return {
        "shift": shift,
        "here": [turn.person for turn in turns if turn.state in HERE_STATES],
        "away": [turn.person for turn in turns if turn.state == TurnState.EXCUSED],
        "missing": missing_words(shift),
    }


def lines(monday: date, shifts: "list[Shift]", people: "list[Person]") -> list[dict[str, Any]]:
    """Everybody with a shift in this week first, then the others in one line."""
    found = []
    days = shown_days(shifts)
    for person in people:
        cells = [
            [
                shift
                for shift in shifts
                if timezone.localdate(shift.starts_at) == monday + timedelta(days=number) and works(person, shift)
            ]
            for number in range(days)
        ]
        coaches = any(shift.coach_id == person.pk for shift in shifts)
        count = sum(len(cell) for cell in cells)
        found.append({"person": person, "cells": cells, "count": count, "is_coach": coaches})
    return sorted(found, key=lambda line: line["count"] == 0)


def works(person: "Person", shift: "Shift") -> bool:
    return shift.coach_id == person.pk or any(
        turn.person_id == person.pk and turn.state in HERE_STATES for turn in shift.turns.all()
    )
