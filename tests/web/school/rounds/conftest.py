"""A coordinator at the desk, with a round of three electives and a few students."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from journeys.world import World
from werkveld.steps.enrolments.actions import prepare_round, put_in_round, wish
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import Round
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


@dataclass
class Desk:
    """`page("standing")` is a page of the round; `offerings` are «Koken» (2 places), «Film» (1) and «Bos» (9)."""

    world: World
    client: Client
    round: Round
    offerings: list[Offering]
    students: list[Person]

    @property
    def carla(self) -> Person:
        return self.world.people["coordinator"]

    def page(self, *parts: object) -> str:
        return "/".join(["/nl/school/rondes", str(self.round.key), *map(str, parts), ""])

    def set(self, **columns: object) -> "Desk":
        Round.objects.filter(pk=self.round.pk).update(**columns)
        self.round.refresh_from_db()
        return self

    def open(self) -> "Desk":
        return self.set(state=RoundState.OPEN)

    def close(self) -> "Desk":
        now = self.world.at
        return self.set(state=RoundState.OPEN, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    def wish(self, student: Person, *offerings: Offering) -> None:
        wish(choice_round=self.round, person=student, offerings=list(offerings), by=student, at=self.world.at)


@pytest.fixture
def desk(world: World, signed_in: Callable[[Person], Client]) -> Desk:
    carla, at = world.people["coordinator"], world.at
    made = prepare_round(
        region=world.region,
        organization=world.school,
        colleges=[world.college],
        name_nl="Keuzedelen",
        name_en="Electives",
        opens_at=at - timedelta(days=1),
        closes_at=at + timedelta(days=7),
        seed=7,
        aim="total_rank",
        wishes_least=1,
        wishes_most=3,
        by=carla,
        at=at,
    )
    seats = {"Koken": 2, "Film": 1, "Bos": 9}
    offerings = [world.offering(name, capacity=count, is_ranked=True) for name, count in seats.items()]
    put_in_round(made, offerings, by=carla, at=at)
    students = world.students(4)
    for number, student in enumerate(students, start=1):
        Person.objects.filter(pk=student.pk).update(student_number=f"00{number}", family_name=f"Nummer{number}")
        student.refresh_from_db()
    return Desk(world, signed_in(carla), made, offerings, students)
