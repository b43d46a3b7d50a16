"""The tables of what happens at work, and who confirmed it."""

from werkveld.steps.practice.models.agreements import Agreement, Signature
from werkveld.steps.practice.models.appointments import OPEN_APPOINTMENTS, Appointment, HeldQuarter, Wait
from werkveld.steps.practice.models.days import CalendarFeed, DayDeed, Observation
from werkveld.steps.practice.models.hours import ContactMoment, Hours
from werkveld.steps.practice.models.rosters import Absence, Answer, Roster, RosterSlot, SlotNeed
from werkveld.steps.practice.models.shifts import Handover, Shift, ShiftNeed, Turn

__all__ = [
    "OPEN_APPOINTMENTS",
    "Absence",
    "Agreement",
    "Answer",
    "Appointment",
    "CalendarFeed",
    "ContactMoment",
    "DayDeed",
    "Handover",
    "HeldQuarter",
    "Hours",
    "Observation",
    "Roster",
    "RosterSlot",
    "Shift",
    "ShiftNeed",
    "Signature",
    "SlotNeed",
    "Turn",
    "Wait",
]
