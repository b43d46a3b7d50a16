"""Calendars in words: what somebody's own calendar shows, the invitation of a resident, and the day of an offering."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from werkveld.ground.calendars import Event, calendar_file
from werkveld.steps.deeds.rules import address
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.offerings.rules import moments_of
from werkveld.steps.people.models import Person, Site
from werkveld.steps.practice.enums import AppointmentState, ShiftState
from werkveld.steps.practice.models import Appointment, Shift, Turn
from werkveld.steps.practice.queries.calendars import changes_of, shifts_around, turns_around, visits_around
from werkveld.steps.practice.queries.visits import visit_with_key

# Letters that have the appointment itself with them, so that a telephone puts it in its calendar or moves it there.
WITH_VISIT = frozenset({"visit-soon", "visit-later"})
Changes = dict[str, tuple[int, datetime]]


def own_calendar(person: Person, at: datetime) -> bytes:
    """In the language of who reads it, and with what this person may see: of who was helped, nothing afterwards."""
    turns, visits = list(turns_around(person, at)), list(visits_around(person, at))
    coached = [shift for shift in shifts_around(person, at) if shift.pk not in {turn.shift_id for turn in turns}]
    known = changes_of([*(turn.shift for turn in turns), *coached, *visits])
    with translation.override(person.language):
        events = [
            *(_shift(turn.shift, known, turn) for turn in turns),
            *(_shift(shift, known) for shift in coached),
            *(_visit(visit, known, at) for visit in visits),
        ]
        name = _("Shifts in %(region)s") % {"region": person.region.name}
        return calendar_file(sorted(events, key=_order), name=name, zone=settings.TIME_ZONE)


def _order(event: Event) -> tuple[str, str]:
    return event.starts.isoformat(), event.uid


def _shift(shift: Shift, known: Changes, turn: Turn | None = None) -> Event:
    coach = shift.coach.name if turn is not None and shift.coach is not None else ""
    return Event(
        title=shift.offering.title,
        starts=shift.starts_at,
        ends=shift.ends_at,
        place=where(shift.site),
        words=_("Coach: %(name)s") % {"name": coach} if coach else "",
        url=f"{settings.URL}{reverse('signin:desks')}",
        is_cancelled=shift.state == ShiftState.CANCELLED,
        **_told(shift, known, shift.starts_at),
    )


def _visit(visit: Appointment, known: Changes, at: datetime) -> Event:
    """Who it was is gone as soon as it is over; that there was a visit stays. Where somebody lives is on the page only:

    a calendar of somebody else's keeps what it once read.
    """
    ends = visit.starts_at + timedelta(minutes=visit.minutes)
    task = visit.help.name if visit.help else visit.shift.offering.title
    is_to_come = visit.state == AppointmentState.BOOKED and ends > at
    return Event(
        title=f"{visit.resident.given_name}: {task}" if is_to_come else task,
        starts=visit.starts_at,
        ends=ends,
        place=where(visit.shift.site) if is_to_come and not visit.place else "",
        words=_("The address is on your page.") if is_to_come and visit.place else "",
        url=f"{settings.URL}{reverse('signin:desks')}",
        is_cancelled=visit.state == AppointmentState.CANCELLED,
        **_told(visit, known, visit.booked_at),
    )


def _told(record: Shift | Appointment | Offering, known: Changes, otherwise: datetime) -> dict[str, Any]:
    """The number goes up with each deed, so that a calendar takes the newest for the true one."""
    times, last = known.get(address(record), (1, otherwise))
    return {"uid": f"{record.key}@{urlsplit(settings.URL).hostname}", "changes": times - 1, "changed_at": last}


def where(site: Site) -> str:
    place = " ".join(part for part in (site.postcode, site.city) if part)
    return ", ".join(part for part in (site.name, site.street, place) if part)


def invitation(visit: Appointment) -> bytes:
    """The resident's own appointment: no name of anybody, and the same event again when it moves or is cancelled."""
    with translation.override(visit.resident.language):
        task = visit.help.name if visit.help else visit.shift.offering.title
        event = Event(
            title=task,
            starts=visit.starts_at,
            ends=visit.starts_at + timedelta(minutes=visit.minutes),
            place=visit.place or where(visit.shift.site),
            words=_("Can you not come? Cancel it with code %(code)s.") % {"code": visit.code} if visit.code else "",
            is_cancelled=visit.state == AppointmentState.CANCELLED,
            **_told(visit, changes_of([visit]), visit.booked_at),
        )
        return calendar_file([event], name=task, zone=settings.TIME_ZONE)


def invitation_with(message: Message) -> bytes | None:
    """What goes along with a letter about a visit; nothing with any other letter."""
    _kind, _colon, key = message.about.partition(":")
    if message.kind not in WITH_VISIT:
        return None
    visit = visit_with_key(UUID(key))
    return invitation(visit) if visit else None


def day_of_offering(offering: Offering, at: datetime) -> bytes:
    """From begin to end where those are known, else the whole day."""
    first = offering.starts_on
    assert first is not None  # noqa: S101 - who asks looked first
    begins, ends = moments_of(offering) or (first, first + timedelta(days=1))
    event = Event(
        title=offering.title,
        starts=begins,
        ends=ends,
        place=where(offering.site) if offering.site else "",
        url=f"{settings.URL}{reverse('public:offering', args=[offering.key])}",
        **_told(offering, changes_of([offering]), at),
    )
    return calendar_file([event], name=offering.title, zone=settings.TIME_ZONE)
