"""What the field asks: questions behind offerings, vacancies, what comes up after a meeting; and what becomes of them."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils.timezone import localdate

from werkveld.demo.cast import Company, Year
from werkveld.demo.days import FIRST_DAY, LAST_DAY, moment, on_school_day
from werkveld.demo.tables import Shape
from werkveld.steps.people.models import Organization, Person, Project
from werkveld.steps.questions.actions import answer, ask, bundle, take_up
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question

OWN_QUESTIONS, VACANCIES, AFTER_MEETING = 90, 36, 6
# By lot: not possible, answered in time, or late; and of all, whose question waits before somebody takes it up.
NOT_POSSIBLE, IN_TIME, WAITS = 0.1, 0.7, 0.8
TAKEN_UP_AFTER, LEFT_FOR = timedelta(days=3), timedelta(days=11)
DECLINED_AFTER, ANSWERED_AFTER, LATE_AFTER = timedelta(days=12), timedelta(days=18), timedelta(days=40)
ANSWER_WITHIN, PROJECT_TAKES = timedelta(days=21), timedelta(weeks=22)
VACANCIES_FROM = date(2022, 1, 10)
YES = "Ja, dat kan. Kijk bij het aanbod: «{title}»."
PERHAPS = "We hebben contact gehad en een afspraak gemaakt."
NO = "Dit kunnen wij nu niet bieden. We bewaren je vraag voor volgend jaar."


def plan_question(year: Year, shape: Shape, host: Organization, offered_on: date) -> None:
    """Before an offering there was a question; more companies than one may have the same."""
    if not shape.question:
        return
    dice = year.dice(f"question {shape.title_nl}")
    asked = max(FIRST_DAY + timedelta(days=2), offered_on - timedelta(days=21))
    facts = {"year": year, "shape": shape, "offered_on": offered_on}
    for number in range(dice.choice((1, 2, 2, 3))):
        asker, organization = _asker(year, shape, host, dice)
        at = on_school_day(moment(asked + timedelta(days=number), 14, dice.randrange(60)))
        year.calendar.plan(at, ask_for, asker=asker, organization=organization, **facts)
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


def ask_for(
    *, year: Year, shape: Shape, offered_on: date, asker: Person, organization: Organization, at: datetime
) -> None:
    question = ask(region=year.region, text=shape.question, asked_by=asker, organization=organization, by=asker, at=at)
    facts = {"year": year, "shape": shape, "offered_on": offered_on, "question": question}
    year.calendar.plan(on_school_day(at + timedelta(days=4)), settle_for, **facts)


def settle_for(*, year: Year, shape: Shape, offered_on: date, question: Question, at: datetime) -> None:
    """Into the project that makes the course, until it begins; or taken up, until it can be chosen."""
    course, by = year.courses.get(shape.course), year.coordinator
    if course is not None and course.project is not None:
        bundle([question], project=course.project, owner=by, due_on=shape.starts_on, by=by, at=at)
        known_on = shape.starts_on
    else:
        take_up(question, owner=by, due_on=localdate(on_school_day(at + ANSWER_WITHIN)), by=by, at=at)
        known_on = offered_on
    answered_at = max(on_school_day(moment(known_on + timedelta(days=2), 15)), at + timedelta(hours=1))
    text = YES.format(title=shape.title_nl)
    year.calendar.plan(answered_at, reply, year=year, question=question, text=text)


def reply(*, year: Year, question: Question, text: str, at: datetime, is_possible: bool = True) -> None:
    answer(question, text=text, is_possible=is_possible, by=year.coordinator, at=at)


def plan_own_questions(year: Year) -> None:
    """Companies ask all year round; a few questions wait too long, and a few of the last weeks are new."""
    dice = year.dice("own questions")
    days = (LAST_DAY - FIRST_DAY).days
    for _one in range(year.scaled(OWN_QUESTIONS, least=3)):
        company = dice.choice([company for company in year.companies if company is not year.star_company])
        _plan_one(year, company, "own", FIRST_DAY + timedelta(days=dice.randrange(10, days)), dice)
    for row in year.tables.star_questions:
        at = moment(date.fromisoformat(row["asked_on"]), 11, dice.randrange(60))
        year.calendar.plan(at, ask_as_told, year=year, row=row)


def ask_as_told(*, year: Year, row: dict[str, str], at: datetime) -> None:
    """What the persons of the demo ask stands in the tables, with what becomes of it."""
    asker = year.stars[row["who"]]
    organization = year.star_company.organization if row["who"] == "partner" else None
    question = ask(region=year.region, text=row["text"], asked_by=asker, organization=organization, by=asker, at=at)
    facts = {"year": year, "question": question, "row": row}
    if row["becomes"] != "asked":
        year.calendar.plan(on_school_day(at + TAKEN_UP_AFTER), settle_as_told, **facts)


def settle_as_told(*, year: Year, question: Question, row: dict[str, str], at: datetime) -> None:
    becomes, _space, project = row["becomes"].partition(" ")
    owner, due_on = year.coordinator, localdate(on_school_day(at + ANSWER_WITHIN))
    if becomes == "bundled":
        into = Project.objects.get(partnership__region=year.region, code=project)
        due_on = localdate(on_school_day(at + PROJECT_TAKES))
        bundle([question], project=into, owner=owner, due_on=due_on, by=owner, at=at)
    else:
        take_up(question, owner=owner, due_on=due_on, by=owner, at=at)
    if row["answer"]:
        is_possible = becomes != "declined"
        facts = {"year": year, "question": question, "text": row["answer"], "is_possible": is_possible}
        year.calendar.plan(on_school_day(at + ANSWERED_AFTER), reply, **facts)


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
            day = VACANCIES_FROM + timedelta(days=dice.randrange((LAST_DAY - VACANCIES_FROM).days))
            _plan_one(year, dice.choice(near), code, day, dice)


def plan_after_meetings(year: Year) -> None:
    """The day after a meeting some of who came have a question."""
    dice = year.dice("after meetings")
    for shape in year.tables.offerings:
        if "contacts" in shape.who:
            others = [company for company in year.companies if company is not year.star_company]
            for company in dice.sample(others, min(year.scaled(AFTER_MEETING, least=2), len(others))):
                _plan_one(year, company, "event", shape.ends_on + timedelta(days=1), dice, channel=AskedBy.EVENT)


def _plan_one(
    year: Year, company: Company, of: str, day: date, dice: Random, *, channel: AskedBy = AskedBy.WEB
) -> None:
    programme = year.programmes.get(of)
    year.calendar.plan(
        on_school_day(moment(day, dice.randint(8, 17), dice.randrange(60))),
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
    """A fifth is left for a while before somebody takes it up; some are not possible, and some take long."""
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
    owner = year.coordinators[int(fate * 100) % len(year.coordinators)]
    taken_at = on_school_day(at + (LEFT_FOR if fate > WAITS else TAKEN_UP_AFTER))
    due_on = localdate(on_school_day(at + ANSWER_WITHIN))
    year.calendar.plan(taken_at, take_on, year=year, question=question, owner=owner, due_on=due_on)
    is_possible = fate >= NOT_POSSIBLE
    after = (ANSWERED_AFTER if fate < IN_TIME else LATE_AFTER) if is_possible else DECLINED_AFTER
    facts = {"year": year, "question": question, "text": PERHAPS if is_possible else NO, "is_possible": is_possible}
    year.calendar.plan(max(on_school_day(at + after), taken_at), reply, **facts)


def take_on(*, year: Year, question: Question, owner: Person, due_on: date, at: datetime) -> None:
    take_up(question, owner=owner, due_on=due_on, by=year.coordinator, at=at)
