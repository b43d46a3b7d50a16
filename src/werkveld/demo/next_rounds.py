"""Two rounds for the half year after the last one: one that closed and waits to be published, one still in preparation.

With them the desk of a coordinator has a round in each state. In the one that was drawn last, somebody asks to look
again at a result, unanswered seats went on, and a seat came free that somebody has to answer about today.
"""

from datetime import datetime, timedelta
from typing import Any

from werkveld.demo.cast import Run, Year
from werkveld.demo.days import LAST_DAY, MORNING, on_school_day
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.journeys.move_line import let_offers_lapse
from werkveld.journeys.try_round import try_round
from werkveld.steps.enrolments.actions import appeal, open_choosing, prepare_round, put_in_round, take_over_wishes
from werkveld.steps.enrolments.enums import ONE_SIDE, EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult
from werkveld.steps.offerings.actions import offer, open_offerings
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

TERM = (("najaar 2023", "voorjaar 2024"), ("autumn 2023", "spring 2024"))
LATER = timedelta(weeks=21)
WISHES, CHOOSE = 4, 0.92  # a few people choose nothing
LEVEL, HOMES = 4, 2  # of the last year, of the first colleges that the round before asked
SEATS = (0.7, 1.15)  # an elective has so many times its equal share of the people
PREPARED_AT, CHOSEN_AT, TRIED_AT = (
    MORNING - timedelta(days=20),
    MORNING - timedelta(days=4),
    MORNING - timedelta(days=3),
)
DRAFTED_AT, LEFT_AT = MORNING - timedelta(days=3, hours=-3), MORNING - timedelta(days=3, hours=-5)
LOOK_AGAIN_AFTER, LAPSE_AFTER = timedelta(days=7), timedelta(days=12)
DRAFTED = 3
OBJECTION = (
    "Ik heb vier wensen opgegeven en sta bij alle vier in de rij. Voor mijn vervolgopleiding heb ik dit keuzedeel "
    "nodig. Kunnen jullie nog eens kijken?"
)


def plan_next_rounds(year: Year) -> None:
    """Of a region whose tables tell of two rounds at least."""
    if len(year.tables.rounds) < 2:
        return
    closing, drafting = year.tables.rounds[-2:]
    year.calendar.plan(PREPARED_AT, open_next, year=year, row=closing)
    year.calendar.plan(DRAFTED_AT, draft_next, year=year, row=drafting)


def next_term(words: str) -> str:
    for now, later in TERM:
        words = words.replace(now, later)
    return words


def choosers(year: Year, row: dict[str, str]) -> list[Person]:
    return [p for code in homes(row) for p in year.learners[code] if (p.level or LEVEL) >= LEVEL]


def homes(row: dict[str, str]) -> list[str]:
    return [code.strip() for code in row["who"].split(",")][:HOMES]


def offered_again(year: Year, runs: list[Run], people: int, at: datetime) -> list[Offering]:
    """The same electives once more, half a year later; the popular ones will be too small."""
    dice = year.dice(f"seats of {runs[0].shape.round} again")
    return [
        offer(
            programme=run.offering.programme,
            organization=run.offering.organization,
            site=run.offering.site,
            title_nl=next_term(run.offering.title_nl),
            title_en=next_term(run.offering.title_en),
            summary_nl=run.offering.summary_nl,
            summary_en=run.offering.summary_en,
            starts_on=run.shape.starts_on + LATER,
            ends_on=run.shape.ends_on + LATER,
            hours=run.offering.hours,
            level_min=run.offering.level_min,
            level_max=run.offering.level_max,
            capacity=max(6, round(people / len(runs) * dice.uniform(*SEATS))),
            is_example=True,
            by=year.coordinator,
            at=at,
        )
        for run in runs
    ]


def prepared(year: Year, row: dict[str, str], at: datetime, **facts: Any) -> Round:
    return prepare_round(
        region=year.region,
        organization=year.school,
        colleges=[year.organizations[code] for code in homes(row)],
        level_min=LEVEL,
        name_nl=next_term(row["name_nl"]),
        name_en=next_term(row["name_en"]),
        seed=year.dice(f"after {row['code']}").randrange(2**31),
        aim=row["aim"],
        wishes_least=2,
        wishes_most=WISHES,
        is_example=True,
        by=year.coordinator,
        at=at,
        **facts,
    )


def open_next(*, year: Year, row: dict[str, str], at: datetime) -> None:
    by = year.coordinator
    offerings = open_offerings(
        offered_again(year, year.in_round[row["code"]], len(choosers(year, row)), at), by=by, at=at
    )
    choice_round = prepared(
        year,
        row,
        at,
        text_nl="Kies vast voor na de zomer. Zet op volgorde wat je het liefst doet; je hoort half juni wat het wordt.",
        text_en="Choose for after the summer. Rank what you like most; in the middle of June you hear what it will be.",
        opens_at=at,
        closes_at=TRIED_AT,
        results_on=LAST_DAY + timedelta(days=4),
    )
    put_in_round(choice_round, offerings, by=by, at=at)
    open_choosing(choice_round, by=by, at=at)
    year.calendar.plan(CHOSEN_AT, choose, year=year, choice_round=choice_round, offerings=offerings, row=row)
    year.calendar.plan(TRIED_AT, try_every_aim, year=year, choice_round=choice_round)


def choose(*, year: Year, choice_round: Round, offerings: list[Offering], row: dict[str, str], at: datetime) -> None:
    """From a sheet of the schools: some electives are far more wanted than others, and a few people choose nothing."""
    dice = year.dice(f"wishes after {row['code']}")
    wanted = {one.pk: 1 / (1 + place) ** 0.9 for place, one in enumerate(dice.sample(offerings, len(offerings)))}
    people = choosers(year, row)
    some = dice.sample(people, round(len(people) * CHOOSE))
    take_over_wishes(choice_round, {p: ranking(p, offerings, wanted, dice) for p in some}, by=year.coordinator, at=at)


def ranking(person: Person, offerings: list[Offering], wanted: dict[int, float], dice: Any) -> list[Offering]:
    """Weighted and without doubles; whose level fits fewer than two electives chooses nothing."""
    level = person.level or 0
    fits = [one for one in offerings if (one.level_min or 0) <= level <= (one.level_max or 9)]
    chosen = sorted(fits, key=lambda one: dice.expovariate(wanted[one.pk]))[:WISHES]
    return chosen if len(chosen) > 1 else []


def try_every_aim(*, year: Year, choice_round: Round, at: datetime) -> None:
    for aim in ONE_SIDE:
        try_round(choice_round, aim=aim, by=year.coordinator, at=at)


def draft_next(*, year: Year, row: dict[str, str], at: datetime) -> None:
    """Nobody wrote its words or opened its electives yet: the check list says so."""
    drafts = offered_again(year, year.in_round[row["code"]][:DRAFTED], len(choosers(year, row)), at)
    opens_at = on_school_day(MORNING + timedelta(days=84))
    draft = prepared(year, row, at, opens_at=opens_at, closes_at=opens_at + timedelta(days=14))
    put_in_round(draft, drafts, by=year.coordinator, at=at)


def plan_after_draw(year: Year, choice_round: Round, at: datetime) -> None:
    """Of the round that was drawn a few weeks before the morning."""
    if at > MORNING - timedelta(days=40):
        year.calendar.plan(on_school_day(at + LOOK_AGAIN_AFTER), look_again, choice_round=choice_round)
        year.calendar.plan(on_school_day(at + LAPSE_AFTER), let_lapse)
        year.calendar.plan(LEFT_AT, leave_late, year=year, choice_round=choice_round)


def look_again(*, choice_round: Round, at: datetime) -> None:
    """The first who got nothing asks to look again."""
    results = RoundResult.objects.filter(round=choice_round).select_related("person").order_by("id")
    result = next((one for one in results if one.facts["wishes"] and not one.facts["got"]), None)
    if result is not None:
        appeal(result, text=OBJECTION, by=result.person, at=at)


def let_lapse(*, at: datetime) -> None:
    """As the clock of the product does every few minutes."""
    let_offers_lapse(at=at)


def leave_late(*, year: Year, choice_round: Round, at: datetime) -> None:
    """Somebody with a place others wait for leaves; the first in line has until this afternoon to answer."""
    stars = {star.pk for star in year.stars.values()}
    waited_for = Enrolment.objects.filter(round=choice_round, state=EnrolmentState.WAITING).values("offering")
    there = Enrolment.objects.filter(round=choice_round, state=EnrolmentState.PLACED, offering__in=waited_for)
    leaver = next((one for one in there.select_related("person").order_by("id") if one.person_id not in stars), None)
    if leaver is not None:
        give_back_seat(leaver, by=leaver.person, at=at)
