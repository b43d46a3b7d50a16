"""Who plans a roster, who says when they can, and how a turn goes to somebody else."""

from datetime import date, datetime

from django.utils.timezone import localdate

from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may, may_anywhere
from werkveld.steps.practice.enums import RosterState
from werkveld.steps.practice.models import Absence, Roster, Shift, Turn
from werkveld.steps.practice.rules.shifts import may_plan

STILL_MADE = (RosterState.DRAFT, RosterState.ASKING, RosterState.PROPOSED)


def may_draw_up_roster(by: Person, offering: Offering, on: date) -> bool:
    """A coordinator, or a coach of the organisation or the site where it is."""
    if by.is_clockwork:
        return True
    if by.region_id != offering.programme.region_id:
        return False
    homes = [offering.organization, *([offering.site.organization] if offering.site else [])]
    return may_plan(by, on) or any(may(by, Can.HELP_RESIDENTS, home, on) for home in homes)


def may_roster(by: Person, roster: Roster, on: date) -> bool:
    """Who may draw it up, and the coaches who are on it."""
    if may_draw_up_roster(by, roster.offering, on):
        return True
    return may_anywhere(by, Can.HELP_RESIDENTS, on) and roster.coaches.filter(pk=by.pk).exists()


def may_change_shift(by: Person, shift: Shift, on: date) -> bool:
    """By hand: who made the roster it comes from, its coach, and who plans."""
    if by.pk == shift.coach_id or may_draw_up_roster(by, shift.offering, on):
        return True
    return shift.roster is not None and may_roster(by, shift.roster, on)


def is_made(roster: Roster) -> bool:
    """Whether it can still be changed as a whole."""
    return roster.state in STILL_MADE


def may_say_when(by: Person, roster: Roster, person: Person, on: date) -> bool:
    """For yourself; for who cannot, the planner types it in."""
    return by.pk == person.pk or may_roster(by, roster, on)


def takes_answers(roster: Roster, at: datetime) -> bool:
    """Once asked, until it is published; who is late still helps."""
    return roster.state in (RosterState.ASKING, RosterState.PROPOSED) and localdate(at) <= roster.ends_on


def may_tell_absence(by: Person, person: Person, on: date) -> bool:
    """Yourself, who plans, or a coach of the same region: whoever picks up the telephone."""
    return by.pk == person.pk or (
        by.region_id == person.region_id and (may_plan(by, on) or may_anywhere(by, Can.HELP_RESIDENTS, on))
    )


def may_withdraw_absence(by: Person, absence: Absence, on: date) -> bool:
    return may_tell_absence(by, absence.person, on)


def may_offer_turn(by: Person, turn: Turn) -> bool:
    """A turn is given away by who has it, and by nobody else."""
    return by.pk == turn.person_id
