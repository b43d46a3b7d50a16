"""Deeds at work, split by noun."""

from werkveld.steps.practice.actions.absences import (
    Told,
    report_absence,
    withdraw_absence,
)
from werkveld.steps.practice.actions.agreements import draw_up, draw_up_all, sign, sign_all
from werkveld.steps.practice.actions.arriving import arrive
from werkveld.steps.practice.actions.booking import Details, book, move
from werkveld.steps.practice.actions.by_hand import (
    change_shift,
    stand_in,
)
from werkveld.steps.practice.actions.closing import close_appointment, reopen_appointment
from werkveld.steps.practice.actions.dates import call_off, come_on_dates, move_dates, step_off
from werkveld.steps.practice.actions.days import close_day, count_heads, host_came, reopen_day
from werkveld.steps.practice.actions.handovers import (
    hand_back,
    keep_turn,
    let_handovers_lapse,
    offer_turn,
    refuse_turn,
    take_turn,
)
from werkveld.steps.practice.actions.hours import approve_hours, hold_contact, hold_contacts, write_hours, write_weeks
from werkveld.steps.practice.actions.leading import lead_dates
from werkveld.steps.practice.actions.leaving import AgreementStands, StillHelps, StillOnShifts, leave_practice
from werkveld.steps.practice.actions.noting import note_date
from werkveld.steps.practice.actions.observing import observe
from werkveld.steps.practice.actions.overruns import extend, pass_on
from werkveld.steps.practice.actions.rosters import (
    Planned,
    add_slot,
    ask_when,
    change_roster,
    draw_up_roster,
    drop_slot,
    propose,
    publish_roster,
    say_when,
    withdraw_roster,
)
from werkveld.steps.practice.actions.series import plan_series
from werkveld.steps.practice.actions.shifts import plan_shift
from werkveld.steps.practice.actions.syncing import DeedOnPhone, take_in
from werkveld.steps.practice.actions.turns import check_in, check_in_with_code, mark_absent, undo_turn
from werkveld.steps.practice.actions.walking_in import walk_in

__all__ = [
    "AgreementStands",
    "DeedOnPhone",
    "Details",
    "Planned",
    "StillHelps",
    "StillOnShifts",
    "Told",
    "add_slot",
    "approve_hours",
    "arrive",
    "ask_when",
    "book",
    "call_off",
    "change_roster",
    "change_shift",
    "check_in",
    "check_in_with_code",
    "close_appointment",
    "close_day",
    "come_on_dates",
    "count_heads",
    "draw_up",
    "draw_up_all",
    "draw_up_roster",
    "drop_slot",
    "extend",
    "hand_back",
    "hold_contact",
    "hold_contacts",
    "host_came",
    "keep_turn",
    "lead_dates",
    "leave_practice",
    "let_handovers_lapse",
    "mark_absent",
    "move",
    "move_dates",
    "note_date",
    "observe",
    "offer_turn",
    "pass_on",
    "plan_series",
    "plan_shift",
    "propose",
    "publish_roster",
    "refuse_turn",
    "reopen_appointment",
    "reopen_day",
    "report_absence",
    "say_when",
    "sign",
    "sign_all",
    "stand_in",
    "step_off",
    "take_in",
    "take_turn",
    "undo_turn",
    "walk_in",
    "withdraw_absence",
    "withdraw_roster",
    "write_hours",
    "write_weeks",
]
