"""Somebody who sat down at a desk, `signed_in(anna).get(…)`, in a small world of today: doors read the clock."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World, small_world
from werkveld.steps.people.models import Account, Person

SignedIn = Callable[[Person], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def sit_down(person: Person) -> Client:
        account, _is_new = Account.objects.get_or_create(
            person=person, defaults={"email": person.email or f"{person.key}@example.nl"}
        )
        client = Client()
        client.force_login(account)
        return client

    return sit_down


@pytest.fixture
def world(db: None) -> World:
    return small_world(timezone.now())
