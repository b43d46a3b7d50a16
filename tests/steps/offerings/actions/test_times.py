"""An offering on one day may say from when to when; both or neither, here and in the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from harness.catalogue import Shop
from werkveld.steps.offerings.actions import change_offering
from werkveld.steps.offerings.actions.offering import TimesDoNotFit
from werkveld.steps.offerings.models import Offering
from werkveld.steps.offerings.rules import moments_of

pytestmark = pytest.mark.slow
DAY = date(2026, 10, 5)
TWO, FOUR = time(14), time(16)
WRONG = [
    {"begins": TWO},
    {"ends": FOUR},
    {"begins": FOUR, "ends": TWO},
    {"begins": TWO, "ends": TWO},
    {"begins": TWO, "ends": FOUR, "ends_on": date(2026, 10, 6)},
    {"begins": TWO, "ends": FOUR, "starts_any_week": True},
]


@pytest.mark.parametrize("facts", WRONG)
def test_times_go_together_and_with_one_day(shop: Shop, facts: dict[str, Any]):
    with pytest.raises(TimesDoNotFit):
        shop.offers("Film", starts_on=DAY, **facts)
    plain = shop.offers("Film", starts_on=DAY)
    with pytest.raises(TimesDoNotFit):
        change_offering(plain, by=shop.by, at=shop.at, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offering.objects.filter(pk=plain.pk).update(**facts)


def test_a_day_gets_its_times_and_loses_them(shop: Shop, deeds_on: Callable[[Any], list[Any]]):
    film = shop.offers("Film", starts_on=DAY, ends_on=DAY)
    assert moments_of(film) is None
    changed = change_offering(film, begins=TWO, ends=FOUR, by=shop.by, at=shop.at)
    assert moments_of(changed) == (datetime(2026, 10, 5, 12, tzinfo=UTC), datetime(2026, 10, 5, 14, tzinfo=UTC))
    assert deeds_on(film)[-1] == ("changed", shop.by.key)
    with pytest.raises(TimesDoNotFit):
        change_offering(film, ends_on=date(2026, 11, 1), by=shop.by, at=shop.at)
    change_offering(film, ends_on=date(2026, 11, 1), begins=None, ends=None, by=shop.by, at=shop.at)
    assert moments_of(film) is None


def test_other_changes_leave_the_times(shop: Shop):
    film = shop.offers("Film", starts_on=DAY, begins=TWO, ends=FOUR)
    change_offering(film, capacity=12, by=shop.by, at=shop.at)
    film.refresh_from_db()
    assert (film.begins, film.ends) == (TWO, FOUR)
