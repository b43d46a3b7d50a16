"""Who came on the day itself, as the host or the school saw it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import expected_at
from werkveld.steps.enrolments.rules import may_note_attendance
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class MayNotNoteAttendance(Refusal):
    sentence = _("Who came is written down by the host or the school, from the day itself on.")


@transaction.atomic
def note_attendance(offering: Offering, *, came: Iterable[Enrolment], by: Person, at: datetime) -> int:
    """Of everybody who has a place: these came, the others did not. Noting again replaces it."""
    if not may_note_attendance(by, offering, localdate(at)):
        raise MayNotNoteAttendance
    here = {one.pk for one in came}
    expected = list(expected_at(offering).select_for_update(of=("self",)))
    present = [one.pk for one in expected if one.pk in here]
    Enrolment.objects.filter(pk__in=present).update(came=True)
    Enrolment.objects.filter(pk__in=[one.pk for one in expected if one.pk not in here]).update(came=False)
    note("noted who came", offering, by=by, at=at, came=len(present), expected=len(expected))
    return len(present)
