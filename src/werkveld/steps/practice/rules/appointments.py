"""Who books, cancels and closes."""

from datetime import date, datetime

from django.utils.timezone import localdate

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Site
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.rules.shifts import may_plan


def may_book(by: Person, resident: Person, on: date) -> bool:
    return by.pk == resident.pk or may_anywhere(by, Can.HELP_RESIDENTS, on)


def may_come_in(kind: Help, site: Site) -> bool:
    """With a wheelchair: where that is known to be possible, and where students come to somebody."""
    return kind.is_at_home or kind.is_walking_along or bool(site.is_step_free)


def may_move(by: Person, appointment: Appointment, at: datetime) -> bool:
    """Until it begins: the resident, and who helps residents."""
    is_open = appointment.state == AppointmentState.BOOKED and at < appointment.starts_at
    return is_open and may_book(by, appointment.resident, localdate(at))


def may_move_line(by: Person, on: date) -> bool:
    """The clock, and who plans."""
    return may_plan(by, on)


def may_cancel(by: Person, appointment: Appointment, at: datetime) -> bool:
    """Residents cancel what they booked, or who helps residents for them, until it begins."""
    return may_book(by, appointment.resident, localdate(at)) and at < appointment.starts_at


def may_close(by: Person, shift: Shift, on: date) -> bool:
    return by.pk == shift.coach_id or may_plan(by, on)
