"""Which student of a shift could help a resident in the place of another."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from werkveld.steps.people.models import Person, Region
from werkveld.steps.practice.enums import HERE_STATES, ShiftState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, HeldQuarter, Shift, Turn
from werkveld.steps.practice.queries.gone import gone_home
from werkveld.steps.practice.queries.slots import crews
from werkveld.steps.practice.rules import Stretch, overlaps


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
    return _alone(Appointment.objects.filter(shift__in=[shift.pk for shift in shifts]))


def visits_alone_between(region: Region, after: datetime, before: datetime) -> QuerySet[Appointment]:
    """By when they begin, also on a shift that has begun already; drafts are nobody's business yet."""
    soon = Appointment.objects.filter(
        shift__offering__programme__region=region, starts_at__gt=after, starts_at__lte=before
    )
    return _alone(soon.exclude(shift__state=ShiftState.DRAFT))


def _alone(visits: QuerySet[Appointment]) -> QuerySet[Appointment]:
    still = list(visits.filter(state__in=OPEN_APPOINTMENTS).select_related("shift"))
    here = _here_on({visit.shift_id for visit in still})
    alone = [
        visit.pk
        for visit in still
        if visit.shift.coach_id is None
        or visit.shift.state != ShiftState.PLANNED
        or any(not here(visit, key) for key in (visit.learner_id, visit.second_id) if key is not None)
    ]
    found = Appointment.objects.filter(pk__in=alone)
    return found.select_related("shift__site", "shift__offering", "resident", "learner").order_by("starts_at", "id")


def missing_from(visit: Appointment) -> list[Person]:
    """Who would help and is not on the shift, or went home before."""
    here = _here_on([visit.shift_id])
    return [one for one in (visit.learner, visit.second) if one is not None and not here(visit, one.pk)]


def _here_on(shifts: Iterable[int]) -> Callable[[Appointment, int], bool]:
    """Says of a visit and a student, by row number, whether this student is there then."""
    keys = list(shifts)
    turns = Turn.objects.filter(shift__in=keys, state__in=HERE_STATES)
    pairs, gone = set(turns.values_list("shift", "person")), gone_home(keys)

    def is_here(visit: Appointment, person: int) -> bool:
        pair = (visit.shift_id, person)
        then = Stretch(visit.starts_at, visit.starts_at + timedelta(minutes=visit.minutes))
        return pair in pairs and not any(overlaps(then, away) for away in gone.get(pair, []))

    return is_here
