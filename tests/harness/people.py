"""A moment, and a few people whom every test may know: Anna learns, Bram coaches, Carla coordinates, and so on."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person, Region, Role

FIRST_DAY = date(2020, 8, 1)
Known = Callable[[str, str, RoleCode, Organization], Person]


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning in the first week of school; the clock is read only in doors, so tests bring their own."""
    return datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def region(db: None) -> Region:
    """Not the region of the source: nothing may be tied to that one."""
    return Region.objects.create(
        code="proefstreek", name_nl="Proefstreek", name_en="Trial region", centre_lat=52, centre_lon=5
    )


@pytest.fixture
def school(region: Region) -> Organization:
    return Organization.objects.create(
        region=region, code="proefcollege", name="Proefcollege", kind=OrganizationKind.VOCATIONAL_COLLEGE
    )


@pytest.fixture
def company(region: Region) -> Organization:
    return Organization.objects.create(
        region=region, code="bouwbedrijf", name="Bouwbedrijf", kind=OrganizationKind.COMPANY
    )


@pytest.fixture
def known(region: Region) -> Known:
    """Somebody with one role, from long ago."""

    def somebody(given: str, family: str, code: RoleCode, organization: Organization) -> Person:
        person = Person.objects.create(
            region=region, given_name=given, family_name=family, email=f"{given.lower()}@example.nl"
        )
        Role.objects.create(person=person, organization=organization, code=code, begins_on=FIRST_DAY)
        return person

    return somebody


@pytest.fixture
def anna(known: Known, school: Organization) -> Person:
    return known("Anna", "Aalbers", RoleCode.LEARNER, school)


@pytest.fixture
def bram(known: Known, school: Organization) -> Person:
    return known("Bram", "Bakker", RoleCode.COACH, school)


@pytest.fixture
def carla(known: Known, school: Organization) -> Person:
    return known("Carla", "Cornelissen", RoleCode.COORDINATOR, school)


@pytest.fixture
def dirk(known: Known, company: Organization) -> Person:
    return known("Dirk", "Dekker", RoleCode.CONTACT, company)


@pytest.fixture
def els(region: Region) -> Person:
    """A neighbour, with a telephone and without any role or e-mail address."""
    return Person.objects.create(region=region, given_name="Els", family_name="Evers", phone="0335550123")


@pytest.fixture
def fatima(known: Known, school: Organization) -> Person:
    return known("Fatima", "Faddegon", RoleCode.DIRECTOR, school)
