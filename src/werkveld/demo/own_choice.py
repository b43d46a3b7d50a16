"""What a student steers alone: a round that is open on the morning and still to choose in, and an own plan."""

from datetime import date, datetime, timedelta
from random import Random

from werkveld.demo.cast import Year
from werkveld.demo.days import MORNING, moment
from werkveld.steps.enrolments.actions import (
    name_periods,
    open_choosing,
    prepare_round,
    put_in_plan,
    put_in_round,
    set_goal,
    share_plan,
    take_over_wishes,
)
from werkveld.steps.enrolments.enums import Aim
from werkveld.steps.enrolments.models import Round
from werkveld.steps.offerings.actions import offer, open_offerings
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

PROGRAMME = "campusbrede-keuzedelen"
OPENS_AT, CHOSEN_AT = MORNING - timedelta(days=7), MORNING - timedelta(days=4, hours=-6)
CLOSES_AT = moment((MORNING + timedelta(days=4)).date(), 17)
RESULTS_ON = (MORNING + timedelta(days=9)).date()
FIRST_DAY, LAST_DAY = date(2023, 9, 18), date(2023, 9, 22)
PERIODS = (("Ochtend", "Morning"), ("Middag", "Afternoon"))
WORKSHOPS = (
    (
        ("Presenteren zonder zenuwen", "Presenting without nerves", 18, None),
        ("Eerste hulp aan elkaar", "First aid for each other", 14, None),
        ("Koken voor een hele groep", "Cooking for a whole group", 10, None),
        ("Fietsen repareren", "Repairing bicycles", 8, None),
        ("Onderzoek doen in de wijk", "Doing research in the neighbourhood", 16, 4),
    ),
    (
        ("Een podcast maken", "Making a podcast", 10, None),
        ("Gebarentaal, een begin", "Sign language, a beginning", 14, None),
        ("Een robot programmeren", "Programming a robot", 12, None),
        ("Sport geven aan kinderen", "Giving sports to children", 18, None),
        ("Werken in het buitenland", "Working abroad", 16, 3),
    ),
)
PLANNED_AT = MORNING - timedelta(days=12)
GOAL = "Ik wil een eigen zaak die iets doet voor de buurt."
OWN_WORDS = (
    ("Rijbewijs halen", "Dan kan ik zelf naar klanten.", date(2023, 8, 1)),
    ("Open dag van de hogeschool bezoeken", "Misschien wil ik daarna nog door.", date(2024, 2, 1)),
)
SHARE = 0.12  # of those who are asked chose in the first days
WISHES = (2, 6)


def plan_own_choice(year: Year) -> None:
    """In a region that has a programme for it."""
    if PROGRAMME in year.programmes and len(year.tables.rounds) > 0:
        year.calendar.plan(OPENS_AT, open_week, year=year)
    if "student" in year.stars:
        year.calendar.plan(PLANNED_AT, make_plan, me=year.stars["student"])


def make_plan(*, me: Person, at: datetime) -> None:
    """A goal, and two things in own words; what this student takes part in is there by itself."""
    set_goal(person=me, goal=GOAL, by=me, at=at)
    for words, why, term_on in OWN_WORDS:
        put_in_plan(person=me, words=words, why=why, term_on=term_on, by=me, at=at)
    share_plan(person=me, is_shared=True, by=me, at=at)


def open_week(*, year: Year, at: datetime) -> None:
    by = year.coordinator
    colleges = [code.strip() for code in year.tables.rounds[0]["who"].split(",")]
    choice_round = prepare_round(
        region=year.region,
        organization=year.school,
        colleges=[year.organizations[code] for code in colleges],
        name_nl="Keuzeweek campus, september 2023",
        name_en="Week of choice on the campus, September 2023",
        text_nl="In de keuzeweek doe je elke ochtend een workshop en elke middag een andere, met studenten van vier colleges.",
        text_en="In the week of choice you do one workshop each morning and another each afternoon, with students of four colleges.",
        opens_at=at,
        closes_at=CLOSES_AT,
        results_on=RESULTS_ON,
        seed=year.dice("week of choice").randrange(2**31),
        aim=Aim.DRAW,
        seats=2,
        wishes_least=WISHES[0],
        wishes_most=WISHES[1],
        is_example=True,
        by=by,
        at=at,
    )
    name_periods(choice_round, PERIODS, by=by, at=at)
    for period, workshops in zip(choice_round.periods.order_by("number"), WORKSHOPS, strict=True):
        put_in_round(choice_round, workshops_of(year, workshops, at), period=period, by=by, at=at)
    open_choosing(choice_round, by=by, at=at)
    year.calendar.plan(CHOSEN_AT, choose, year=year, choice_round=choice_round, colleges=colleges)


def workshops_of(year: Year, workshops: tuple[tuple[str, str, int, int | None], ...], at: datetime) -> list[Offering]:
    programme = year.programmes[PROGRAMME]
    drafts = [
        offer(
            programme=programme,
            organization=programme.organization,
            site=programme.site,
            title_nl=dutch,
            title_en=english,
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
            hours=15,
            level_min=level,
            level_max=4 if level else None,
            capacity=year.scaled(seats * 10, least=seats // 4),
            is_example=True,
            by=year.coordinator,
            at=at,
        )
        for dutch, english, seats, level in workshops
    ]
    return open_offerings(drafts, by=year.coordinator, at=at)


def choose(*, year: Year, choice_round: Round, colleges: list[str], at: datetime) -> None:
    """Some of the others; whom visitors may be still has to choose."""
    dice, stars = year.dice("wishes of the week"), {star.pk for star in year.stars.values()}
    people = [person for code in colleges for person in year.learners[code] if person.pk not in stars]
    some = dice.sample(people, max(1, round(len(people) * SHARE)))
    offerings = [row.offering for row in choice_round.choices.select_related("offering").order_by("id")]
    wishes = {person: ranking(person, offerings, dice) for person in some}
    take_over_wishes(choice_round, wishes, by=year.coordinator, at=at)


def ranking(person: Person, offerings: list[Offering], dice: Random) -> list[Offering]:
    fits = [one for one in offerings if one.level_min is None or (person.level or 0) >= one.level_min]
    return dice.sample(fits, dice.randint(*WISHES))
