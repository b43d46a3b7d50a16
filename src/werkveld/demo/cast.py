"""Everyone who acts in the invented year, and where they act. Nothing here writes."""

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random

from werkveld.demo.calendar import Calendar
from werkveld.demo.tables import Shape, Tables
from werkveld.ground.progress import Progress, silent
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.evidence.models import Award
from werkveld.steps.offerings.models import Course, Offering, Programme
from werkveld.steps.people.models import Organization, Person, Qualification, Region, Site, Theme
from werkveld.steps.practice.models import Agreement, Appointment, Hours

NEWCOMERS_FROM = date(2022, 8, 15)
RECOGNISED_UNTIL = date(2024, 8, 1)

# Who the demo lets a visitor be: the name in the tables -> the e-mail address before the @.
STARS = {
    "director": "bestuur",
    "quality": "kwaliteit",
    "coordinator": "coordinator",
    "coach": "coach",
    "confidant": "vertrouwenspersoon",
    "student": "student",
    "professional": "professional",
    "partner": "partner",
    "resident": "bewoner",
}


class NobodyFits(LookupError):
    """The tables ask for people who are not there: a mistake in the tables or in the demo."""


@dataclass(eq=False)
class Company:
    """An invented company with its sites, and what it trains for."""

    organization: Organization
    site: Site
    sector: str
    crebos: tuple[str, ...]
    recognised_until: date = RECOGNISED_UNTIL


@dataclass(eq=False)
class Run:
    """One offering that goes on: who guides it and who comes."""

    shape: Shape
    offering: Offering
    coach: Person
    stays: list["Stay"] = field(default_factory=list)
    is_closed: bool = False
    is_finished: bool = False


@dataclass(eq=False)
class Stay:
    """Some people in one run from a day to a day, with what came of it. Lists are by enrolment, in their order."""

    run: Run
    enrolments: list[Enrolment]
    starts_on: date
    ends_on: date
    gone: set[int] = field(default_factory=set)
    agreements: list[Agreement] = field(default_factory=list)
    never_signed: set[int] = field(default_factory=set)
    confirmed: dict[int, list[Hours]] = field(default_factory=dict)
    services: dict[int, list[Appointment]] = field(default_factory=dict)

    @property
    def present(self) -> list[Enrolment]:
        return [enrolment for enrolment in self.enrolments if enrolment.pk not in self.gone]


@dataclass(eq=False)
class Year:
    """What every part of the year knows."""

    region: Region
    seed: int
    size: float
    tables: Tables
    clockwork: Person
    school: Organization
    calendar: Calendar = field(default_factory=Calendar)
    organizations: dict[str, Organization] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    themes: list[Theme] = field(default_factory=list)
    qualifications: dict[str, Qualification] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    companies: list[Company] = field(default_factory=list)
    schools: dict[str, list[Company]] = field(default_factory=dict)
    stars: dict[str, Person] = field(default_factory=dict)
    coordinators: list[Person] = field(default_factory=list)
    coaches: dict[str, list[Person]] = field(default_factory=dict)
    home_of: dict[int, Organization] = field(default_factory=dict)
    trainers: dict[int, Person] = field(default_factory=dict)
    contacts: dict[int, Person] = field(default_factory=dict)
    learners: dict[str, list[Person]] = field(default_factory=dict)
    by_crebo: dict[str, list[Person]] = field(default_factory=dict)
    newcomers: set[int] = field(default_factory=set)
    residents: list[Person] = field(default_factory=list)
    professionals: list[Person] = field(default_factory=list)
    in_round: dict[str, list[Run]] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    busy: set[tuple[int, int]] = field(default_factory=set)
    statements: list[Award] = field(default_factory=list)
    people: int = 0
    beside: Executor | None = None
    progress: Progress = silent
    rostered: int = 0

    def dice(self, name: str) -> Random:
        """Each part throws its own dice, so that a change in one part leaves the others as they were."""
        return Random(f"{self.seed}/{name}")  # noqa: S311 - a story, not a secret

    def scaled(self, count: int, least: int = 1) -> int:
        """So many at this size; nobody of nobody."""
        return max(least, round(count * self.size)) if count else 0

    @property
    def coordinator(self) -> Person:
        return self.coordinators[0]

    @cached_property
    def star_company(self) -> Company:
        """Where the partner of the demo speaks for."""
        partner = self.stars["partner"]
        return next(company for company in self.companies if self.contacts[company.organization.pk].pk == partner.pk)

    def college_of(self, shape: Shape) -> str:
        """Whose coaches guide it: the first college that is asked, or the school itself."""
        for who in shape.who:
            code = who.partition("/")[0]
            if code in self.learners:
                return code
            if code in self.qualifications:
                return next((s.college for s in self.tables.sectors if code in s.crebos), self.school.code)
        return self.school.code

    def everyone(self, who: str) -> Iterable[Person]:
        """The people that one word of the column `who` means."""
        code, _slash, only_new = who.partition("/")
        if code in self.qualifications:
            return self.by_crebo.get(code, [])
        if code in self.learners:
            return [p for p in self.learners[code] if not only_new or p.pk in self.newcomers]
        return {
            "professionals": self.professionals,
            "residents": self.residents,
            "teachers": [coach for group in self.coaches.values() for coach in group],
            "contacts": [self.contacts[c.organization.pk] for c in self.companies],
            "vo_contacts": [self.contacts[c.organization.pk] for c in self.schools.get("secondary_school", [])],
        }[code]

    def crebo_of(self, person: Person) -> str:
        return person.qualification.crebo if person.qualification else ""

    def fitting(self, shape: Shape, on: date) -> list[Person]:
        """Who may come: the right level, and already here."""
        low, high = shape.levels or (0, 9)
        people = {p.pk: p for who in shape.who for p in self.everyone(who)}
        return [
            p
            for p in people.values()
            if (p.level is None or low <= p.level <= high) and (on >= NEWCOMERS_FROM or p.pk not in self.newcomers)
        ]

    def choose(self, shape: Shape, count: int, dice: Random, on: date, *, one_at_a_time: bool) -> list[Person]:
        """Stars first, then by lot. A learning place goes first to who has none in that half year."""
        half = on.year * 2 + (on.month > 7)
        fitting = self.fitting(shape, on)
        if not fitting:
            raise NobodyFits(f"{shape.title_nl}: {shape.who}")
        stars = [self.stars[name] for name in shape.stars if name in self.stars]
        chosen = [p for p in stars if p.pk in {f.pk for f in fitting}]
        rest = [p for p in fitting if p not in chosen]
        dice.shuffle(rest)
        if one_at_a_time:
            rest.sort(key=lambda p: (p.pk, half) in self.busy)
        chosen = (chosen + rest)[: max(count, len(chosen))]
        if one_at_a_time:
            self.busy.update((p.pk, half) for p in chosen)
        return chosen
