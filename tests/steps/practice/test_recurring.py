"""The same help again and again, over a change of summer time, with the days that are not possible said first."""

from datetime import datetime, timedelta

import pytest

from harness.helping import Desk, desk_of
from journeys.world import World
from werkveld.steps.people.models import Norm
from werkveld.steps.practice.actions.recurring import NoneIsPossible, book_again
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.queries.recurring import Again, times_again
from werkveld.steps.practice.queries.slots import free_times
from werkveld.steps.practice.queries.visits import visits_in_series

OCTOBER = datetime.fromisoformat("2026-10-13T10:00+02:00")


@pytest.fixture
def desk(world: World) -> Desk:
    made = desk_of(world)
    Norm.objects.filter(code="book_ahead_days").update(value=120)
    return made


def test_the_hour_stays_when_summer_time_ends(desk: Desk):
    for start in ("2026-10-13T10:00+02:00", "2026-10-27T10:00+01:00"):
        desk.shift(starts_at=datetime.fromisoformat(start))
    first = free_times(desk.kind, at=desk.world.at)[0]
    days = times_again(desk.kind, first, every=1, times=3, at=desk.world.at)
    assert [(day.starts_at.astimezone().isoformat(), day.free is not None) for day in days] == [
        (datetime.fromisoformat(start).astimezone().isoformat(), there)
        for start, there in (
            ("2026-10-13T10:00+02:00", True),
            ("2026-10-20T10:00+02:00", False),
            ("2026-10-27T10:00+01:00", True),
        )
    ]
    els = desk.neighbour()
    booked = book_again(desk.kind, days, resident=els, by=els, at=desk.world.at)
    assert [visit.starts_at for visit in booked] == [days[0].starts_at, days[2].starts_at]
    assert list(visits_in_series(booked[0], after=OCTOBER)) == booked[1:]


def test_when_none_is_possible_nothing_is_booked(desk: Desk):
    els = desk.neighbour()
    with pytest.raises(NoneIsPossible):
        book_again(desk.kind, [Again(OCTOBER + timedelta(weeks=1), None)], resident=els, by=els, at=desk.world.at)
    assert not Appointment.objects.exists()
