"""Deeds at work, split by noun."""

from werkveld.steps.practice.actions.agreements import draw_up, sign, sign_all
from werkveld.steps.practice.actions.arriving import arrive
from werkveld.steps.practice.actions.booking import Details, book, move
from werkveld.steps.practice.actions.closing import close_appointment
from werkveld.steps.practice.actions.dates import call_off, come_on_dates, move_dates
from werkveld.steps.practice.actions.days import close_day, count_heads, host_came, reopen_day
from werkveld.steps.practice.actions.hours import approve_hours, hold_contact, hold_contacts, write_hours, write_weeks
from werkveld.steps.practice.actions.leading import lead_dates
from werkveld.steps.practice.actions.leaving import AgreementStands, StillHelps, StillOnShifts, leave_practice
from werkveld.steps.practice.actions.observing import observe
from werkveld.steps.practice.actions.overruns import extend, pass_on
from werkveld.steps.practice.actions.series import plan_series
from werkveld.steps.practice.actions.shifts import plan_shift
from werkveld.steps.practice.actions.syncing import DeedOnPhone, take_in
from werkveld.steps.practice.actions.turns import check_in, check_in_with_code, mark_absent, undo_turn
from werkveld.steps.practice.actions.walking_in import walk_in

__all__ = [
    "AgreementStands",
    "DeedOnPhone",
    "Details",
    "StillHelps",
    "StillOnShifts",
    "approve_hours",
    "arrive",
    "book",
    "call_off",
    "check_in",
    "check_in_with_code",
    "close_appointment",
    "close_day",
    "come_on_dates",
    "count_heads",
    "draw_up",
    "extend",
    "hold_contact",
    "hold_contacts",
    "host_came",
    "lead_dates",
    "leave_practice",
    "mark_absent",
    "move",
    "move_dates",
    "observe",
    "pass_on",
    "plan_series",
    "plan_shift",
    "reopen_day",
    "sign",
    "sign_all",
    "take_in",
    "undo_turn",
    "walk_in",
    "write_hours",
    "write_weeks",
]
