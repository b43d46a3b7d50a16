"""A small term at one site: two parts of the week, six students, two coaches, and the rules that a roster asks."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from journeys.world import World
from werkveld.journeys.solve_roster import solve_roster
from werkveld.steps.enrolments.actions import place
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Norm, OpeningHours, Person, Skill
from werkveld.steps.practice.actions import ask_when, draw_up_roster, publish_roster, say_when
from werkveld.steps.practice.actions.rosters import Stretch
from werkveld.steps.practice.enums import Availability
from werkveld.steps.practice.models import Roster, Shift
from werkveld.steps.practice.queries import people_on, slots_of

MONDAY, LAST = date(2026, 9, 7), date(2026, 9, 25)
ROUNDS: dict[str, Any] = {"effort": 2, "seconds": None}  # the same roster on every machine
RULES = {
    "rest_between_shifts": 11,
    "replace_until_hours": 3,
    "conduct_certificate_months": 36,
    "book_ahead_days": 42,
    "book_until_hours": 2,
    "booked_at_once_max": 3,
    "wait_answer_hours": 24,
}


@dataclass
class Rostered:
    """Mondays 9–12 and Tuesdays 13–16: two students, one of them with the skill."""

    world: World
    offering: Offering
    skill: Skill
    students: list[Person]
    coaches: list[Person]
    roster: Roster
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def planner(self) -> Person:
        return self.world.people["coordinator"]

    @property
    def at(self) -> datetime:
        return self.world.at

    def week(self) -> list[Stretch]:
        needs = {None: 2, self.skill: 1}
        return [
            Stretch(weekday=0, begins=time(9), ends=time(12), seats=3, needs=needs),
            Stretch(weekday=1, begins=time(13), ends=time(16), seats=3, needs=needs),
        ]

    def everybody_can(self, but: dict[int, str] | None = None) -> None:
        """but: person -> what they say to each part instead of yes."""
        ask_when(self.roster, answer_until=self.at + timedelta(days=3), by=self.planner, at=self.at)
        for person in people_on(self.roster):
            said = Availability((but or {}).get(person.pk, "yes"))
            answers = dict.fromkeys(slots_of(self.roster), said)
            say_when(self.roster, answers, person=person, by=person, at=self.at)

    def proposed(self) -> Roster:
        self.everybody_can()
        solve_roster(self.roster, by=self.planner, at=self.at, **ROUNDS)
        self.roster.refresh_from_db()
        return self.roster

    def published(self) -> list[Shift]:
        self.proposed()
        self.roster = publish_roster(self.roster, by=self.planner, at=self.at)
        return self.shifts

    @property
    def shifts(self) -> list[Shift]:
        return list(Shift.objects.filter(roster=self.roster).order_by("starts_at"))


def rostered(world: World, *, students: int = 6) -> Rostered:
    for code, value in RULES.items():
        Norm.objects.create(region=world.region, code=code, value=value, valid_from=date(2016, 8, 1))
    for weekday in range(5):
        OpeningHours.objects.create(
            site=world.site, weekday=weekday, opens=time(9), closes=time(17), valid_from=date(2020, 1, 1)
        )
    offering = world.offering("nova", has_appointments=True)
    skill = Skill.objects.create(region=world.region, code="letters", name_nl="Brieven", name_en="Letters")
    coaches = [world.people["coach"], world.someone("other coach", RoleCode.COACH, world.company)]
    people = world.students(students)
    for number, person in enumerate(people):
        place(person=person, offering=offering, coach=coaches[number % 2], by=world.people["coordinator"], at=world.at)
        if number % 2 == 0:
            skill.masteries.create(person=person, seen_by=coaches[0], seen_at=world.at)
    made = Rostered(world, offering, skill, people, coaches, roster=None)  # type: ignore[arg-type]
    made.roster = draw_up_roster(
        offering=offering,
        starts_on=MONDAY,
        ends_on=LAST,
        week=made.week(),
        coaches=coaches,
        per_coach=3,
        wished=2,
        by=made.planner,
        at=world.at,
    )
    return made
