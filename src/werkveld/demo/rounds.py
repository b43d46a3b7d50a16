"""Rounds: many people rank their wishes, a draw gives the places, and who withdraws makes room for who waits."""

from datetime import date, datetime, timedelta
from random import Random

from werkveld.demo.both_sides import plan_both_sides
from werkveld.demo.cast import NEWCOMERS_FROM, Run, Stay, Year
from werkveld.demo.days import moment, on_school_day
from werkveld.demo.next_rounds import plan_after_draw, plan_next_rounds
from werkveld.demo.own_choice import plan_own_choice
from werkveld.demo.working import begin
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import entrust, open_round, take_over_wishes, wish
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Round
from werkveld.steps.people.models import Person

BATCHES = 8
WITHDRAWS = 0.03


def plan_rounds(year: Year) -> None:
    for number, row in enumerate(year.tables.rounds):
        opens_on = date.fromisoformat(row["opens_on"])
        year.calendar.plan(moment(opens_on, 8), open_for_wishes, year=year, row=row, number=number)
    plan_next_rounds(year)
    plan_own_choice(year)
    plan_both_sides(year)


def open_for_wishes(*, year: Year, row: dict[str, str], number: int, at: datetime) -> None:
    runs = year.in_round[row["code"]]
    closes_at = moment(date.fromisoformat(row["closes_on"]), 17)
    opened = open_round(
        region=year.region,
        offerings=[run.offering for run in runs],
        opens_at=at,
        closes_at=closes_at,
        seed=year.seed * 10 + number,
        name_nl=row["name_nl"],
        name_en=row["name_en"],
        organization=year.school,
        colleges=[year.organizations[code] for code in colleges_of(row)],
        wishes_most=int(row["wishes"]),
        aim=row["aim"],
        is_example=True,
        by=year.coordinator,
        at=at,
    )
    wishers = [(person, ranking) for person, ranking in _wishers(year, row, runs) if ranking]
    if row["sheet"]:
        by_hand = {star.pk for star in year.stars.values()}
        on_paper = [(person, ranking) for person, ranking in wishers if person.pk not in by_hand]
        wishers = [(person, ranking) for person, ranking in wishers if person.pk in by_hand]
        handed_in = closes_at - timedelta(hours=2)
        year.calendar.plan(handed_in, take_over, year=year, choice_round=opened, wishers=on_paper)
    minutes = int((closes_at - at).total_seconds() // 60) - 60
    for batch in range(BATCHES):
        when = at + timedelta(minutes=30 + batch * minutes // BATCHES)
        some = wishers[batch::BATCHES]
        year.calendar.plan(when, wish_together, choice_round=opened, wishers=some)
    year.calendar.plan(on_school_day(closes_at + timedelta(days=2)), draw, year=year, choice_round=opened, runs=runs)


def _wishers(year: Year, row: dict[str, str], runs: list[Run]) -> list[tuple[Person, list[Run]]]:
    """Some offerings are far more wanted than others; whose level does not fit cannot wish it."""
    dice = year.dice(f"round {row['code']}")
    wanted = {id(run): 1 / (1 + place) ** 0.7 for place, run in enumerate(dice.sample(runs, len(runs)))}
    people = [p for code in colleges_of(row) for p in year.learners[code] if _is_here(year, p, runs)]
    dice.shuffle(people)
    wishes = int(row["wishes"])
    stars = {year.stars[name].pk: run for run in runs for name in run.shape.stars if name in year.stars}
    people.sort(key=lambda person: person.pk not in stars)
    some = people[: year.scaled(int(row["learners"]), least=6)]
    return [(p, _ranking(p, runs, wanted, wishes=wishes, first=stars.get(p.pk), dice=dice)) for p in some]


def colleges_of(row: dict[str, str]) -> list[str]:
    return [code.strip() for code in row["who"].split(",")]


def _is_here(year: Year, person: Person, runs: list[Run]) -> bool:
    return person.pk not in year.newcomers or runs[0].shape.starts_on > NEWCOMERS_FROM


def _ranking(
    person: Person, runs: list[Run], wanted: dict[int, float], *, wishes: int, first: Run | None, dice: Random
) -> list[Run]:
    """Weighted and without doubles: the smaller the lot, the higher the wish."""
    level = person.level or 0
    fits = [run for run in runs if run.shape.levels is None or run.shape.levels[0] <= level <= run.shape.levels[1]]
    lots = {id(run): dice.expovariate(wanted[id(run)]) for run in fits}
    if first is not None:
        lots[id(first)] = 0.0
    return sorted(fits, key=lambda run: lots[id(run)])[:wishes]


def wish_together(*, choice_round: Round, wishers: list[tuple[Person, list[Run]]], at: datetime) -> None:
    for person, ranking in wishers:
        offerings = [run.offering for run in ranking]
        wish(choice_round=choice_round, person=person, offerings=offerings, by=person, at=at)


def take_over(*, year: Year, choice_round: Round, wishers: list[tuple[Person, list[Run]]], at: datetime) -> None:
    """From the form that the school had before."""
    wishes = {person: [run.offering for run in ranking] for person, ranking in wishers}
    take_over_wishes(choice_round, wishes, by=year.coordinator, at=at)


def draw(*, year: Year, choice_round: Round, runs: list[Run], at: datetime) -> None:
    draw_places(choice_round, by=year.coordinator, at=at)
    plan_after_draw(year, choice_round, at)
    year.calendar.plan(on_school_day(at + timedelta(days=4)), let_go, year=year, runs=runs)


def let_go(*, year: Year, runs: list[Run], at: datetime) -> None:
    """A few withdraw after all; the first in line moves up, and then everyone can begin."""
    dice = year.dice(f"withdrawals {runs[0].shape.round}")
    stars = {star.pk for star in year.stars.values()}
    for run in runs:
        for enrolment in _placed(run):
            if dice.random() < WITHDRAWS and enrolment.person_id not in stars:
                give_back_seat(enrolment, by=enrolment.person, at=at)
    for run in runs:
        placed = _placed(run)
        for enrolment in placed if run.offering.course_id else ():  # hours will be written, and have to be confirmed
            entrust(enrolment, coach=run.coach, by=year.coordinator, at=at)
        stay = Stay(run, placed, run.shape.starts_on, run.shape.ends_on)
        run.stays.append(stay)
        begin(year, stay, at)


def _placed(run: Run) -> list[Enrolment]:
    placed = Enrolment.objects.filter(offering=run.offering, state=EnrolmentState.PLACED).order_by("id")
    enrolments = list(placed.select_related("person__college", "person__qualification"))
    for enrolment in enrolments:
        enrolment.offering = run.offering
    return enrolments
