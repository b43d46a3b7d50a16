"""An offering does not go on: its people are told and free again."""

from datetime import datetime

from django.db import transaction

from werkveld.steps.enrolments.actions import end_all
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import keeper_of_line, live_enrolments
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.offerings import actions as offerings
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


@transaction.atomic
def cancel_offering(offering: Offering, *, because: str, by: Person, at: datetime) -> list[Enrolment]:
    """Who may cancel decides for all; the people are freed in the name of the product, whatever their school."""
    offerings.cancel_offering(offering, by=by, at=at)
    clockwork = keeper_of_line(offering)
    ended = end_all(live_enrolments(offering), as_state=EnrolmentState.WITHDRAWN, by=clockwork, at=at)
    facts = {"title": [offering.title_nl, offering.title_en], "because": because}
    rows = [{"to": enrolment.person, "about": enrolment, "facts": facts} for enrolment in ended]
    tell_all("offering-cancelled", rows, by=clockwork, at=at)
    return ended
