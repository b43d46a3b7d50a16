"""The confidential adviser reads, answers, sends on and closes; every other desk is refused."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.deeds.models import Look
from werkveld.steps.experiences.actions import tell_concern
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.models import Concern
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
HOME = "/nl/vertrouwenspersoon/"


@pytest.fixture
def vera(world: World) -> Person:
    return world.someone("Vera", RoleCode.CONFIDANT, world.school)


@pytest.fixture
def concern(world: World, vera: Person) -> Concern:
    (anna,) = world.students(1)
    return tell_concern(
        organization=world.school,
        kind=ConcernKind.WORRY,
        text="Zij is bang.",
        told_by=anna,
        by=anna,
        at=timezone.now(),
    )


def test_the_adviser_reads_it_and_the_teller_can_see_that(vera: Person, concern: Concern, signed_in: SignedIn):
    client = signed_in(vera)
    assert list(client.get(HOME).context["waiting"]) == [concern]
    assert "Zij is bang." not in client.get(HOME).content.decode()
    assert "Zij is bang." in client.get(f"{HOME}{concern.key}/").content.decode()
    look = Look.objects.get()
    assert (look.by, look.person) == (vera.key, concern.told_by.key)
    assert "bang" not in look.what


def test_it_is_taken_answered_and_closed(vera: Person, concern: Concern, signed_in: SignedIn):
    client, page = signed_in(vera), f"{HOME}{concern.key}/"
    client.post(f"{page}oppakken/")
    assert list(client.get(HOME).context["busy"]) == [concern]
    assert client.post(page, {"text": ""}).context["form"].errors.keys() == {"text"}
    client.post(page, {"text": "Ik bel je."})
    client.post(f"{page}afsluiten/")
    concern.refresh_from_db()
    assert (concern.taken_by, concern.answer, concern.closed_at is not None) == (vera, "Ik bel je.", True)
    assert list(client.get(HOME).context["closed"]) == [concern]
    assert "Ik bel je." in client.get(page).content.decode()


def test_it_is_sent_on_to_another_adviser(world: World, vera: Person, concern: Concern, signed_in: SignedIn):
    world.someone("Otto", RoleCode.CONFIDANT, world.company)
    client, page = signed_in(vera), f"{HOME}{concern.key}/"
    client.post(f"{page}doorsturen/", {"organization": world.school.pk})
    concern.refresh_from_db()
    assert concern.organization == world.school
    client.post(f"{page}doorsturen/", {"organization": world.company.pk})
    assert client.get(page).status_code == 404


def test_every_other_desk_is_refused(world: World, concern: Concern, signed_in: SignedIn):
    director = world.someone("Fatima", RoleCode.DIRECTOR, world.school)
    for reader in (world.people["coordinator"], world.people["coach"], director, concern.told_by):
        client = signed_in(reader)
        assert client.get(HOME).status_code == 403
        assert client.get(f"{HOME}{concern.key}/").status_code == 403
        for deed in ("oppakken", "afsluiten", "doorsturen"):
            assert client.post(f"{HOME}{concern.key}/{deed}/").status_code == 403


def test_an_adviser_of_elsewhere_finds_nothing(world: World, concern: Concern, signed_in: SignedIn):
    other = signed_in(world.someone("Otto", RoleCode.CONFIDANT, world.company))
    assert list(other.get(HOME).context["waiting"]) == []
    for deed in ("", "oppakken/", "afsluiten/", "doorsturen/"):
        assert other.post(f"{HOME}{concern.key}/{deed}").status_code == 404
