"""Who acts on the day itself, when, and on what."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may
from werkveld.steps.practice.enums import HERE_STATES, ShiftState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.rules.shifts import may_plan

EARLY = timedelta(hours=2)  # from then on a coach sees who is there
AT_THE_DOOR = timedelta(minutes=30)  # from then on the code of a shift works


def may_run_day(by: Person, shift: Shift, at: datetime) -> bool:
    """The coach of this shift, who plans, and its host where no residents are helped; never a coach of another shift."""
    return by.pk == shift.coach_id or may_plan(by, localdate(at)) or is_host(by, shift, localdate(at))


def is_host(by: Person, shift: Shift, on: date) -> bool:
    """Who receives the students, or speaks for that place. Residents with an appointment are the coach's alone."""
    if shift.offering.programme.kind.has_appointments:
        return False
    return by.pk == shift.host_id or may(by, Can.OFFER, shift.offering.organization, on)


def may_arrive(by: Person, visit: Appointment, at: datetime) -> bool:
    """Who is on the way says so; the coach writes it down for who calls."""
    return by.pk in {visit.learner_id, visit.second_id} or may_run_day(by, visit.shift, at)


def is_going_on(shift: Shift, at: datetime) -> bool:
    """Nearly begun or begun, and the day not closed. What was seen may be written down afterwards."""
    return shift.state == ShiftState.PLANNED and at >= shift.starts_at - EARLY and shift.closed_at is None


def is_code_time(shift: Shift, at: datetime) -> bool:
    return shift.state == ShiftState.PLANNED and shift.starts_at - AT_THE_DOOR <= at <= shift.ends_at


def is_away(visit: Appointment) -> bool:
    """Students go somewhere where no coach looks: they say when they have arrived."""
    return visit.place != "" or (visit.help is not None and (visit.help.is_at_home or visit.help.is_walking_along))


def is_done_here(kind: Help) -> bool:
    """At the place itself and by one student, so that somebody may walk in for it."""
    return kind.people == 1 and not (kind.is_at_home or kind.is_walking_along)


def may_walk_in(shift: Shift, kind: Help | None) -> bool:
    """Without a kind only where the programme tells no kinds apart."""
    programme = shift.offering.programme
    if kind is None:
        return not programme.kinds_of_help.exists()
    return kind.programme_id == programme.pk and is_done_here(kind)


def is_on_shift(person: Person, shift: Shift) -> bool:
    return shift.turns.filter(person=person, state__in=HERE_STATES).exists()
