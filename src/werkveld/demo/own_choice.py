"""What a student steers alone: a round that is open on the morning and still to choose in, and an own plan."""

from datetime import date, datetime, timedelta
from random import Random

from werkveld.demo.cast import Year
from werkveld.demo.days import LAST_DAY, MORNING, moment
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
from werkveld.steps.offerings.enums import DeliveryMode
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

PROGRAMME = "campusbrede-keuzedelen"
OPENS_AT, CHOSEN_AT = MORNING - timedelta(days=7), MORNING - timedelta(days=4, hours=-6)
CLOSES_AT = moment(LAST_DAY + timedelta(days=4), 17)
RESULTS_ON = LAST_DAY + timedelta(days=9)
STARTS_ON, ENDS_ON = date(2023, 9, 11), date(2024, 1, 26)
PERIODS = (("Dinsdag", "Tuesday"), ("Donderdag", "Thursday"))
# Dutch, English, what it is about in both, seats by ten, the lowest level.
ELECTIVES = (
    (
        ("Presenteren zonder zenuwen", "Presenting without nerves",
         "Sta elke week even voor de groep, en zie jezelf groeien.",
         "Stand before the group for a while each week, and see yourself grow.", 18, None),
        ("Eerste hulp op je werk", "First aid at your work",
         "Verband, reanimatie en rustig blijven, met een examen aan het eind.",
         "Bandages, resuscitation and staying calm, with an exam at the end.", 14, None),
        ("Koken voor een buurthuis", "Cooking for a community centre",
         "Bedenk, reken en kook voor vijftig buren.",
         "Think up, calculate and cook for fifty neighbours.", 10, None),
        ("Fietsen herstellen", "Repairing bicycles",
         "Knap fietsen op voor wie er geen kan betalen.",
         "Do up bicycles for people who cannot afford one.", 8, None),
        ("Onderzoek doen in de wijk", "Doing research in the neighbourhood",
         "Vraag bewoners wat beter kan, tel het en leg het uit aan de gemeente.",
         "Ask residents what could be better, count it and explain it to the municipality.", 16, 4),
    ),
    (
        ("Podcasts maken", "Making podcasts",
         "Interview, monteer en zend uit.",
         "Interview, edit and publish.", 10, None),
        ("Gebarentaal, een begin", "Sign language, a beginning",
         "Leer je voorstellen en een eenvoudig gesprek voeren.",
         "Learn to introduce yourself and hold a simple conversation.", 14, None),
        ("Robots programmeren", "Programming robots",
         "Laat een robot door een doolhof rijden en een blok pakken.",
         "Make a robot drive through a maze and pick up a block.", 12, None),
        ("Sport geven aan kinderen", "Giving sports to children",
         "Geef samen gymlessen op een basisschool.",
         "Give gym lessons together at a primary school.", 18, None),
        ("Voorbereiding op werken in het buitenland", "Preparing to work abroad",
         "Taal, gewoonten en wat je regelt voordat je gaat.",
         "Language, customs and what to arrange before you go.", 16, 3),
    ),
)  # fmt: skip
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
        year.calendar.plan(OPENS_AT, open_free_choice, year=year)
    if "student" in year.stars:
        year.calendar.plan(PLANNED_AT, make_plan, me=year.stars["student"])


def make_plan(*, me: Person, at: datetime) -> None:
    """A goal, and two things in own words; what this student takes part in is there by itself."""
    set_goal(person=me, goal=GOAL, by=me, at=at)
    for words, why, term_on in OWN_WORDS:
        put_in_plan(person=me, words=words, why=why, term_on=term_on, by=me, at=at)
    share_plan(person=me, is_shared=True, by=me, at=at)


def open_free_choice(*, year: Year, at: datetime) -> None:
    by = year.coordinator
    colleges = [code.strip() for code in year.tables.rounds[0]["who"].split(",")]
    choice_round = prepare_round(
        region=year.region,
        organization=year.school,
        colleges=[year.organizations[code] for code in colleges],
        name_nl="Vrije keuze campus, najaar 2023",
        name_en="Free choice on the campus, autumn 2023",
        text_nl="Je volgt een keuzedeel op dinsdag en een op donderdag, met studenten van vier colleges.",
        text_en="You follow one elective on Tuesdays and one on Thursdays, with students of four colleges.",
        opens_at=at,
        closes_at=CLOSES_AT,
        results_on=RESULTS_ON,
        seed=year.dice("free choice").randrange(2**31),
        aim=Aim.DRAW,
        seats=2,
        wishes_least=WISHES[0],
        wishes_most=WISHES[1],
        is_example=True,
        by=by,
        at=at,
    )
    name_periods(choice_round, PERIODS, by=by, at=at)
    for period, electives in zip(choice_round.periods.order_by("number"), ELECTIVES, strict=True):
        put_in_round(choice_round, offered(year, electives, at), period=period, by=by, at=at)
    open_choosing(choice_round, by=by, at=at)
    year.calendar.plan(CHOSEN_AT, choose, year=year, choice_round=choice_round, colleges=colleges)


def offered(
    year: Year, electives: tuple[tuple[str, str, str, str, int, int | None], ...], at: datetime
) -> list[Offering]:
    """Their hours are those of the rule."""
    programme = year.programmes[PROGRAMME]
    drafts = [
        offer(
            programme=programme,
            organization=programme.organization,
            site=programme.site,
            title_nl=dutch,
            title_en=english,
            summary_nl=about_dutch,
            summary_en=about_english,
            mode=DeliveryMode.ON_CAMPUS,
            starts_on=STARTS_ON,
            ends_on=ENDS_ON,
            level_min=level,
            level_max=4 if level else None,
            capacity=year.scaled(seats * 10, least=seats // 4),
            is_example=True,
            by=year.coordinator,
            at=at,
        )
        for dutch, english, about_dutch, about_english, seats, level in electives
    ]
    return open_offerings(drafts, by=year.coordinator, at=at)


def choose(*, year: Year, choice_round: Round, colleges: list[str], at: datetime) -> None:
    """Some of the others; whom visitors may be still has to choose."""
    dice, stars = year.dice("wishes of the free choice"), {star.pk for star in year.stars.values()}
    people = [person for code in colleges for person in year.learners[code] if person.pk not in stars]
    some = dice.sample(people, max(1, round(len(people) * SHARE)))
    offerings = [row.offering for row in choice_round.choices.select_related("offering").order_by("id")]
    wishes = {person: ranking(person, offerings, dice) for person in some}
    take_over_wishes(choice_round, wishes, by=year.coordinator, at=at)


def ranking(person: Person, offerings: list[Offering], dice: Random) -> list[Offering]:
    fits = [one for one in offerings if one.level_min is None or (person.level or 0) >= one.level_min]
    return dice.sample(fits, dice.randint(*WISHES))
