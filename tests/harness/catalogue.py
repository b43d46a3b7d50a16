"""A small catalogue: one programme on a campus, and offerings that a test describes in a few words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from werkveld.steps.offerings import actions
from werkveld.steps.offerings.models import Offering, OfferingKind, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Region, Site, Theme


@dataclass
class Shop:
    """`offers(title, …)` makes an offering and opens it, as a coordinator does."""

    region: Region
    school: Organization
    programme: Programme
    campus: Site
    by: Person
    at: datetime
    made: list[Offering] = field(default_factory=list)

    def offers(self, title: str, *, is_open: bool = True, **facts: Any) -> Offering:
        facts = {"title_en": title, "site": self.campus, "starts_on": date(2026, 10, 5), **facts}
        facts.setdefault("programme", self.programme)
        offering = actions.offer(organization=self.school, title_nl=title, by=self.by, at=self.at, **facts)
        if is_open:
            actions.open_offering(offering, by=self.by, at=self.at)
        self.made.append(offering)
        return offering

    def site(self, name: str, lat: float, lon: float, *, is_campus: bool = False) -> Site:
        return Site.objects.create(
            organization=self.school, code=name.lower(), name=name, city=name, postcode="3811", lat=lat, lon=lon,
            is_campus=is_campus,
        )  # fmt: skip

    def kind(self, code: str, **flags: Any) -> OfferingKind:
        names = {"name_nl": code, "name_en": code, "plural_nl": code, "plural_en": code}
        return OfferingKind.objects.create(region=self.region, code=code, **names, **flags)

    def programme_of(self, code: str, kind: OfferingKind, *themes: Theme, **facts: Any) -> Programme:
        facts = {"name_nl": code, "name_en": code, "organization": self.school, **facts}
        programme = Programme.objects.create(region=self.region, code=code, kind=kind, **facts)
        programme.themes.set(themes)
        return programme

    def theme(self, code: str, name: str) -> Theme:
        return Theme.objects.create(region=self.region, code=code, name_nl=name, name_en=name)


@pytest.fixture
def shop(region: Region, school: Organization, known: Callable[..., Person], at: datetime) -> Shop:
    keeper = known("Karin", "Keeper", RoleCode.KEEPER, school)
    made = Shop(region, school, None, None, keeper, at)  # type: ignore[arg-type]  filled below
    made.campus = made.site("Amersfoort", 52.155, 5.387, is_campus=True)
    made.programme = made.programme_of("zorg", made.kind("keuzedeel", ordering=20, gives_evidence=True))
    actions.refresh_catalogue(region, by=keeper, at=at)
    return made
