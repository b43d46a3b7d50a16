"""What was planned: every series of the reader, and one of them date by date, with who comes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkveld.steps.practice.queries import dates_of, hosts_to_plan_for, one_series, series_of
from werkveld.steps.practice.rules import is_to_come, may_plan
from werkveld.web.doors import for_people, now, today

if TYPE_CHECKING:
    from werkveld.steps.practice.queries.series import SeriesDate
    from werkveld.web.doors import PersonRequest

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the dates that are over."""

    held: int
    past: int
    students: int
    heads: int


@for_people
@require_safe
def home(request: "PersonRequest") -> HttpResponse:
    me, day = request.person, today()
    if not hosts_to_plan_for(me, day).exists():
        raise Http404
    return render(request, "series/home.html", {"series": series_of(me, day)[:SHOWN]})


@for_people
@require_safe
def series(request: "PersonRequest", key: UUID) -> HttpResponse:
    offering = one_series(request.person, key, today())
    if offering is None:
        raise Http404
    at = now()
    dates = dates_of(offering, at)
    context = {
        "offering": offering,
        "kind": offering.programme.kind,
        "coming": [one for one in dates if is_to_come(one.shift, at) or not one.is_past],
        "past": [one for one in dates if one.is_past][::-1],
        "tally": tally(dates),
        "may_change": any(is_to_come(one.shift, at) for one in dates),
        "may_guide": may_plan(request.person, today()),
        "now": at,
    }
    return render(request, "series/series.html", context)


def tally(dates: "list[SeriesDate]") -> Tally:
    past = [one for one in dates if one.is_past and not one.is_off]
    held = [one for one in past if one.was_held]
    return Tally(
        held=len(held),
        past=len(past),
        students=sum(len(one.coming) for one in held),
        heads=sum(one.shift.heads or 0 for one in past),
    )
