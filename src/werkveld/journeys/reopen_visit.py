"""A visit that was closed by mistake is open again, with nothing left of what its close began."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.evidence.queries import is_proof
from werkveld.steps.experiences.actions.visits import stop_asking
from werkveld.steps.messages.actions import take_back
from werkveld.steps.messages.queries import messages_about
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.actions import reopen_appointment
from werkveld.steps.practice.models import Appointment


class VisitIsProof(Refusal):
    sentence = _("This visit stands under an award already, so it stays as it is.")


@transaction.atomic
def reopen_visit(visit: Appointment, *, by: Person, at: datetime) -> Appointment:
    """Whoever was asked how it was is asked no more; who answered, or was given an award for it, was helped."""
    reopened = reopen_appointment(visit, by=by, at=at)
    if is_proof(reopened):
        raise VisitIsProof
    asked = stop_asking(reopened, by=by, at=at)
    if asked is not None:
        take_back(messages_about(asked, to=reopened.resident), by=clockwork(reopened.resident.region), at=at)
    return reopened
