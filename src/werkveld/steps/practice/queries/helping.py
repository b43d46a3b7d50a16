"""Which student of a shift could help a resident in the place of another."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import HERE_STATES, ShiftState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, HeldQuarter, Shift, Turn
from werkveld.steps.practice.queries.slots import crews


def visits_with(person: Person, shift: Shift) -> QuerySet[Appointment]:
    """What is still to come with this student, as the one or as the other of two."""
    mine = Q(learner=person) | Q(second=person)
    found = Appointment.objects.filter(mine, shift=shift, state__in=OPEN_APPOINTMENTS)
    return found.select_related("help__skill", "resident", "learner", "second").order_by("starts_at", "id")


def helpers_for(visit: Appointment, *, without: Iterable[int] = ()) -> list[Person]:
    """Of the same shift, able and with time; who has promised least comes first. Nobody twice at one visit."""
    left_out = {visit.learner_id, visit.second_id, *without}
    keys = [
        key
        for crew in crews(visit.help, [visit.shift])
        for key in crew.able_at(visit.starts_at, visit.minutes)
        if key not in left_out
    ]
    found = Person.objects.in_bulk(keys)
    return [found[key] for key in keys]


def is_busy(person: Person, visit: Appointment) -> bool:
    """Whether this student helps somebody in the time of this visit."""
    ends_at = visit.starts_at + timedelta(minutes=visit.minutes)
    return HeldQuarter.objects.filter(learner=person, at__gte=visit.starts_at, at__lt=ends_at).exists()


def visits_alone(shifts: Iterable[Shift]) -> QuerySet[Appointment]:
    """Residents who come while their student does not, or while no coach is there, or the shift does not go on."""
    here = Turn.objects.filter(state__in=HERE_STATES).values("shift", "person")
    keys = [shift.pk for shift in shifts]
    pairs = {(one["shift"], one["person"]) for one in here.filter(shift__in=keys)}
    visits = Appointment.objects.filter(shift__in=keys, state__in=OPEN_APPOINTMENTS).select_related("shift")
    alone = [
        visit.pk
        for visit in visits
        if visit.shift.coach_id is None
        or visit.shift.state != ShiftState.PLANNED
        or (visit.shift_id, visit.learner_id) not in pairs
        or (visit.second_id is not None and (visit.shift_id, visit.second_id) not in pairs)
    ]
    found = Appointment.objects.filter(pk__in=alone)
    return found.select_related("shift__site", "shift__offering", "resident", "learner").order_by("starts_at", "id")


def shifts_that_begin(after: datetime, before: datetime) -> QuerySet[Shift]:
    """Also those that do not go on; drafts are nobody's business yet."""
    soon = Shift.objects.filter(starts_at__gt=after, starts_at__lte=before).exclude(state=ShiftState.DRAFT)
    return soon.order_by("starts_at", "id")
