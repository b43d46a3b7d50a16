"""What is offered in the year: from the lines of the table to open offerings, each with its coach."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from werkveld.demo.asking import plan_question
from werkveld.demo.calendar import moment
from werkveld.demo.cast import Company, Run, Year
from werkveld.demo.companies import own_site
from werkveld.demo.placing import plan_places
from werkveld.demo.tables import Shape
from werkveld.steps.offerings.actions import offer, open_offerings
from werkveld.steps.offerings.models import Programme, ProgrammePart
from werkveld.steps.people.models import Organization, Site

FIRST_OFFERS = date(2021, 8, 24)
WEEKS_AHEAD = 8
# Learning places at invented companies: when they begin and end, and the share of companies that offers one then.
TERMS = (
    (date(2021, 9, 6), date(2022, 1, 28), 0.25, "najaar 2021", "autumn 2021"),
    (date(2022, 2, 7), date(2022, 7, 1), 0.3, "voorjaar 2022", "spring 2022"),
    (date(2022, 9, 5), date(2023, 1, 27), 0.5, "najaar 2022", "autumn 2022"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Hosted:
    """A shape with the organisation and the place where it goes on, and how this copy is called."""

    shape: Shape
    organization: Organization
    site: Site | None
    named_nl: str = ""
    named_en: str = ""


def plan_offers(year: Year) -> None:
    """Everything is offered eight weeks ahead; what is offered on one day is opened together."""
    by_day: dict[date, list[Hosted]] = defaultdict(list)
    for hosted in [*_of_region(year), *_of_companies(year)]:
        day = max(FIRST_OFFERS, hosted.shape.starts_on - timedelta(weeks=WEEKS_AHEAD))
        by_day[day - timedelta(days=max(0, day.weekday() - 4))].append(hosted)
    for day, group in sorted(by_day.items()):
        year.calendar.plan(moment(day, 10), offer_together, year=year, group=group)
        for hosted in group:
            plan_question(year, hosted.shape, hosted.organization, day)


def _of_region(year: Year) -> Iterator[Hosted]:
    for shape in year.tables.offerings:
        programme = year.programmes[shape.programme]
        host = year.organizations[shape.host] if shape.host else programme.organization
        if shape.copies is None:
            yield Hosted(shape, host, programme.site or own_site(year, programme))
            continue
        kind, count = shape.copies
        copies = year.scaled(count)
        if kind == "team":
            for number in range(1, copies + 1):
                question = shape.question if number == 1 else ""
                one = dataclasses.replace(shape, question=question)
                yield Hosted(one, host, programme.site, f"team {number}", f"team {number}")
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
    partner = year.stars["partner"]
    for row in year.tables.programmes:
        for company in year.companies:
            sector = sectors[company.sector]
            is_partner = year.contacts[company.organization.pk] is partner
            for starts_on, ends_on, share, named_nl, named_en in TERMS:
                if not is_partner and dice.random() > share:
                    continue
                seats = dice.choice((1, 1, 2, 2, 3, 4))
                shape = Shape(
                    programme=row["code"],
                    title_nl=f"Leerplek bij {company.organization.name}, {named_nl}",
                    title_en=f"Learning place at {company.organization.name}, {named_en}",
                    summary_nl=f"Leren en meewerken: {sector.work_nl}.",
                    summary_en=f"Learning and working along: {sector.work_en}.",
                    starts_on=starts_on,
                    ends_on=ends_on,
                    hours=dice.choice((320, 400, 480)),
                    capacity=seats + dice.choice((0, 1, 2)),
                    least=1,
                    levels=None,
                    mode="on_site",
                    who=sector.crebos,
                    taken=seats,
                    award="practice_statement" if ends_on.year == 2022 else "",
                    stars=("student", "coach") if is_partner and ends_on.year > 2022 else (),
                )
                yield Hosted(shape, company.organization, company.site)


def offer_together(*, year: Year, group: list[Hosted], at: datetime) -> None:
    runs = [_run(year, hosted, at) for hosted in group]
    open_offerings([run.offering for run in runs], by=year.coordinator, at=at)
    for run in runs:
        year.runs.append(run)
        plan_places(year, run, at)


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
    """Columns of Offering; the capacity of something small stays as it is, also in a small year."""
    shape = hosted.shape
    low, high = shape.levels or (None, None)
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
        "hours": shape.hours,
        "capacity_min": shape.least,
        "capacity": shape.capacity,
        "is_example": True,
    }


def _parts(programme: Programme) -> list[dict[str, Any]]:
    """An offering copies the parts that the region describes."""
    parts = ProgrammePart.objects.filter(programme=programme).order_by("ordering")
    return [
        {
            "title_nl": part.title_nl,
            "title_en": part.title_en,
            "organization_id": part.organization_id,
            "site_id": part.site_id,
            "hours": part.hours,
        }
        for part in parts
    ]
