"""Who may award, and what a line of proof may point at."""

from datetime import date

from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.people.rules import may
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Hours, Observation


def may_award(by: Person, person: Person, issuer: Organization, on: date) -> bool:
    """Never to yourself."""
    return by.pk != person.pk and may(by, Can.AWARD, issuer, on)


Proof = Hours | Appointment | Observation


def is_own(entry: Proof, person: Person) -> bool:
    """Nobody is proven by the work of another."""
    if isinstance(entry, Hours):
        return entry.enrolment.person_id == person.pk
    return entry.learner_id == person.pk


def is_confirmed(entry: Proof) -> bool:
    """Only what another hand confirmed is proof. An observation is of another by itself; a note alone proves nothing."""
    if isinstance(entry, Observation):
        return entry.seen_by_id != entry.learner_id and entry.work_process != ""
    if isinstance(entry, Hours):
        return entry.approved_at is not None
    return entry.state == AppointmentState.SERVED
