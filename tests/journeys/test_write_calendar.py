"""What stands in a calendar, for whom, and what is gone when it is over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event

from journeys.world import World
from steps.practice.conftest import TEN, Morning
from werkveld.journeys.write_calendar import day_of_offering, invitation, own_calendar
from werkveld.steps.offerings.rules import has_own_day
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import close_appointment, extend
from werkveld.steps.practice.enums import AppointmentState, ShiftState
from werkveld.steps.practice.models import Shift

pytestmark = pytest.mark.slow


@pytest.fixture
def morning(world: World) -> Morning:
    morning = Morning(world)
    morning.els.family_name, morning.els.phone = "Evers", "0335550123"
    morning.els.save()
    return morning


def events(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def of(person: Person, morning: Morning, minutes: int = -600) -> list[Event]:
    return events(own_calendar(person, morning.after(minutes)))


def test_a_student_has_the_own_shifts_and_visits_and_nobody_elses(morning: Morning):
    visit = morning.book(morning.anna, 30)
    mine = of(morning.anna, morning)
    assert [str(one["uid"]).split("@")[0] for one in mine] == [
        str(morning.shift.key),
        str(visit.key),
        str(morning.other.key),
    ]
    assert mine[1].decoded("dtstart") == morning.after(30)
    assert "Els" in str(mine[1]["summary"])
    assert len(of(morning.bo, morning)) == 2
    assert of(morning.stranger, morning) == []


def test_of_who_was_helped_nothing_stays(morning: Morning):
    visit = morning.book(morning.anna, 30)
    before, during, after = (own_calendar(morning.anna, morning.after(minutes)).decode() for minutes in (0, 45, 60))
    assert ["Els" in text for text in (before, during, after)] == [True, True, False]
    close_appointment(visit, as_state=AppointmentState.SERVED, by=morning.coach, at=morning.after(40))
    closed = own_calendar(morning.anna, morning.after(41)).decode()
    assert [word in before + closed for word in ("Evers", "0335550123")] == [False, False]
    assert "Els" not in closed
    assert len(events(closed.encode())) == 3


def test_where_somebody_lives_stays_out_of_a_calendar_elsewhere(morning: Morning):
    visit = morning.book(morning.anna, 30)
    assert morning.shift.site.name in str(of(morning.anna, morning)[1]["location"])
    visit.place = "Lindelaan 3"
    visit.save()
    event = of(morning.anna, morning)[1]
    assert ("Lindelaan" in own_calendar(morning.anna, morning.after(-600)).decode(), "location" in event) == (
        False,
        False,
    )
    assert "op je bladzijde" in str(event["description"])


def test_what_moves_or_is_cancelled_keeps_its_address_and_counts_on(morning: Morning):
    first = morning.book(morning.anna, 0)
    second = morning.book(morning.anna, 30)
    found = [of(morning.anna, morning)]
    extend(first, by=morning.coach, at=morning.after(20))
    found.append(of(morning.anna, morning))
    second.refresh_from_db()
    close_appointment(second, as_state=AppointmentState.CANCELLED, by=morning.coach, at=morning.after(21))
    found.append(of(morning.anna, morning))
    ours = [next(one for one in each if str(second.key) in str(one["uid"])) for each in found]
    assert [one.decoded("dtstart") for one in ours] == [morning.after(30), morning.after(45), morning.after(45)]
    numbers = [int(one["sequence"]) for one in ours]
    assert numbers == sorted(set(numbers))
    assert [str(one["status"]) for one in ours] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "Els" not in str(ours[2]["summary"])


def test_a_coach_has_the_own_shifts_without_residents_and_a_cancelled_one_says_so(morning: Morning):
    morning.book(morning.anna, 30)
    Shift.objects.filter(pk=morning.shift.pk).update(state=ShiftState.CANCELLED)
    (mine,) = of(morning.coach, morning)
    assert str(mine["uid"]).startswith(str(morning.shift.key))
    assert str(mine["status"]) == "CANCELLED"
    Shift.objects.filter(pk=morning.shift.pk).update(state=ShiftState.DRAFT)
    assert of(morning.coach, morning) == []


def test_the_invitation_of_a_resident_names_nobody(
    morning: Morning, read_elsewhere: Callable[[bytes], tuple[list[str], list[str]]]
):
    visit = morning.book(morning.anna, 30)
    content = invitation(visit)
    (one,) = events(content)
    assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(minutes=30)
    assert visit.code in str(one["description"])
    assert ["Els" in content.decode(), "Student" in content.decode()] == [False, False]
    assert read_elsewhere(content) == (["2026-09-08T10:30:00 Europe/Amsterdam"], ["2026-09-08T08:30:00.000Z"])


def test_an_offering_on_one_day_is_a_day_in_the_calendar(morning: Morning):
    offering = morning.shift.offering
    assert has_own_day(offering)
    (one,) = events(day_of_offering(offering, TEN))
    assert one.decoded("dtstart") == offering.starts_on
    offering.begins, offering.ends = time(14), time(16, 30)
    (one,) = events(day_of_offering(offering, TEN))
    assert one["dtstart"].params["tzid"] == "Europe/Amsterdam"
    assert one.decoded("dtstart").isoformat() == f"{offering.starts_on}T14:00:00+02:00"
    assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(hours=2, minutes=30)
    offering.ends_on = offering.starts_on + timedelta(days=60)
    assert not has_own_day(offering)


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 3, 28), 13), (date(2026, 3, 29), 12), (date(2026, 10, 24), 12), (date(2026, 10, 25), 13)],
)
def test_two_o_clock_is_two_o_clock_when_the_clock_changes(morning: Morning, day: date, hour: int):
    offering = morning.shift.offering
    offering.starts_on, offering.begins, offering.ends = day, time(14), time(16)
    (one,) = events(day_of_offering(offering, TEN))
    assert one["dtstart"].to_ical() == f"{day:%Y%m%d}T140000".encode()
    assert one.decoded("dtstart").astimezone(UTC) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
