from datetime import UTC, datetime, time, timedelta

import pytest

from werkveld.jobs.beat import Beat, Daily, Every, due


def nothing() -> None:
    """A job that does nothing."""


def morning(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, 1, hour, minute, tzinfo=UTC)


def test_a_daily_job_follows_the_clock_of_the_region():
    daily = Daily(time(6, 30))
    assert daily.slot(morning(4, 29)) is None  # 06:29 in Amsterdam
    assert daily.slot(morning(4, 30)) == "2026-09-01"
    assert daily.slot(morning(23)) is None  # already tomorrow there, and too early


def test_a_repeated_job_has_a_turn_for_each_gap():
    every = Every(timedelta(minutes=10))
    assert every.slot(morning(9, 1)) == every.slot(morning(9, 9))
    assert every.slot(morning(9, 9)) != every.slot(morning(9, 10))


@pytest.mark.django_db
def test_two_machines_put_a_job_in_the_queue_once():
    beats = [Beat("night", Daily(time(6, 30)), nothing), Beat("often", Every(timedelta(minutes=10)), nothing)]
    now = morning(9)
    assert [beat.code for beat in due(beats, now=now)] == ["night", "often"]
    assert due(beats, now=now) == []
    assert [beat.code for beat in due(beats, now=now + timedelta(minutes=10))] == ["often"]
    assert [beat.code for beat in due(beats, now=now + timedelta(days=1))] == ["night", "often"]
