"""What a student sees of a resident: only what the visit needs, and nothing once it is over.

There is no other way for a page of a student to a visit. The shape holds no key and no person, so no template can ask more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment

LONGEST = timedelta(hours=8)  # no visit takes longer


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """First name, time, place and task, and what the visit needs: `wishes` in the words of who booked it.

    `language` and `interpreter` are codes, such as «tr»; nothing where none was asked.
    """

    first_name: str
    starts_at: datetime
    ends_at: datetime
    place: str
    task: str
    wishes: str
    language: str
    interpreter: str
    brings_somebody: bool
    needs_step_free: bool


def visits_for(learner: Person, at: datetime) -> list[VisitSeen]:
    """To come or going on, the next one first; also where this student comes as the other of two."""
    mine = Appointment.objects.filter(
        Q(learner=learner) | Q(second=learner), state=AppointmentState.BOOKED, starts_at__gt=at - LONGEST
    )
    found = mine.select_related("resident", "help", "shift__site", "shift__offering").order_by("starts_at", "id")
    seen = [_seen(visit) for visit in found]
    return [visit for visit in seen if visit.ends_at > at]


def _seen(visit: Appointment) -> VisitSeen:
    return VisitSeen(
        first_name=visit.resident.given_name,
        starts_at=visit.starts_at,
        ends_at=visit.starts_at + timedelta(minutes=visit.minutes),
        place=visit.place or visit.shift.site.name,
        task=visit.help.name if visit.help else visit.shift.offering.title,
        wishes=visit.wishes,
        language=visit.language,
        interpreter=visit.interpreter,
        brings_somebody=visit.brings_somebody,
        needs_step_free=visit.needs_step_free,
    )
