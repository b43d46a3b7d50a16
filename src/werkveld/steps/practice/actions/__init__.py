"""Deeds at work, split by noun."""

from werkveld.steps.practice.actions.agreements import draw_up, sign, sign_all
from werkveld.steps.practice.actions.booking import book
from werkveld.steps.practice.actions.closing import close_appointment
from werkveld.steps.practice.actions.dates import call_off, come_on_dates, move_dates
from werkveld.steps.practice.actions.hours import approve_hours, hold_contact, hold_contacts, write_hours, write_weeks
from werkveld.steps.practice.actions.leading import lead_dates
from werkveld.steps.practice.actions.leaving import AgreementStands, StillHelps, StillOnShifts, leave_practice
from werkveld.steps.practice.actions.series import plan_series
from werkveld.steps.practice.actions.shifts import plan_shift

__all__ = [
    "AgreementStands",
    "StillHelps",
    "StillOnShifts",
    "approve_hours",
    "book",
    "call_off",
    "close_appointment",
    "come_on_dates",
    "draw_up",
    "hold_contact",
    "hold_contacts",
    "lead_dates",
    "leave_practice",
    "move_dates",
    "plan_series",
    "plan_shift",
    "sign",
    "sign_all",
    "write_hours",
    "write_weeks",
]
