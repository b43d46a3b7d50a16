"""A calendar file says the time on the wall, also on the days on which the clock changes; three libraries read the same."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from werkveld.ground.calendars import Event, calendar_file

ZONE = "Europe/Amsterdam"
THEN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# The clock goes forward on 29 March 2026 at 01:00 UTC and back on 25 October 2026 at 01:00 UTC.
TURNS = (
    ("2026-03-28T09:00:00Z", "2026-03-28T10:00:00"),
    ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00"),
    ("2026-03-29T01:30:00Z", "2026-03-29T03:30:00"),
    ("2026-03-30T08:00:00Z", "2026-03-30T10:00:00"),
    ("2026-10-24T08:00:00Z", "2026-10-24T10:00:00"),
    ("2026-10-25T02:30:00Z", "2026-10-25T03:30:00"),
    ("2026-10-26T09:00:00Z", "2026-10-26T10:00:00"),
)


def event(starts: datetime | date, **facts: object) -> Event:
    ends = starts + (timedelta(hours=1) if isinstance(starts, datetime) else timedelta(days=1))
    return Event(
        **({"uid": f"{starts}@here", "starts": starts, "ends": ends, "title": "Dienst", "changed_at": THEN} | facts)
    )


def written(*events: Event) -> bytes:
    return calendar_file(events, name="Diensten", zone=ZONE)


@pytest.mark.slow
def test_three_libraries_read_the_same_moment_around_the_change_of_the_clock(
    read_elsewhere: Callable[[bytes], tuple[list[str], list[str]]],
):
    moments = [datetime.fromisoformat(moment) for moment, _wall in TURNS]
    content = written(*(event(moment) for moment in moments))
    read = [one.decoded("dtstart") for one in Calendar.from_ical(content).walk("VEVENT")]
    assert [one.astimezone(UTC) for one in read] == moments
    on_the_wall, in_utc = read_elsewhere(content)
    assert on_the_wall == [f"{wall} {ZONE}" for _moment, wall in TURNS]
    assert [datetime.fromisoformat(one) for one in in_utc] == moments


def test_each_moment_names_its_zone_and_the_zone_is_in_the_file():
    text = written(event(datetime(2026, 3, 30, 8, 0, tzinfo=UTC))).decode()
    assert "DTSTART;TZID=Europe/Amsterdam:20260330T100000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/Amsterdam" in text
    assert "TZOFFSETTO:+0200" in text
    assert "METHOD:PUBLISH" in text


def test_what_was_cancelled_says_so_under_the_same_address_with_a_higher_number():
    first, then = event(THEN), event(THEN, is_cancelled=True, changes=2)
    one, two = (next(iter(Calendar.from_ical(written(given)).walk("VEVENT"))) for given in (first, then))
    assert one["uid"] == two["uid"]
    assert (one["status"], two["status"]) == ("CONFIRMED", "CANCELLED")
    assert (one["sequence"], two["sequence"]) == (0, 2)


def test_a_day_has_no_hours_and_long_words_are_folded_and_read_back():
    words = "Neem je papieren mee; ook «brieven», en een bril. " * 6
    content = written(event(date(2026, 10, 25), words=words, place="Nova, Utrecht"))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (read,) = Calendar.from_ical(content).walk("VEVENT")
    assert read.decoded("dtstart") == date(2026, 10, 25)
    assert (str(read["description"]), str(read["location"])) == (words, "Nova, Utrecht")


def test_the_same_gives_the_same_bytes():
    assert written(event(THEN)) == written(event(THEN))
