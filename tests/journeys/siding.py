"""A small round in which hosts choose too: who asks for what, and what hosts say of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from journeys.world import World
from werkveld.steps.enrolments.actions import open_round, say, share_limit, wish
from werkveld.steps.enrolments.enums import Aim, Says
from werkveld.steps.enrolments.models import Round, RoundOffering
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person


@dataclass
class Sided:
    """`closed` is a moment at which hosts are heard, `ready` one at which the places can be given."""

    world: World
    round: Round
    offerings: dict[str, Offering]
    people: list[Person]
    host: Person
    carla: Person
    closed: datetime
    ready: datetime
    chosen: dict[Person, list[str]] = field(default_factory=dict)

    def choice(self, name: str) -> RoundOffering:
        return RoundOffering.objects.select_related("round", "offering__organization").get(
            round=self.round, offering=self.offerings[name]
        )

    def wishes(self, number: int, *names: str, words: str | None = None) -> None:
        person = self.people[number]
        wish(
            choice_round=self.round,
            person=person,
            offerings=[self.offerings[name] for name in names],
            words=words,
            by=person,
            at=self.world.at,
        )

    def says(self, name: str, **said: Says | tuple[Says, str]) -> None:
        """Student by number, such as p0=Says.GLADLY."""
        rows = {
            self.people[int(key[1:])]: one if isinstance(one, tuple) else (one, "We have no work of that level.")
            for key, one in said.items()
        }
        say(self.choice(name), rows, by=self.host, at=self.closed)

    def share(self, name: str, most: int, *offerings: str) -> None:
        shared = [self.offerings[one] for one in offerings]
        share_limit(self.round, shared, name_nl=name, name_en=name, capacity=most, by=self.carla, at=self.world.at)


def sided_round(world: World, *, people: int, aim: Aim = Aim.STABLE, seed: int = 5, **seats: int) -> Sided:
    """Offerings of the company of the world, each with its number of seats."""
    host = world.someone("host", RoleCode.CONTACT, world.company)
    offerings = {name: world.offering(name, capacity=count, needs_agreement=True) for name, count in seats.items()}
    closes = world.at + timedelta(days=7)
    facts: dict[str, Any] = {"name_nl": "Leerplekken", "name_en": "Learning places", "wishes_most": len(seats)}
    opened = open_round(
        region=world.region,
        organization=world.school,
        offerings=list(offerings.values()),
        opens_at=world.at,
        closes_at=closes,
        hosts_until=closes + timedelta(days=7),
        aim=aim,
        seed=seed,
        by=world.people["coordinator"],
        at=world.at,
        **facts,
    )
    students = world.students(people)
    for number, student in enumerate(students):  # the lot is drawn from it, on every database the same
        student.student_number = f"S{number}"
        student.save(update_fields=["student_number"])
    return Sided(
        world=world,
        round=opened,
        offerings=offerings,
        people=students,
        host=host,
        carla=world.people["coordinator"],
        closed=closes + timedelta(days=1),
        ready=closes + timedelta(days=8),
    )
