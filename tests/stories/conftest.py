"""The region of the source, loaded from its package, with the people who sit at a desk in it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from werkveld.ground.places import region_package
from werkveld.regions.load import load_region
from werkveld.steps.people.actions import open_account, register
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import clockwork

AUTUMN = datetime(2022, 9, 1, 8, 0, tzinfo=UTC)
SitsDown = Callable[[str, RoleCode], Client]


@pytest.fixture
def midden_nederland(db: None) -> Region:
    load_region(region_package("midden-nederland"), by=None, at=AUTUMN)
    return Region.objects.get(code="midden-nederland")


@pytest.fixture
def college(midden_nederland: Region) -> Organization:
    return Organization.objects.get(region=midden_nederland, code="roc-midden-nederland")


@pytest.fixture
def sits_down(midden_nederland: Region, college: Organization) -> SitsDown:
    """Somebody of the school with this role, at a browser of their own."""
    by = clockwork(midden_nederland)

    def arrive(name: str, role: RoleCode) -> Client:
        person: Person = register(organization=college, role=role, given_name=name, by=by, at=AUTUMN)
        client = Client()
        client.force_login(open_account(person, email=f"{name.lower()}@example.nl", by=by, at=AUTUMN))
        return client

    return arrive
