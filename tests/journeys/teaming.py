"""A challenge over three colleges and three levels, with topics and wishes, for the tests of teams."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from journeys.world import World
from werkveld.journeys.form_teams import propose_teams, publish_teams
from werkveld.steps.enrolments.actions import place_all
from werkveld.steps.enrolments.actions.team_plans import add_topic, plan_teams, wish_for_team
from werkveld.steps.enrolments.enums import Mix
from werkveld.steps.enrolments.models import Division, Enrolment, TeamPlan, Topic
from werkveld.steps.people.actions import register_all
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person

NAMES = ("Anna", "Bo", "Cas", "Demi", "Emre", "Fleur", "Gijs", "Hanna", "Idris", "Jip", "Kim", "Lotte")


@dataclass
class Challenge:
    world: World
    plan: TeamPlan
    people: list[Enrolment]
    topics: list[Topic]
    by: Person
    at: datetime
    after: datetime

    def proposed(self, mix: Mix = Mix.MIXED) -> Division:
        made = propose_teams(self.plan, by=self.by, at=self.after, seed=1)
        return next(one for one in made if one.mix == mix)

    def published(self, mix: Mix = Mix.MIXED) -> Division:
        division = self.proposed(mix)
        publish_teams(division, by=self.by, at=self.after)
        division.refresh_from_db()
        return division

    def wishes(self, at: int, *topics: int, mates: tuple[int, ...] = ()) -> None:
        enrolment = self.people[at]
        wish_for_team(
            enrolment,
            topics=[self.topics[topic] for topic in topics],
            mates=[self.people[mate] for mate in mates],
            by=enrolment.person,
            at=self.at,
        )

    def comes_later(self, name: str = "Zoë") -> Enrolment:
        """Of the first college."""
        person = _students(self.world, [(name, self.people[0].person.college, 3)], self.world.at)
        return place_all(
            offering=self.plan.offering, rows=[{"person": person[0]}], by=self.world.clockwork, at=self.after
        )[0]


def _students(world: World, rows: list[tuple[str, Organization | None, int]], at: datetime) -> list[Person]:
    named = [{"given_name": name, "college": college, "level": level} for name, college, level in rows]
    return register_all(organization=world.college, role=RoleCode.LEARNER, rows=named, by=world.clockwork, at=at)


def challenge(world: World, count: int = 12, *, size: int = 4, topics: int = 3, wishing: bool = True) -> Challenge:
    """Everybody ranks two topics, most of them the first."""
    colleges = [world.college] + [
        Organization.objects.create(
            region=world.region, code=code, name=code.capitalize(), kind=OrganizationKind.COLLEGE, parent=world.school
        )
        for code in ("techniek", "zorg")
    ]
    offering = world.offering("Hackathon", gives_evidence=True)
    rows = [(NAMES[at % len(NAMES)], colleges[at % 3], 2 + at // 3 % 3) for at in range(count)]
    students = _students(world, rows, world.at)
    people = place_all(offering=offering, rows=[{"person": one} for one in students], by=world.clockwork, at=world.at)
    by, until = world.people["coordinator"], world.at + timedelta(days=7)
    plan = plan_teams(offering, size=size, wishes_until=until, by=by, at=world.at)
    named = [
        add_topic(plan, name_nl=f"Onderwerp {number}", name_en=f"Topic {number}", by=by, at=world.at)
        for number in range(1, topics + 1)
    ]
    made = Challenge(world, plan, people, named, by, world.at, until + timedelta(days=1))
    for at in range(count if wishing and topics > 1 else 0):
        made.wishes(at, *((0, 1) if at % 4 else (1, 2 % topics)))
    return made
