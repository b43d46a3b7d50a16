"""What is offered in the year: from the lines of the table to open offerings, each with its coach."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from werkveld.demo.asking import plan_question
from werkveld.demo.cast import Company, Run, Year
from werkveld.demo.companies import own_site, site_of
from werkveld.demo.days import LAST_DAY, is_school_day, moment
from werkveld.demo.placing import plan_places
from werkveld.demo.tables import Sector, Shape
from werkveld.demo.teams import plan_division
from werkveld.steps.offerings.actions import offer, open_offerings
from werkveld.steps.offerings.models import Programme
from werkveld.steps.people.models import Organization, Site

FIRST_OFFERS = date(2021, 8, 24)
WEEKS_AHEAD = 8
# What begins after the summer is offered before it, week by week from the Monday after the holiday in May.
AFTER_SUMMER, BEFORE_SUMMER, SPREAD_OVER = ((8, 15), (11, 30)), (5, 9), 5
ROUND_NEEDS = timedelta(days=10)


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """Learning places at invented companies: from when to when, and the share of companies that offers one then."""

    starts_on: date
    ends_on: date
    share: float
    named_nl: str
    named_en: str
    stars: tuple[str, ...] = ()


TERMS = (
    Term(date(2021, 9, 6), date(2022, 1, 28), 0.12, "najaar 2021", "autumn 2021"),
    Term(date(2022, 2, 7), date(2022, 7, 1), 0.15, "voorjaar 2022", "spring 2022"),
    Term(date(2022, 9, 5), date(2023, 1, 27), 0.2, "najaar 2022", "autumn 2022"),
    Term(date(2023, 2, 6), date(2023, 7, 7), 0.15, "voorjaar 2023", "spring 2023", ("student", "coach")),
    Term(date(2023, 9, 4), date(2024, 1, 26), 0.2, "najaar 2023", "autumn 2023", ("student", "coach")),
)
STAR_MEETS = ("mon 13:00-16:00",)  # the partner of the demo receives its students every Monday
STAR_OFFERED_ON = date(2023, 5, 30)  # so that its agreements wait for signatures on the morning of the demo


@dataclasses.dataclass(frozen=True, slots=True)
class Hosted:
    """A shape with the organisation and the place where it goes on, and how this copy is called."""

    shape: Shape
    organization: Organization
    site: Site | None
    named_nl: str = ""
    named_en: str = ""


def plan_offers(year: Year) -> None:
    """What is offered on one day is opened together."""
    by_day: dict[date, list[Hosted]] = defaultdict(list)
    for hosted in [*_of_region(year), *_of_companies(year)]:
        by_day[offered_on(year, hosted.shape)].append(hosted)
    for day, group in sorted(by_day.items()):
        year.calendar.plan(moment(day, 10), offer_together, year=year, group=group)
        for hosted in group:
            plan_question(year, hosted.shape, hosted.organization, day)


def offered_on(year: Year, shape: Shape) -> date:
    """Eight weeks ahead, on a day of school; in time for its round, and before a summer that lies between."""
    day = shape.starts_on - timedelta(weeks=WEEKS_AHEAD)
    first, last = (date(shape.starts_on.year, *day_of_year) for day_of_year in AFTER_SUMMER)
    if first <= shape.starts_on <= last:
        turn = year.dice(f"offered {shape.title_nl}").randrange(SPREAD_OVER)
        is_asked_too_often = shape.taken > shape.capacity
        day = date(shape.starts_on.year, *BEFORE_SUMMER) + timedelta(weeks=0 if is_asked_too_often else turn)
    if shape.round:
        opens_on = next(row["opens_on"] for row in year.tables.rounds if row["code"] == shape.round)
        day = min(day, date.fromisoformat(opens_on) - ROUND_NEEDS)
    if shape.starts_on > LAST_DAY and "partner" in shape.stars:
        day = STAR_OFFERED_ON
    day = max(FIRST_OFFERS, day)
    while not is_school_day(day):
        day -= timedelta(days=1)
    return day


def _of_region(year: Year) -> Iterator[Hosted]:
    for shape in year.tables.offerings:
        programme = year.programmes[shape.programme]
        host = year.organizations[shape.host] if shape.host else programme.organization
        site = (site_of(year, host) if shape.host else None) or programme.site or own_site(year, programme)
        if shape.copies is None:
            yield Hosted(shape, host, site)
            continue
        kind, count = shape.copies
        copies = year.scaled(count)
        if kind == "team":
            for number in range(1, copies + 1):
                question = shape.question if number == 1 else ""
                one = dataclasses.replace(shape, question=question)
                yield Hosted(one, host, site, f"team {number}", f"team {number}")
        else:
            for company in _hosts(year, shape, kind)[:copies]:
                name = company.organization.name
                yield Hosted(shape, company.organization, company.site, f"bij {name}", f"at {name}")


def _hosts(year: Year, shape: Shape, kind: str) -> list[Company]:
    hosts = list(year.schools.get(kind, year.companies))
    year.dice(f"hosts {shape.title_nl}").shuffle(hosts)
    return hosts


def _of_companies(year: Year) -> Iterator[Hosted]:
    """Invented companies offer places in the programmes that exist only here; the partner of the demo always does."""
    dice = year.dice("places at companies")
    sectors = {sector.code: sector for sector in year.tables.sectors}
    for row in year.tables.programmes:
        if row["is_at_companies"] != "yes":
            continue
        for company in year.companies:
            for term in TERMS:
                is_partner = company is year.star_company
                if is_partner or dice.random() <= term.share:
                    shape = _place_at(company, sectors[company.sector], term, row["code"], dice)
                    if term.ends_on > company.recognised_until:  # nobody agrees there before it is recognised again
                        shape = dataclasses.replace(shape, taken=0)
                    if is_partner:  # always with a few students, and with those of the demo
                        stars, taken = ("partner", *term.stars), max(2, shape.taken)
                        shape = dataclasses.replace(
                            shape, stars=stars, taken=taken, capacity=taken + 1, shifts=STAR_MEETS if term.stars else ()
                        )
                    yield Hosted(shape, company.organization, company.site)


def _place_at(company: Company, sector: Sector, term: Term, programme: str, dice: Random) -> Shape:
    seats, is_past = dice.choice((1, 1, 2, 2, 3, 4)), term.ends_on < LAST_DAY
    return Shape(
        programme=programme,
        title_nl=f"Leerplek bij {company.organization.name}, {term.named_nl}",
        title_en=f"Learning place at {company.organization.name}, {term.named_en}",
        summary_nl=f"Leren en meewerken: {sector.work_nl}.",
        summary_en=f"Learning and working along: {sector.work_en}.",
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        hours=dice.choice((320, 400, 480)),
        capacity=seats + dice.choice((0, 1, 2)),
        least=1,
        levels=None,
        mode="on_site",
        who=sector.crebos,
        taken=seats if term.starts_on < LAST_DAY else dice.choice((0, 0, 0, 1, 1, 2)) * min(1, seats - 1),
        award="practice_statement" if is_past else "",
    )


def offer_together(*, year: Year, group: list[Hosted], at: datetime) -> None:
    runs = [_run(year, hosted, at) for hosted in group]
    open_offerings([run.offering for run in runs], by=year.coordinator, at=at)
    for run in runs:
        year.runs.append(run)
        plan_places(year, run, at)
        plan_division(year, run, at)


def _run(year: Year, hosted: Hosted, at: datetime) -> Run:
    shape = hosted.shape
    coaches = year.coaches[year.college_of(shape)]
    coach = coaches[len(year.runs) % len(coaches)]
    if "coach" in shape.stars:
        coach = year.stars["coach"]
    programme = year.programmes[shape.programme]
    offering = offer(
        programme=programme,
        organization=hosted.organization,
        site=hosted.site,
        parts=_parts(programme),
        **_columns(year, hosted, programme),
        by=year.coordinator,
        at=at,
    )
    return Run(shape, offering, coach)


def _columns(year: Year, hosted: Hosted, programme: Programme) -> dict[str, Any]:
    """Columns of Offering. Only what more people want than there are seats becomes smaller in a small year."""
    shape = hosted.shape
    low, high = shape.levels or (None, None)
    is_wanted = bool(shape.round) or shape.taken > shape.capacity
    capacity, least = (year.scaled(n) if is_wanted else n for n in (shape.capacity, shape.least))
    return {
        "title_nl": f"{shape.title_nl} – {hosted.named_nl}" if hosted.named_nl else shape.title_nl,
        "title_en": f"{shape.title_en} – {hosted.named_en}" if hosted.named_en else shape.title_en,
        "summary_nl": shape.summary_nl,
        "summary_en": shape.summary_en,
        "course": year.courses.get(shape.course),
        "audience": "professional" if "professionals" in shape.who else programme.audience,
        "mode": shape.mode,
        "level_min": low,
        "level_max": high,
        "starts_on": shape.starts_on,
        "ends_on": shape.ends_on,
        "starts_any_week": shape.weeks is not None,
        "begins": shape.begins,
        "ends": shape.ends,
        "hours": shape.hours,
        "capacity_min": least,
        "capacity": capacity,
        "is_example": True,
    }


def _parts(programme: Programme) -> list[dict[str, Any]]:
    """An offering copies the parts that the region describes."""
    return [
        {
            "title_nl": part.title_nl,
            "title_en": part.title_en,
            "organization_id": part.organization_id,
            "site_id": part.site_id,
            "hours": part.hours,
        }
        for part in sorted(programme.parts.all(), key=lambda part: part.ordering)
    ]
