"""What may happen at work, and whose hand confirms it."""

from werkveld.steps.practice.rules.agreements import is_agreed, may_draw_up, may_sign, may_start, parties_needed
from werkveld.steps.practice.rules.appointments import (
    may_book,
    may_cancel,
    may_close,
    may_come_in,
    may_move,
    may_move_line,
)
from werkveld.steps.practice.rules.days import is_away, is_code_time, is_going_on, is_on_shift, may_arrive, may_run_day
from werkveld.steps.practice.rules.fitting import (
    Obstacle,
    Stretch,
    obstacles_between,
    overlaps,
)
from werkveld.steps.practice.rules.hours import may_approve_hours, may_hold_contact, may_write_hours
from werkveld.steps.practice.rules.recognition import asks_recognition, may_learn_here, will_count
from werkveld.steps.practice.rules.rosters import (
    STILL_MADE,
    is_made,
    may_change_shift,
    may_draw_up_roster,
    may_offer_turn,
    may_roster,
    may_say_when,
    may_tell_absence,
    may_withdraw_absence,
    takes_answers,
)
from werkveld.steps.practice.rules.series import (
    is_planned_by_date,
    is_to_come,
    may_come,
    may_plan_at,
    may_plan_series,
    may_receive,
    was_held,
)
from werkveld.steps.practice.rules.shifts import has_coach, may_plan

__all__ = [
    "STILL_MADE",
    "Obstacle",
    "Stretch",
    "asks_recognition",
    "has_coach",
    "is_agreed",
    "is_away",
    "is_code_time",
    "is_going_on",
    "is_made",
    "is_on_shift",
    "is_planned_by_date",
    "is_to_come",
    "may_approve_hours",
    "may_arrive",
    "may_book",
    "may_cancel",
    "may_change_shift",
    "may_close",
    "may_come",
    "may_come_in",
    "may_draw_up",
    "may_draw_up_roster",
    "may_hold_contact",
    "may_learn_here",
    "may_move",
    "may_move_line",
    "may_offer_turn",
    "may_plan",
    "may_plan_at",
    "may_plan_series",
    "may_receive",
    "may_roster",
    "may_run_day",
    "may_say_when",
    "may_sign",
    "may_start",
    "may_tell_absence",
    "may_withdraw_absence",
    "may_write_hours",
    "obstacles_between",
    "overlaps",
    "parties_needed",
    "takes_answers",
    "was_held",
    "will_count",
]
