"""A host plans something that comes back: it can be chosen by students, and stands on its dates, in one deed."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from werkveld.steps.offerings.actions import change_offering, offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.actions import plan_series


@transaction.atomic
def plan_activity(
    *,
    programme: Programme,
    organization: Organization,
    title: str,
    summary: str,
    capacity: int,
    dates: list[date],
    by: Person,
    at: datetime,
    **series: Any,
) -> Offering:
    """`series`: where, when and by whom, as `plan_series` asks it. Who plans says it in one language."""
    offering = offer(
        programme=programme,
        organization=organization,
        site=series["site"],
        title_nl=title,
        title_en=title,
        summary_nl=summary,
        summary_en=summary,
        **_times(dates, series["begins"], series["ends"]),
        starts_on=min(dates, default=localdate(at)),
        ends_on=max(dates, default=localdate(at)),
        hours=hours_of(series["begins"], series["ends"], len(dates)),
        capacity=capacity,
        is_example=by.is_example,
        by=by,
        at=at,
    )
    open_offering(offering, by=by, at=at)
    plan_series(offering, dates=dates, by=by, at=at, **series)
    return offering


@transaction.atomic
def plan_more(offering: Offering, *, dates: list[date], by: Person, at: datetime, **series: Any) -> Offering:
    """More dates for what is offered already; it then runs until the last of them."""
    plan_series(offering, dates=dates, by=by, at=at, **series)
    last = max(dates)
    if offering.ends_on is None or last > offering.ends_on:
        change_offering(offering, ends_on=last, begins=None, ends=None, by=by, at=at)
    return offering


def _times(dates: list[date], begins: time, ends: time) -> dict[str, Any]:
    """Those of the one day; of what comes back each date has its own."""
    return {"begins": begins, "ends": ends} if len(dates) == 1 else {}


def hours_of(begins: time, ends: time, times: int) -> int:
    """Whole hours of who comes every time, at least one."""
    minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    return max(1, round(minutes * times / 60))
