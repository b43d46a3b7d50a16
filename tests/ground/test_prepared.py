"""A prepared query answers as the query itself does, on either database, and follows what changes."""

from uuid import UUID, uuid4

import pytest
from django.db.models import Count, QuerySet
from pytest_django import DjangoAssertNumQueries

from harness.catalogue import Shop
from werkveld.ground.prepared import Prepared
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Site


def by_key(key: UUID) -> QuerySet[Offering, Offering]:
    return Offering.objects.filter(key=key).select_related("programme__kind", "site", "course").order_by("pk")


def test_records_come_with_what_they_were_selected_with(shop: Shop, django_assert_num_queries: DjangoAssertNumQueries):
    made, asked = shop.offers("Zorg", level_min=2), Prepared(by_key, key=UUID(int=0))
    with django_assert_num_queries(1):
        (found,) = asked(key=made.key)
        said = (
            found,
            found.starts_on,
            found.opened_at,
            found.is_example,
            found.site,
            found.programme.kind.code,
            found.course,
        )
    made.refresh_from_db()
    assert said == (
        made, made.starts_on, made.opened_at, made.is_example, shop.campus, shop.programme.kind.code, None,
    )  # fmt: skip


def test_each_time_other_values_and_what_is_now(shop: Shop):
    first, second, asked = shop.offers("Zorg"), shop.offers("Bouw"), Prepared(by_key, key=UUID(int=0))
    assert [asked(key=key) for key in (first.key, second.key, uuid4())] == [[first], [second], []]
    Offering.objects.filter(pk=first.pk).update(title_nl="Wijk")
    assert asked(key=first.key)[0].title_nl == "Wijk"


def test_rows_come_as_the_query_gives_them(shop: Shop):
    made = [shop.offers(title) for title in ("a", "b", "c")]
    made[0].refresh_from_db()
    asked = Prepared(
        lambda ids: Offering.objects.filter(pk__in=ids).order_by("pk").values_list("key", "opened_at"), ids=(-3, -2, -1)
    )
    assert asked(ids=[made[0].pk]) == [(made[0].key, made[0].opened_at)]
    assert [row[0] for row in asked(ids=[one.pk for one in made])] == [one.key for one in made]


def test_what_was_reckoned_beside_a_record_comes_along(shop: Shop):
    shop.offers("Zorg")
    asked = Prepared(
        lambda code: Site.objects.filter(code=code).annotate(number=Count("offerings")).order_by("pk"), code="a code"
    )
    assert [site.number for site in asked(code=shop.campus.code)] == [1]


def test_a_query_without_an_order_is_refused():
    asked = Prepared(lambda key: Offering.objects.filter(key=key), key=UUID(int=0))
    with pytest.raises(ValueError, match="has an order"):
        asked(key=uuid4())


def test_an_example_that_the_query_does_not_hold_is_refused():
    asked = Prepared(lambda **_keys: Offering.objects.order_by("pk"), key=UUID(int=0))
    with pytest.raises(ValueError, match="Every example"):
        asked(key=uuid4())
