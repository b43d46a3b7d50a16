"""A desk where residents are helped: a coach, students who can do it, and the rules of booking."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from journeys.world import World
from werkveld.steps.offerings.models import Help, Offering
from werkveld.steps.people.models import Mastery, Norm, Person, Site, Skill
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Shift

TEN = datetime.fromisoformat("2026-09-08T10:00+02:00")
RULES = {"book_until_hours": 2, "book_ahead_days": 42, "booked_at_once_max": 3, "wait_answer_hours": 24}


@dataclass
class Desk:
    world: World
    offering: Offering
    skill: Skill
    kind: Help
    students: list[Person]

    def shift(self, people: list[Person] | None = None, starts_at: datetime = TEN, **other: object) -> Shift:
        facts = {"coach": self.world.people["coach"], "site": self.world.site, "offering": self.offering} | other
        return plan_shift(
            people=self.students if people is None else people,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            by=self.world.people["coordinator"],
            at=self.world.at,
            **facts,
        )

    def neighbour(self, name: str = "Els") -> Person:
        return Person.objects.create(region=self.world.region, given_name=name)

    def able(self, person: Person, skill: Skill | None = None) -> Person:
        seen_by = self.world.people["coach"]
        Mastery.objects.create(person=person, skill=skill or self.skill, seen_by=seen_by, seen_at=self.world.at)
        return person

    def other_offering(self) -> Offering:
        """Of the same programme, so that two shifts begin at one moment at one site."""
        other = Offering.objects.get(pk=self.offering.pk)
        other.pk, other.key, other._state.adding = None, uuid4(), True
        other.save()
        return other

    def other_site(self) -> Site:
        site = Site.objects.create(
            organization=self.world.company, code="other", name="Other", city="Town", lat=52.1, lon=5
        )
        self.kind.sites.add(site)
        return site


def desk_of(world: World, *, students: int = 2, minutes: int = 30) -> Desk:
    """Two students who can fill in forms, half an hour a resident."""
    for code, value in RULES.items():
        Norm.objects.create(region=world.region, code=code, value=value, valid_from=date(2020, 8, 1))
    offering = world.offering("desk", has_appointments=True)
    skill = Skill.objects.create(region=world.region, code="forms", name_nl="Formulieren", name_en="Forms")
    kind = Help.objects.create(
        programme=offering.programme, code="form", name_nl="Formulier", name_en="Form", minutes=minutes, skill=skill
    )
    kind.sites.add(world.site)
    desk = Desk(world, offering, skill, kind, world.students(students))
    for student in desk.students:
        desk.able(student)
    return desk
