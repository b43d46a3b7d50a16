"""Challenges in teams: topics are named, people say what they wish, and where the day has come the teams are formed."""

from datetime import date, datetime, timedelta

from werkveld.demo.cast import Run, Year
from werkveld.demo.days import LAST_DAY, moment
from werkveld.journeys.form_teams import propose_teams, publish_teams
from werkveld.steps.enrolments.actions.team_plans import add_topic, plan_teams, wish_for_team
from werkveld.steps.enrolments.enums import EnrolmentState, Mix
from werkveld.steps.enrolments.models import Enrolment, TeamPlan, Topic
from werkveld.steps.people.models import Organization

WISHES_NOTHING, ASKS_FOR_SOMEBODY = 0.15, 0.6
APPEAL = (3, 2, 2, 1)  # of topics, in their order
A_DAY = timedelta(days=1)


def plan_division(year: Year, run: Run, at: datetime) -> None:
    """Of the lines of teams.csv; the school prepares on the day after the offering opened."""
    row = next((row for row in year.tables.teams if row["offering"] == run.shape.title_nl), None)
    if row is not None:
        year.calendar.plan(at + A_DAY, prepare, year=year, run=run, row=row)


def prepare(*, year: Year, run: Run, row: dict[str, str], at: datetime) -> None:
    until = moment(date.fromisoformat(row["wishes_until"]), 17)
    plan = plan_teams(run.offering, size=int(row["size"]), wishes_until=until, by=year.coordinator, at=at)
    topics = [
        add_topic(
            plan,
            name_nl=topic["name_nl"],
            name_en=topic["name_en"],
            organization=_asker(year, topic["asked_by"]),
            by=year.coordinator,
            at=at,
        )
        for topic in year.tables.topics
        if topic["offering"] == run.shape.title_nl
    ]
    early = moment(LAST_DAY - 3 * A_DAY, 15)  # what is formed later has some wishes on the morning of the demo
    year.calendar.plan(min(until - timedelta(hours=3), early), wish_together, year=year, run=run, topics=topics)
    if row["formed_on"]:
        year.calendar.plan(moment(date.fromisoformat(row["formed_on"]), 14), form, year=year, plan=plan)


def _asker(year: Year, code: str) -> Organization | None:
    """«partner» is where the partner of the demo speaks for."""
    if code == "partner":
        return year.star_company.organization
    return year.organizations[code] if code else None


def wish_together(*, year: Year, run: Run, topics: list[Topic], at: datetime) -> None:
    """Some topics are wanted more than others; a few people wish nothing, some ask for somebody they know."""
    dice = year.dice(f"wishes for teams of {run.offering.title_nl}")
    placed = Enrolment.objects.filter(offering=run.offering, state=EnrolmentState.PLACED).order_by("id")
    people = list(placed.select_related("person__college"))
    stars = {star.pk for star in year.stars.values()}
    for enrolment in people:
        if dice.random() < WISHES_NOTHING and enrolment.person_id not in stars:
            continue
        lots = [dice.expovariate(appeal) for _topic, appeal in zip(topics, APPEAL, strict=False)]
        ranked = [topic for _lot, topic in sorted(zip(lots, topics, strict=False), key=lambda pair: pair[0])]
        others = [other for other in people if other.pk != enrolment.pk]
        asks = others and (dice.random() < ASKS_FOR_SOMEBODY or enrolment.person_id in stars)
        mates = dice.sample(others, min(2, len(others))) if asks else []
        wish_for_team(enrolment, topics=ranked[:3], mates=mates, by=enrolment.person, at=at)


def form(*, year: Year, plan: TeamPlan, at: datetime) -> None:
    """In a small year too few come for teams."""
    if Enrolment.objects.filter(offering=plan.offering, state=EnrolmentState.PLACED).count() < 2 * plan.size:
        return
    made = propose_teams(plan, by=year.coordinator, at=at, seed=year.seed)
    mixed = next(division for division in made if division.mix == Mix.MIXED)
    publish_teams(mixed, by=year.coordinator, at=at)
