"""What the field asks: questions behind offerings, vacancies, what comes up after a meeting; and what becomes of them."""

from datetime import date, datetime, timedelta
from random import Random

from werkveld.demo.calendar import FIRST_DAY, LAST_DAY, moment
from werkveld.demo.cast import Company, Year
from werkveld.demo.tables import Shape
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.questions.actions import answer, ask, bundle, take_up
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question

OWN_QUESTIONS, VACANCIES, AFTER_MEETING = 120, 46, 6
YES = "Ja, dat kan. Kijk bij het aanbod: «{title}»."
PERHAPS = "We hebben contact gehad en een afspraak gemaakt."
NO = "Dit kunnen wij nu niet bieden. We bewaren je vraag voor volgend jaar."


def plan_question(year: Year, shape: Shape, host: Organization, offered_on: date) -> None:
    """Before an offering there was a question; more companies than one may have the same."""
    if not shape.question:
        return
    dice = year.dice(f"question {shape.title_nl}")
    asked = max(FIRST_DAY + timedelta(days=2), offered_on - timedelta(days=21))
    for number in range(dice.choice((1, 2, 2, 3))):
        asker, organization = _asker(year, shape, host, dice)
        at = moment(asked + timedelta(days=number), 14, dice.randrange(60))
        year.calendar.plan(
            at, ask_for, year=year, shape=shape, asker=asker, organization=organization, text=shape.question
        )
        if organization.pk == host.pk:
            return


def _asker(year: Year, shape: Shape, host: Organization, dice: Random) -> tuple[Person, Organization]:
    """The host itself, or for what a college offers a company that works with that college."""
    if host.pk in year.contacts:
        return year.contacts[host.pk], host
    company = dice.choice(companies_near(year, year.college_of(shape)))
    return year.contacts[company.organization.pk], company.organization


def companies_near(year: Year, college: str) -> list[Company]:
    near = {sector.code for sector in year.tables.sectors if sector.college == college}
    return [company for company in year.companies if company.sector in near] or year.companies


def ask_for(*, year: Year, shape: Shape, asker: Person, organization: Organization, text: str, at: datetime) -> None:
    question = ask(region=year.region, text=text, asked_by=asker, organization=organization, by=asker, at=at)
    year.calendar.plan(at + timedelta(days=4), settle_for, year=year, shape=shape, question=question)


def settle_for(*, year: Year, shape: Shape, question: Question, at: datetime) -> None:
    """Into the project that makes the course, or taken up; answered when it was done."""
    course = year.courses.get(shape.course)
    due_on = shape.ends_on
    if course is not None and course.project is not None:
        bundle([question], project=course.project, owner=year.coordinator, due_on=due_on, by=year.coordinator, at=at)
    else:
        take_up(question, owner=year.coordinator, due_on=due_on, by=year.coordinator, at=at)
    text = YES.format(title=shape.title_nl)
    year.calendar.plan(moment(shape.ends_on + timedelta(days=2), 15), reply, year=year, question=question, text=text)


def reply(*, year: Year, question: Question, text: str, at: datetime, is_possible: bool = True) -> None:
    answer(question, text=text, is_possible=is_possible, by=year.coordinator, at=at)


def plan_own_questions(year: Year) -> None:
    """Companies ask all year round; a few questions wait too long, and a few of the last weeks are new."""
    dice = year.dice("own questions")
    days = (LAST_DAY - FIRST_DAY).days
    for _one in range(year.scaled(OWN_QUESTIONS, least=3)):
        company = dice.choice(year.companies)
        _plan_one(year, company, "own", FIRST_DAY + timedelta(days=dice.randrange(10, days)), dice)
    partner = next(c for c in year.companies if year.contacts[c.organization.pk] is year.stars["partner"])
    for day in (date(2022, 3, 8), date(2022, 9, 20), date(2022, 12, 13)):
        _plan_one(year, partner, "own", day, dice)


def plan_vacancies(year: Year) -> None:
    """What programmes without appointments are asked by the companies around them, such as people for a vacancy."""
    dice = year.dice("vacancies")
    for code in year.tables.questions:
        programme = year.programmes.get(code)
        if programme is None or programme.kind.has_appointments:
            continue
        shape = next(shape for shape in year.tables.offerings if shape.programme == code)
        near = companies_near(year, year.college_of(shape))
        for _one in range(year.scaled(VACANCIES, least=2)):
            day = date(2022, 1, 10) + timedelta(days=dice.randrange(330))
            _plan_one(year, dice.choice(near), code, day, dice)


def plan_after_meetings(year: Year) -> None:
    """The day after a meeting some of who came have a question."""
    dice = year.dice("after meetings")
    for shape in year.tables.offerings:
        if "contacts" in shape.who:
            for company in dice.sample(year.companies, min(year.scaled(AFTER_MEETING, least=2), len(year.companies))):
                _plan_one(year, company, "event", shape.ends_on + timedelta(days=1), dice, channel=AskedBy.EVENT)


def _plan_one(
    year: Year, company: Company, of: str, day: date, dice: Random, *, channel: AskedBy = AskedBy.WEB
) -> None:
    programme = year.programmes.get(of)
    year.calendar.plan(
        moment(day, dice.randint(8, 17), dice.randrange(60)),
        ask_freely,
        year=year,
        company=company,
        text=dice.choice(year.tables.questions[of]),
        channel=channel,
        fate=dice.random(),
        theme=programme.themes.order_by("code").first() if programme else None,
    )


def ask_freely(
    *, year: Year, company: Company, text: str, channel: AskedBy, fate: float, theme: object, at: datetime
) -> None:
    """A fifth waits for who takes it up; of the others some are not possible and some take long."""
    asker = year.contacts[company.organization.pk]
    question = ask(
        region=year.region,
        text=text,
        asked_by=asker,
        organization=company.organization,
        channel=channel,
        theme=theme,  # type: ignore[arg-type]
        by=asker,
        at=at,
    )
    if fate > 0.8 and at.date() > date(2022, 10, 1):
        return
    owner = year.coordinators[int(fate * 100) % len(year.coordinators)]
    due_on = (at + timedelta(days=21)).date()
    year.calendar.plan(at + timedelta(days=3), take_on, year=year, question=question, owner=owner, due_on=due_on)
    if fate < 0.1:
        later = at + timedelta(days=12)
        year.calendar.plan(later, reply, year=year, question=question, text=NO, is_possible=False)
    elif fate < 0.7:
        year.calendar.plan(at + timedelta(days=18), reply, year=year, question=question, text=PERHAPS)


def take_on(*, year: Year, question: Question, owner: Person, due_on: date, at: datetime) -> None:
    take_up(question, owner=owner, due_on=due_on, by=year.coordinator, at=at)
