"""Learning places in a round in which companies choose too: one that was published in winter, one that hears companies now.

The partner of the demo has students to say something of on the morning; others of them did so already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from werkveld.demo.cast import Company, Run, Stay, Year
from werkveld.demo.days import LAST_DAY, moment
from werkveld.demo.tables import Sector, Shape
from werkveld.demo.working import begin
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.try_round import try_round
from werkveld.steps.enrolments.actions import entrust, open_round, pass_on, say, tell_hosts, wish
from werkveld.steps.enrolments.enums import Aim, EnrolmentState, Says
from werkveld.steps.enrolments.models import Enrolment, Regard, Round, RoundOffering, Wish
from werkveld.steps.offerings.actions import offer, open_offerings
from werkveld.steps.people.models import Person

PROGRAMME = "leerplekken-bij-bedrijven"
HOSTS, LEARNERS, WISHES = 8, 20, 4
HOURS = 400
SAYS = (Says.GLADLY, Says.GLADLY, Says.FINE, Says.FINE, Says.NO)
WHY = (
    "We hebben nu geen begeleider voor het eerste jaar.",
    "Ons werk is buiten de stad en niet met de bus te bereiken.",
    "Op dit niveau hebben we dit half jaar te weinig werk.",
)
WORDS = (
    "Ik werk graag met mijn handen en ik ben altijd op tijd.",
    "Ik wil leren hoe je met klanten praat.",
    "Vorig jaar werkte ik al bij een klein bedrijf. Nu wil ik iets groters zien.",
    "Ik leer het snelst als ik eerst mee mag kijken.",
)


@dataclass(frozen=True, slots=True)
class Course:
    """The days of one such round. `published_at` stays open for the one that waits."""

    code: str
    name_nl: str
    name_en: str
    opens_at: datetime
    closes_at: datetime
    hosts_until: datetime
    starts_on: date
    ends_on: date
    published_at: datetime | None = None


WINTER = Course(
    "winter",
    "Leerplekken voorjaar 2023",
    "Learning places, spring 2023",
    moment(date(2022, 11, 21), 9),
    moment(date(2022, 12, 2), 17),
    moment(date(2022, 12, 14), 17),
    date(2023, 2, 6),
    date(2023, 7, 7),
    moment(date(2022, 12, 15), 11),
)
SUMMER = Course(
    "summer",
    "Leerplekken najaar 2023",
    "Learning places, autumn 2023",
    moment(date(2023, 5, 22), 9),
    moment(date(2023, 6, 7), 17),
    moment(LAST_DAY + timedelta(days=4), 17),
    date(2023, 9, 4),
    date(2024, 1, 26),
)


def plan_both_sides(year: Year) -> None:
    """In a region that has a programme for it, and a partner whom visitors may be."""
    if PROGRAMME in year.programmes and "partner" in year.stars:
        for course in (WINTER, SUMMER):
            year.calendar.plan(course.opens_at, open_sides, year=year, course=course)


def open_sides(*, year: Year, course: Course, at: datetime) -> None:
    sector = next(one for one in year.tables.sectors if one.code == year.star_company.sector)
    runs = _runs(year, course, sector, at)
    people = _people(year, sector)
    opened = open_round(
        region=year.region,
        organization=year.school,
        colleges=[year.organizations[sector.college]],
        offerings=[run.offering for run in runs],
        name_nl=course.name_nl,
        name_en=course.name_en,
        text_nl="Zet op volgorde waar je wilt leren. Daarna zeggen de bedrijven wie er welkom is.",
        text_en="Rank where you want to learn. After that the companies say who is welcome.",
        opens_at=at,
        closes_at=course.closes_at,
        hosts_until=course.hosts_until,
        level_min=min(person.level or 1 for person in people),
        level_max=max(person.level or 4 for person in people),
        seed=year.dice(f"sides {course.code}").randrange(2**31),
        aim=Aim.STABLE,
        wishes_least=min(2, len(runs)),
        wishes_most=WISHES,
        is_example=True,
        by=year.coordinator,
        at=at,
    )
    year.calendar.plan(at + timedelta(days=4), choose, year=year, choice_round=opened, people=people, runs=runs)
    year.calendar.plan(course.closes_at + timedelta(minutes=10), ask_hosts, year=year, choice_round=opened)
    year.calendar.plan(
        course.closes_at + timedelta(hours=42), hear_hosts, year=year, choice_round=opened, course=course
    )
    if course.published_at is not None:
        year.calendar.plan(course.published_at, publish, year=year, choice_round=opened, runs=runs)


def _runs(year: Year, course: Course, sector: Sector, at: datetime) -> list[Run]:
    """At the partner of the demo, and at others that are recognised for the same."""
    others = [one for one in year.companies if one is not year.star_company and one.sector == sector.code]
    like = [one for one in others if one.recognised_until >= course.ends_on]
    hosts = [year.star_company, *like[: year.scaled(HOSTS, least=3) - 1]]
    dice, coaches = year.dice(f"hosts {course.code}"), year.coaches[sector.college]
    shapes = [_shape(course, company, sector, dice) for company in hosts]
    programme = year.programmes[PROGRAMME]
    drafts = [
        offer(
            programme=programme,
            organization=company.organization,
            site=company.site,
            title_nl=shape.title_nl,
            title_en=shape.title_en,
            summary_nl=shape.summary_nl,
            summary_en=shape.summary_en,
            starts_on=shape.starts_on,
            ends_on=shape.ends_on,
            hours=shape.hours,
            capacity=shape.capacity,
            is_example=True,
            by=year.coordinator,
            at=at,
        )
        for company, shape in zip(hosts, shapes, strict=True)
    ]
    offerings = open_offerings(drafts, by=year.coordinator, at=at)
    runs = [
        Run(shape, offering, coaches[number % len(coaches)])
        for number, (shape, offering) in enumerate(zip(shapes, offerings, strict=True))
    ]
    year.runs.extend(runs)
    return runs


def _shape(course: Course, company: Company, sector: Sector, dice: Random) -> Shape:
    name = company.organization.name
    return Shape(
        programme=PROGRAMME,
        title_nl=f"Meewerken bij {name}, {course.name_nl.partition(' ')[2]}",
        title_en=f"Working along at {name}, {course.name_en.partition(', ')[2]}",
        summary_nl=f"Leren en meewerken: {sector.work_nl}.",
        summary_en=f"Learning and working along: {sector.work_en}.",
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        hours=HOURS,
        capacity=dice.choice((1, 1, 2)),
        least=0,
        levels=None,
        mode="on_site",
        who=company.crebos,
        taken=1,
        award="practice_statement" if course.ends_on < LAST_DAY else "",
    )


def _people(year: Year, sector: Sector) -> list[Person]:
    """Who learns what these companies train for; whom visitors may be have their own places."""
    dice, stars = year.dice("askers"), {star.pk for star in year.stars.values()}
    people = [p for crebo in sector.crebos for p in year.by_crebo.get(crebo, []) if p.pk not in stars]
    return dice.sample(people, min(len(people), year.scaled(LEARNERS, least=5)))


def choose(*, year: Year, choice_round: Round, people: Sequence[Person], runs: list[Run], at: datetime) -> None:
    """The partner of the demo is wanted most."""
    dice = year.dice(f"sides {choice_round.name_nl}")
    offerings = [run.offering for run in runs]
    for number, person in enumerate(people):
        rest = dice.sample(offerings[1:], min(len(offerings) - 1, WISHES - 1))
        chosen = [offerings[0], *rest]
        dice.shuffle(chosen)
        words = dice.choice(WORDS) if number % 3 else ""
        wish(choice_round=choice_round, person=person, offerings=chosen, words=words, by=person, at=at)


def ask_hosts(*, year: Year, choice_round: Round, at: datetime) -> None:
    """As the clock of the product does."""
    tell_hosts(choice_round, by=year.clockwork, at=at)


def hear_hosts(*, year: Year, choice_round: Round, course: Course, at: datetime) -> None:
    """One host says nothing, which is also an answer; the partner of the demo waits for its visitor."""
    dice = year.dice(f"says {course.code}")
    rows = RoundOffering.objects.filter(round=choice_round).select_related("round", "offering__organization")
    choices = list(rows.order_by("id"))
    for choice in choices:
        is_stars = choice.offering.organization_id == year.star_company.organization.pk
        is_silent = choice.pk == choices[-1].pk and len(choices) > 2
        if is_silent or (is_stars and course.published_at is None):
            continue
        asking = Wish.objects.filter(round=choice_round, offering=choice.offering_id)
        said = {
            one.person: (says, dice.choice(WHY) if says == Says.NO else "")
            for one in asking.select_related("person").order_by("person")
            for says in (dice.choice(SAYS),)
        }
        if said:
            say(choice, said, by=year.contacts[choice.offering.organization_id], at=at)
    if course.published_at is None:
        try_round(choice_round, aim=Aim.STABLE, by=year.coordinator, at=at)
    refused = Regard.objects.filter(choice__round=choice_round, says=Says.NO).order_by("id").first()
    if refused is not None:
        pass_on(refused, is_passed_on=True, by=year.coordinator, at=at)


def publish(*, year: Year, choice_round: Round, runs: list[Run], at: datetime) -> None:
    """Who has a place begins there; whoever had another in mind is not asked for it any more."""
    draw_places(choice_round, by=year.coordinator, at=at)
    for run in runs:
        placed = Enrolment.objects.filter(offering=run.offering, state=EnrolmentState.PLACED).order_by("id")
        enrolments = list(placed.select_related("person__college", "person__qualification"))
        for enrolment in enrolments:
            enrolment.offering = run.offering
            entrust(enrolment, coach=run.coach, by=year.coordinator, at=at)
            year.busy.add((enrolment.person_id, run.shape.starts_on.year * 2))
        if enrolments:
            stay = Stay(run, enrolments, run.shape.starts_on, run.shape.ends_on)
            run.stays.append(stay)
            begin(year, stay, at)
