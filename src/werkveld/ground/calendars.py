"""Calendar files (RFC 5545): local times with their time zone, addresses of events that stay, and what was cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate
from icalendar import Calendar, Timezone
from icalendar import Event as Written

MAKER = "-//Werkveld//EN"
# A file says for which years it knows when the clock changes; a year at each side is enough for what it holds.
AROUND = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` stays the same as long as it is about the same; `changes` counts what happened to it since."""

    uid: str
    starts: datetime | date
    ends: datetime | date
    title: str
    changed_at: datetime
    place: str = ""
    words: str = ""
    url: str = ""
    changes: int = 0
    is_cancelled: bool = False


def calendar_file(events: Iterable[Event], *, name: str, zone: str, method: str = "PUBLISH") -> bytes:
    """Lines end and fold as the standard says; a moment is written as the clock on the wall shows it, with its zone."""
    given, where = list(events), ZoneInfo(zone)
    calendar = Calendar()
    for key, value in (("prodid", MAKER), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", method)):
        calendar.add(key, value)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    moments = [moment for one in given for moment in (one.starts, one.ends) if isinstance(moment, datetime)]
    if moments:
        first, last = localdate(min(moments), where) - AROUND, localdate(max(moments), where) + AROUND
        calendar.add_component(Timezone.from_tzinfo(where, zone, first_date=first, last_date=last))
    for one in given:
        calendar.add_component(_written(one, where))
    return calendar.to_ical()


def _written(one: Event, where: ZoneInfo) -> Written:
    event = Written()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.changes)
    event.add("dtstart", _local(one.starts, where))
    event.add("dtend", _local(one.ends, where))
    event.add("summary", one.title)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.is_cancelled or not isinstance(one.starts, datetime) else "OPAQUE")
    for key, value in (("location", one.place), ("description", one.words), ("url", one.url)):
        if value:
            event.add(key, value)
    return event


def _local(moment: datetime | date, where: ZoneInfo) -> datetime | date:
    return moment.astimezone(where) if isinstance(moment, datetime) else moment
