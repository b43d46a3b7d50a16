"""A round to choose in, opened by the coordinator of the small world an hour ago."""

from datetime import timedelta
from typing import Any

from journeys.world import World
from werkveld.steps.enrolments.actions import name_periods, open_choosing, open_round, prepare_round, put_in_round
from werkveld.steps.enrolments.models import Round, Wish
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


def ranked(world: World, *titles: str, capacity: int | None = 1) -> list[Offering]:
    return [world.offering(title, capacity=capacity, is_ranked=True) for title in titles]


def facts_of(world: World, facts: dict[str, Any]) -> dict[str, Any]:
    usual = {"opens_at": world.at - timedelta(hours=1), "closes_at": world.at + timedelta(days=7), "seed": 3}
    return {**usual, "name_nl": "Keuzedelen", "name_en": "Electives", **facts}


def opened(world: World, offerings: list[Offering], **facts: Any) -> Round:
    by = world.people["coordinator"]
    return open_round(region=world.region, offerings=offerings, by=by, at=world.at, **facts_of(world, facts))


def in_periods(world: World, *periods: list[Offering], **facts: Any) -> Round:
    """Several seats, one a period."""
    by, at = world.people["coordinator"], world.at
    made = prepare_round(region=world.region, by=by, at=at, **facts_of(world, {"seats": len(periods), **facts}))
    names = [(f"Periode {number}", f"Period {number}") for number in range(1, len(periods) + 1)]
    name_periods(made, names, by=by, at=at)
    for period, offerings in zip(made.periods.order_by("number"), periods, strict=True):
        put_in_round(made, offerings, period=period, by=by, at=at)
    return open_choosing(made, by=by, at=at)


def wished(person: Person) -> list[str]:
    rows = Wish.objects.filter(person=person).order_by("round", "rank")
    return [wish.offering.title_nl for wish in rows.select_related("offering")]


def keys(*offerings: Offering) -> list[str]:
    return [str(offering.key) for offering in offerings]
