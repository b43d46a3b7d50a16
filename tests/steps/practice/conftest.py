"""A shift of two hours on a Tuesday morning, with its coach, two students and a neighbour."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from journeys.world import World
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person, Qualification, WorkProcess
from werkveld.steps.practice.actions import book, plan_shift
from werkveld.steps.practice.models import Appointment, Shift

TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")


class Morning:
    """`book(learner, minutes after ten)`, and who is there."""

    def __init__(self, world: World, at: datetime = TEN) -> None:
        self.world, self.at = world, at
        self.anna, self.bo, self.stranger = world.students(3)
        self.coach, self.planner = world.people["coach"], world.people["coordinator"]
        self.els = Person.objects.create(region=world.region, given_name="Els")
        self.shift = self.plan(at)
        self.other = self.plan(at + timedelta(hours=3), coach=self.planner)
        self.anna_here, self.bo_here = (self.shift.turns.get(person=one) for one in (self.anna, self.bo))

    def plan(self, starts_at: datetime, coach: Person | None = None) -> Shift:
        return plan_shift(
            offering=self.world.offering(f"spreekuur {starts_at:%H%M}"),
            site=self.world.site,
            coach=coach or self.coach,
            people=[self.anna, self.bo],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            by=self.planner,
            at=self.world.at,
        )

    def after(self, minutes: int) -> datetime:
        return self.at + timedelta(minutes=minutes)

    def book(
        self, learner: Person, minutes: int = 0, *, lasts: int = 30, resident: Person | None = None
    ) -> Appointment:
        return book(
            shift=self.shift,
            resident=resident or self.els,
            learner=learner,
            starts_at=self.after(minutes),
            minutes=lasts,
            by=resident or self.els,
            at=self.world.at,
        )

    def kind(self, code: str = "brief", **facts: Any) -> Help:
        programme = facts.pop("programme", self.shift.offering.programme)
        return Help.objects.create(
            programme=programme, code=code, name_nl=code, name_en=code, minutes=facts.pop("minutes", 30), **facts
        )

    def learns(self, learner: Person, *codes: str) -> None:
        crebo, _new = Qualification.objects.get_or_create(crebo="25145", defaults={"name": "Q", "stated_in": 2026})
        learner.qualification = crebo
        learner.save()
        for code in codes:
            WorkProcess.objects.get_or_create(qualification=crebo, code=code, defaults={"name": f"Doet {code}"})


@pytest.fixture
def morning(world: World) -> Morning:
    return Morning(world)
