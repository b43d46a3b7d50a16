"""Who plans, and what a shift needs."""

from datetime import date

from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.models import Shift


def may_plan(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.PLAN, on)


def has_coach(shift: Shift) -> bool:
    """No coach, no service."""
    return shift.coach_id is not None
