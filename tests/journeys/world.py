"""A small invented world: one school with a college, a company, one elective kind, and the people who act there."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.people.actions import register, register_all
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Norm, Organization, Person, Region, Site

# What the pages of every day ask.
RULES = {"shift_at_risk_days": 10, "hand_back_days": 3}


@dataclass
class World:
    at: datetime
    region: Region
    school: Organization
    college: Organization
    company: Organization
    site: Site
    clockwork: Person
    people: dict[str, Person] = field(default_factory=dict)

    def someone(self, name: str, role: RoleCode, organization: Organization, **facts: Any) -> Person:
        self.people[name] = register(
            organization=organization, role=role, given_name=name, by=self.clockwork, at=self.at, **facts
        )
        return self.people[name]

    def students(self, count: int) -> list[Person]:
        rows = [{"given_name": f"Student {number}", "college": self.college} for number in range(1, count + 1)]
        return register_all(organization=self.college, role=RoleCode.LEARNER, rows=rows, by=self.clockwork, at=self.at)

    def offering(self, name: str, *, capacity: int | None = None, **flags: bool) -> Offering:
        kind, _new = OfferingKind.objects.get_or_create(
            region=self.region, code="-".join(["kind", *flags])[:40], **flags
        )
        programme = Programme.objects.create(
            region=self.region, code=name, kind=kind, name_nl=name, organization=self.company, site=self.site
        )
        drafted = offer(
            programme=programme,
            organization=self.company,
            site=self.site,
            title_nl=name,
            title_en=name,
            starts_on=date(2026, 9, 7),
            capacity=capacity,
            by=self.clockwork,
            at=self.at,
        )
        return open_offering(drafted, by=self.clockwork, at=self.at)


def small_world(at: datetime) -> World:
    region = Region.objects.create(code="small", name_nl="Klein", name_en="Small", centre_lat=52, centre_lon=5)
    for code, value in RULES.items():
        Norm.objects.create(region=region, code=code, value=value, valid_from=date(2016, 8, 1))
    school = Organization.objects.create(
        region=region, code="school", name="School", kind=OrganizationKind.VOCATIONAL_COLLEGE
    )
    college = Organization.objects.create(
        region=region, code="college", name="College", kind=OrganizationKind.COLLEGE, parent=school
    )
    company = Organization.objects.create(region=region, code="company", name="Company", kind=OrganizationKind.COMPANY)
    site = Site.objects.create(organization=company, code="site", name="Site", city="Town", lat=52, lon=5)
    clockwork = Person.objects.create(region=region, given_name="Werkveld", is_clockwork=True)
    world = World(at, region, school, college, company, site, clockwork)
    world.someone("coordinator", RoleCode.COORDINATOR, school)
    world.someone("trainer", RoleCode.TRAINER, company)
    world.someone("coach", RoleCode.COACH, college)
    return world
