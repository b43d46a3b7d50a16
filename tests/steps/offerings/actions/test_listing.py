"""The catalogue is written in the deed that changes an offering, and stays right."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from harness.catalogue import Shop
from werkveld.steps.deeds.models import Deed
from werkveld.steps.offerings import actions
from werkveld.steps.offerings.actions import MayNotRefresh
from werkveld.steps.offerings.models import Catalogue, Listing
from werkveld.steps.people.models import Person


def number(shop: Shop) -> int:
    return Catalogue.objects.values_list("number", flat=True).get(region=shop.region)


def test_a_draft_is_not_listed_and_opening_lists_it(shop: Shop):
    offering = shop.offers("Zorg", is_open=False)
    assert not Listing.objects.filter(offering=offering).exists()
    before = number(shop)
    actions.open_offering(offering, by=shop.by, at=shop.at)
    listing = Listing.objects.get(offering=offering)
    assert (listing.is_open, listing.is_public, listing.number) == (True, True, before + 1)


def test_a_deed_that_fails_leaves_the_catalogue_as_it_was(shop: Shop):
    offering, before = shop.offers("Zorg"), number(shop)
    with suppress(ZeroDivisionError), transaction.atomic():
        actions.close_offering(offering, by=shop.by, at=shop.at)
        raise ZeroDivisionError
    assert (number(shop), Listing.objects.get(offering=offering).is_open) == (before, True)


def test_many_are_opened_with_one_number(shop: Shop):
    drafts = [shop.offers(f"Zorg {at}", is_open=False) for at in range(3)]
    before = number(shop)
    actions.open_offerings(drafts, by=shop.by, at=shop.at)
    assert number(shop) == before + 1
    assert Listing.objects.filter(is_open=True, offering__in=drafts).count() == 3


def test_many_are_closed_with_one_number_and_stay_to_be_read(shop: Shop):
    offerings = [shop.offers(f"Zorg {at}") for at in range(3)]
    before = number(shop)
    actions.close_offerings(offerings, by=shop.by, at=shop.at)
    assert number(shop) == before + 1
    assert Listing.objects.filter(is_open=False, is_public=True, offering__in=offerings).count() == 3
    assert Deed.objects.filter(verb="closed").count() == 3


def test_writing_anew_gives_a_new_history_and_its_deed(shop: Shop):
    shop.offers("Zorg")
    before = Catalogue.objects.get(region=shop.region).history
    assert actions.refresh_catalogue(shop.region, by=shop.by, at=shop.at) == 1
    assert Catalogue.objects.get(region=shop.region).history != before
    assert Deed.objects.filter(verb="refreshed catalogue").count() == 2  # the shop opened with one


def test_only_the_keeper_writes_it_anew(shop: Shop, anna: Person):
    with pytest.raises(MayNotRefresh):
        actions.refresh_catalogue(shop.region, by=anna, at=shop.at)


@pytest.mark.django_db
def test_the_index_of_words_still_stands_after_all_migrations():
    """On SQLite a later migration that makes the table anew would lose it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            names = [row[0] for row in cursor.fetchall() if row[0].startswith("werkveld_listing")]
            assert names == ["werkveld_listing_changed", "werkveld_listing_removed", "werkveld_listing_written"]
        else:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname = 'werkveld_listing_found'")
            assert cursor.fetchall() == [("werkveld_listing_found",)]


def test_the_index_of_words_follows_a_deletion(shop: Shop):
    offering = shop.offers("Eenhoorn")
    Listing.objects.filter(offering=offering).delete()
    from werkveld.steps.offerings.queries.texts import text_hits

    assert text_hits("eenhoorn").all.tolist() == []
