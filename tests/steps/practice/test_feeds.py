"""The secret address of a calendar: made, made anew, ended; only its digest is kept."""

from datetime import datetime, timedelta

import pytest

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.practice.actions.feeds import HasLeft, close_feed, open_feed, read_feed
from werkveld.steps.practice.models import CalendarFeed


def test_a_new_address_ends_the_old_one(world: World, at: datetime):
    (anna,) = world.students(1)
    first, second = (open_feed(by=anna, at=at) for _time in range(2))
    assert read_feed(first, at=at) is None
    assert read_feed(second, at=at) == anna
    close_feed(by=anna, at=at)
    assert read_feed(second, at=at) is None


def test_nobody_can_read_the_secret_in_the_database(world: World, at: datetime):
    (anna,) = world.students(1)
    secret = open_feed(by=anna, at=at)
    kept = CalendarFeed.objects.get()
    assert len(secret) == 43
    assert secret not in "".join(str(value) for value in vars(kept).values())


def test_that_it_is_read_is_noted_once_a_day(world: World, at: datetime, deeds_on: DeedsOn):
    (anna,) = world.students(1)
    secret = open_feed(by=anna, at=at)
    for hours in (0, 1, 25):
        read_feed(secret, at=at + timedelta(hours=hours))
    feed = CalendarFeed.objects.get()
    assert feed.read_at == at + timedelta(hours=25)
    assert [verb for verb, _by in deeds_on(feed)] == ["opened a calendar", "read a calendar", "read a calendar"]


def test_who_left_has_none(world: World, at: datetime):
    (anna,) = world.students(1)
    secret = open_feed(by=anna, at=at)
    anna.left_at, anna.given_name = at, ""
    anna.save()
    assert read_feed(secret, at=at) is None
    with pytest.raises(HasLeft):
        open_feed(by=anna, at=at)
