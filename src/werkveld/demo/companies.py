"""Invented companies and pupils' schools in real towns, what they are recognised for, and who speaks for them."""

import dataclasses
from datetime import date, datetime
from random import Random
from typing import Any

from werkveld.demo.cast import RECOGNISED_UNTIL, Company, Year
from werkveld.demo.days import FIRST_DAY, moment
from werkveld.demo.names import WILD
from werkveld.demo.people import register_voice
from werkveld.demo.tables import Sector, words
from werkveld.steps.offerings.actions import describe as describe_programme
from werkveld.steps.offerings.actions import make_course
from werkveld.steps.offerings.models import OfferingKind, Programme
from werkveld.steps.people.actions import describe, recognise_all
from werkveld.steps.people.enums import OrganizationKind
from werkveld.steps.people.models import Organization, Project, Site

SCHOOLS = (
    (OrganizationKind.SECONDARY_SCHOOL, "Voorbeeldcollege De", 16),
    (OrganizationKind.PRIMARY_SCHOOL, "Basisschool De", 24),
)
PROGRAMME_WORDS = ("name_nl", "name_en", "description_nl", "description_en", "audience")
RECOGNISED_FROM = date(2018, 8, 1)
SHORT_RECOGNITION = date(2023, 8, 1)  # soon after the morning of the demo, so that somebody has to see to it


def found_companies(year: Year) -> None:
    """A quarter of the recognitions ends in the year, so that somebody has to watch them."""
    dice, at = year.dice("companies"), moment(FIRST_DAY, 12)
    recognitions: list[dict[str, Any]] = []
    for sector in year.tables.sectors:
        for number in range(year.scaled(sector.companies)):
            company = _company(year, sector, number, dice, at=at)
            if number % 4 == 3:
                company = dataclasses.replace(company, recognised_until=SHORT_RECOGNITION)
            recognitions += _recognitions(year, company.site, sector.crebos, company.recognised_until)
            year.companies.append(company)
    recognise_all([*recognitions, *_of_partners(year)], by=year.clockwork, at=at)


def _company(year: Year, sector: Sector, number: int, dice: Random, *, at: datetime) -> Company:
    word = sector.names[number % len(sector.names)]
    company = _organization(year, f"{word} {_wild(number, sector.code)}", sector.kind, dice, at=at)
    return Company(company.organization, company.site, sector.code, sector.crebos)


def _wild(number: int, code: str) -> str:
    """Another bird, tree or flower for each, and a number when there are no more."""
    start = sum(map(ord, code))
    again = number // len(WILD)
    return WILD[(start + number) % len(WILD)] + (f" {again + 1}" if again else "")


def _organization(year: Year, name: str, kind: str, dice: Random, *, at: datetime) -> Company:
    """With one site in a town of the region, a few streets beside the middle of a postcode area."""
    code = "voorbeeld-" + "".join(c if c.isalnum() and c.isascii() else "-" for c in name.lower())
    organization = describe(
        Organization(region=year.region, code=code, is_example=True),
        facts={
            "name": name,
            "kind": kind,
            "description_nl": "Verzonnen organisatie voor de demo.",
            "description_en": "Invented organisation for the demo.",
        },
        by=year.clockwork,
        at=at,
    )
    town = dice.choice(year.tables.towns)
    facts = {
        "name": name,
        "postcode": town["postcode"],
        "city": town["city"],
        "lat": round(float(town["lat"]) + dice.uniform(-0.006, 0.006), 5),
        "lon": round(float(town["lon"]) + dice.uniform(-0.009, 0.009), 5),
    }
    site = describe(
        Site(organization=organization, code="vestiging", is_example=True), facts=facts, by=year.clockwork, at=at
    )
    register_voice(year, organization, dice, at=at)
    return Company(organization, site, kind, ())


def _recognitions(year: Year, site: Site, crebos: tuple[str, ...], until: date) -> list[dict[str, Any]]:
    return [
        {
            "site": site,
            "qualification": year.qualifications[crebo],
            "begins_on": RECOGNISED_FROM,
            "ends_on": until,
            "is_example": True,
        }
        for crebo in crebos
    ]


def _of_partners(year: Year) -> list[dict[str, Any]]:
    """The partners of the region where hours only count at a recognised site."""
    wanted: dict[tuple[int, str], dict[str, Any]] = {}
    for shape in year.tables.offerings:
        programme = year.programmes[shape.programme]
        site = own_site(year, programme)
        if site is not None and programme.kind.needs_recognition and programme.organization.parent_id is None:
            for row in _recognitions(year, site, tuple(w for w in shape.who if w.isdigit()), RECOGNISED_UNTIL):
                wanted[site.pk, row["qualification"].crebo] = row
    return list(wanted.values())


def site_of(year: Year, organization: Organization) -> Site | None:
    """The first that the region knows; of many partners it knows none."""
    return next((site for site in year.sites.values() if site.organization_id == organization.pk), None)


def own_site(year: Year, programme: Programme) -> Site | None:
    """Where the host itself is, else where the programme is."""
    return site_of(year, programme.organization) or programme.site


def found_schools(year: Year) -> None:
    dice, at = year.dice("schools"), moment(FIRST_DAY, 13)
    for kind, name, count in SCHOOLS:
        year.schools[kind.value] = [
            _organization(year, f"{name} {_wild(number, kind.value)}", kind, dice, at=at)
            for number in range(year.scaled(count, least=2))
        ]


def name_voices(year: Year) -> None:
    """An invented person speaks for every partner that offers something."""
    dice, at = year.dice("voices"), moment(FIRST_DAY, 14)
    hosts = {shape.host or year.programmes[shape.programme].organization.code for shape in year.tables.offerings}
    for code in sorted(hosts):
        organization = year.organizations[code]
        if year.school.pk not in (organization.pk, organization.parent_id):
            register_voice(year, organization, dice, at=at)


def make_programmes(year: Year) -> None:
    """Programmes that exist only here."""
    at = moment(FIRST_DAY, 9)
    kinds = {kind.code: kind for kind in OfferingKind.objects.filter(region=year.region)}
    for row in year.tables.programmes:
        facts: dict[str, Any] = {name: row[name] for name in PROGRAMME_WORDS}
        facts |= {"kind": kinds[row["kind"]], "organization": year.organizations[row["organization"]]}
        facts["site"] = year.sites[row["site"]] if row["site"] else None
        themes = [theme for theme in year.themes if theme.code in words(row["themes"])]
        year.programmes[row["code"]] = describe_programme(
            Programme(region=year.region, code=row["code"], is_example=True),
            facts=facts,
            links={"themes": themes},
            by=year.clockwork,
            at=at,
        )


def make_courses(year: Year, *, row: dict[str, str], at: datetime) -> None:
    """One version of something taught, out of the project that it names."""
    programme = year.programmes[row["programme"]]
    project = Project.objects.filter(partnership=programme.partnership_id, code=row["project"]).first()
    year.courses[f"{row['code']}/{row['version']}"] = make_course(
        programme=programme,
        code=row["code"],
        version=int(row["version"]),
        name_nl=row["name_nl"],
        name_en=row["name_en"],
        hours=int(row["hours"]),
        level=int(row["level"]),
        project=project,
        replaces=year.courses.get(f"{row['code']}/{row['replaces']}"),
        valid_from=date.fromisoformat(row["valid_from"]),
        is_example=True,
        by=year.coordinator,
        at=at,
    )
