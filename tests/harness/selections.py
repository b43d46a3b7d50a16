"""A selection in the small world, as far as a test wants it: prepared, published, applied for, divided, assessed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from journeys.world import World
from werkveld.steps.enrolments.actions.applying import apply_for
from werkveld.steps.enrolments.actions.assessing import assess, divide_applications
from werkveld.steps.enrolments.actions.selections import (
    name_assessor,
    prepare_selection,
    publish_selection,
    write_criteria,
)
from werkveld.steps.enrolments.models import Application, Assessment, Selection
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

CRITERIA: list[dict[str, Any]] = [
    {
        "name_nl": "Motivatie",
        "name_en": "Motivation",
        "good_nl": "Je zegt wat je wilt leren, met een voorbeeld.",
        "good_en": "You say what you want to learn, with an example.",
        "most": 10,
        "weight": 3,
    },
    {
        "name_nl": "Vakmanschap",
        "name_en": "Craft",
        "good_nl": "Je hebt iets gemaakt waar je trots op bent.",
        "good_en": "You made something that you are proud of.",
        "most": 5,
        "weight": 1,
    },
]


@dataclass
class Track:
    """Opens a day after the world begins, closes two weeks later."""

    world: World
    offering: Offering
    selection: Selection
    assessors: list[Person]

    @property
    def opens(self) -> datetime:
        return self.selection.opens_at + timedelta(hours=1)

    @property
    def closed(self) -> datetime:
        return self.selection.closes_at + timedelta(hours=1)

    @property
    def by(self) -> Person:
        return self.world.people["coordinator"]

    def applied(self, *people: Person) -> list[Application]:
        return [apply_for(self.selection, motivation=f"Ik ben {one.name}.", by=one, at=self.opens) for one in people]

    def divided(self) -> Selection:
        self.selection = divide_applications(self.selection, by=self.by, at=self.closed)
        return self.selection

    def given(self, *points: int | None) -> dict[int, tuple[int | None, str]]:
        rows = zip(self.selection.criteria.order_by("ordering"), points, strict=True)
        return {one.pk: (given, f"Want {given}.") for one, given in rows}

    def handed_in(self, application: Application, *marks: tuple[int, int]) -> list[Assessment]:
        """The marks of the first and of the second assessor, or of the first only."""
        pair = application.assessments.select_related("assessor__person").order_by("turn")
        return [
            assess(one, self.given(*points), hand_in=True, by=one.assessor.person, at=self.closed)
            for one, points in zip(pair, marks, strict=False)
        ]

    def handed_in_second(self, application: Application, points: tuple[int, int]) -> Assessment:
        second = application.assessments.select_related("assessor__person").get(turn=2)
        return assess(second, self.given(*points), hand_in=True, by=second.assessor.person, at=self.closed)


def a_track(world: World, *, capacity: int = 1, assessors: int = 2, is_published: bool = True) -> Track:
    kind, _new = OfferingKind.objects.get_or_create(
        region=world.region, code="excellence", name_nl="Excellentie", plural_nl="Excellentie"
    )
    programme = Programme.objects.create(
        region=world.region, code="excellence", kind=kind, name_nl="Excellentie", organization=world.school
    )
    by, at = world.people["coordinator"], world.at
    starts_on: date = localdate(at + timedelta(days=60))
    drafted = offer(
        programme=programme, organization=world.school, title_nl="Vakwedstrijd", title_en="Skills contest",
        starts_on=starts_on, ends_on=starts_on + timedelta(days=90), capacity=capacity, by=by, at=at,
    )  # fmt: skip
    offering = open_offering(drafted, by=by, at=at)
    selection = prepare_selection(
        offering,
        opens_at=at + timedelta(days=1),
        closes_at=at + timedelta(days=15),
        decides_on=localdate(at + timedelta(days=30)),
        seed=7,
        by=by,
        at=at,
    )
    write_criteria(selection, CRITERIA, by=by, at=at)
    coaches = [world.someone(f"assessor {n}", RoleCode.COACH, world.college) for n in range(1, assessors + 1)]
    for coach in coaches:
        name_assessor(selection, person=coach, by=by, at=at)
    if is_published:
        selection = publish_selection(selection, by=by, at=at)
    return Track(world, offering, selection, coaches)
