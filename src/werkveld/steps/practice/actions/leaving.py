"""What somebody who goes leaves behind at work: facts stay for their time, words and codes do not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.actions import MayNotLeave
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_leave
from werkveld.steps.practice.actions.quarters import give_back
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Absence, Answer, Appointment, ContactMoment, Hours, Roster, Shift
from werkveld.steps.practice.queries import running_agreements


class AgreementStands(Refusal):
    sentence = _("Your agreement with %(company)s still runs. Talk to your coach or coordinator to end it.")


class StillHelps(Refusal):
    sentence = _("A resident counts on you on a day to come. Ask your coach to find somebody else.")


class StillOnShifts(Refusal):
    sentence = _("You coach shifts that are still to come. Ask your coordinator to find somebody else.")


@transaction.atomic
def leave_practice(person: Person, *, by: Person, at: datetime) -> None:
    """Own appointments are cancelled; whoever others count on cannot go yet."""
    if not may_leave(by, person):
        raise MayNotLeave
    if (running := running_agreements(person).first()) is not None:
        raise AgreementStands(company=running.company.name)
    to_come = Appointment.objects.filter(state=AppointmentState.BOOKED, starts_at__gt=at)
    if to_come.filter(learner=person).exists():
        raise StillHelps
    if Shift.objects.filter(coach=person, ends_at__gt=at).exists():
        raise StillOnShifts
    visits = list(to_come.filter(resident=person).select_for_update(of=("self",)).order_by("id"))
    Appointment.objects.filter(pk__in=[visit.pk for visit in visits]).update(
        state=AppointmentState.CANCELLED, closed_at=at
    )
    give_back(visits)
    note_all(AppointmentState.CANCELLED.value, visits, by=by, at=at)
    for shift in Shift.objects.filter(people=person, starts_at__gt=at).order_by("id"):
        shift.people.remove(person)
    Answer.objects.filter(person=person).delete()
    Absence.objects.filter(person=person, ends_at__gt=at).delete()
    for roster in Roster.objects.filter(coaches=person).order_by("id"):
        roster.coaches.remove(person)
    _forget_words(person)
    note("left practice", person, by=by, at=at)


def _forget_words(person: Person) -> None:
    """Notes are about somebody, and a code is theirs; nothing counts them."""
    Hours.objects.filter(enrolment__person=person).update(note="")
    ContactMoment.objects.filter(enrolment__person=person).update(note="")
    Appointment.objects.filter(resident=person).update(code="")
