"""The region of the source, loaded from its package, with the people who sit at a desk in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.test import Client

from werkveld.ground.places import region_package
from werkveld.regions.load import load_region
from werkveld.steps.people.actions import open_account, register
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import clockwork

AUTUMN = datetime(2022, 9, 1, 8, 0, tzinfo=UTC)
SitsDown = Callable[..., Client]


@pytest.fixture
def midden_nederland(db: None) -> Region:
    load_region(region_package("midden-nederland"), by=None, at=AUTUMN)
    return Region.objects.get(code="midden-nederland")


@pytest.fixture
def college(midden_nederland: Region) -> Organization:
    return Organization.objects.get(region=midden_nederland, code="roc-midden-nederland")


@pytest.fixture
def sits_down(midden_nederland: Region, college: Organization) -> SitsDown:
    """Somebody with this role, of the school or of another organisation by its code, at a browser of their own."""
    by = clockwork(midden_nederland)

    def arrive(name: str, role: RoleCode, at_home: str = "", **facts: Any) -> Client:
        home = Organization.objects.get(region=midden_nederland, code=at_home) if at_home else college
        person: Person = register(organization=home, role=role, given_name=name, by=by, at=AUTUMN, **facts)
        client = Client()
        client.force_login(open_account(person, email=f"{name.lower()}@example.nl", by=by, at=AUTUMN))
        return client

    return arrive


@pytest.fixture
def it_is(settings: LazySettings) -> Callable[..., None]:
    """The day and hour at which doors live: `it_is(2022, 9, 5)`, in the time of the region."""

    def moved(year: int, month: int, day: int, hour: int = 9) -> None:
        settings.CLOCK = datetime(year, month, day, hour, 0, tzinfo=ZoneInfo("Europe/Amsterdam")).isoformat()

    return moved


def exact(board: Client, figure: str, year: int = 2022) -> Decimal:
    """What stands on the page of a figure for who guards it, such as «1.234,5 uur»; the public may see less."""
    board.post(f"/nl/bestuur/samen-met-de-praktijk/{year}/tellen/")
    (_name, value), *_others = board.get(f"/nl/cijfer/{year}/{figure}/").context["exact"]
    number, *_unit = str(value).split()
    return Decimal(number.replace(".", "").replace(",", "."))
