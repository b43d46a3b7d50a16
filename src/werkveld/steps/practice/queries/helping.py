"""Which student of a shift could help a resident in the place of another."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from werkveld.steps.people.models import Person, Vetting
from werkveld.steps.people.queries import abilities
from werkveld.steps.practice.enums import HERE_STATES, ShiftState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, HeldQuarter, Shift, Turn
from werkveld.steps.practice.queries.turns import here_on

LONGEST = timedelta(hours=8)  # nobody is helped for longer


def visits_with(person: Person, shift: Shift) -> QuerySet[Appointment]:
    """What is still to come with this student, as the one or as the other of two."""
    mine = Q(learner=person) | Q(second=person)
    found = Appointment.objects.filter(mine, shift=shift, state__in=OPEN_APPOINTMENTS)
    return found.select_related("help__skill", "resident", "learner", "second").order_by("starts_at", "id")


def can_help(people: Iterable[Person], visit: Appointment) -> list[Person]:
    """By skill, by level, and vetted where that is asked; nobody twice at one visit."""
    wanted = visit.help
    both = {visit.learner_id, visit.second_id}
    found = [person for person in people if person.pk not in both]
    if wanted is None:
        return found
    if wanted.level_min is not None:
        found = [person for person in found if (person.level or 0) >= wanted.level_min]
    if wanted.skill is not None:
        able = abilities(found, [wanted.skill])
        found = [person for person in found if wanted.skill_id in able[person.pk]]
    if wanted.needs_vetting:
        day = timezone.localdate(visit.starts_at)
        vetted = Vetting.objects.filter(person__in=found, valid_until__gt=day, issued_on__lte=day)
        keys = set(vetted.values_list("person", flat=True))
        found = [person for person in found if person.pk in keys]
    return found


def helpers_for(visit: Appointment) -> list[Person]:
    """Of the same shift, able and with time; who has fewest visits that day comes first."""
    able = can_help(here_on(visit.shift), visit)
    keys = [person.pk for person in able]
    ends_at = visit.starts_at + timedelta(minutes=visit.minutes)
    busy = busy_between(keys, visit.starts_at, ends_at)
    count = dict.fromkeys(keys, 0)
    for key in Appointment.objects.filter(shift=visit.shift, learner__in=keys, state__in=OPEN_APPOINTMENTS).values_list(
        "learner", flat=True
    ):
        count[key] += 1
    return sorted((one for one in able if one.pk not in busy), key=lambda one: (count[one.pk], one.pk))


def busy_between(people: Iterable[int], starts_at: datetime, ends_at: datetime) -> set[int]:
    """Of these people, by row number, who help somebody in this time."""
    keys = list(people)
    held = HeldQuarter.objects.filter(learner__in=keys, at__gte=starts_at, at__lt=ends_at)
    busy = set(held.values_list("learner", flat=True))
    near = Appointment.objects.filter(
        Q(learner__in=keys) | Q(second__in=keys),
        state__in=OPEN_APPOINTMENTS,
        starts_at__lt=ends_at,
        starts_at__gt=starts_at - LONGEST,
    )
    for learner, second, begins, minutes in near.values_list("learner", "second", "starts_at", "minutes"):
        if begins + timedelta(minutes=minutes) > starts_at:
            busy |= {learner, second}
    return busy & set(keys)


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


def other_times(visit: Appointment, *, after: datetime, until: datetime, most: int = 3) -> list[datetime]:
    """The first times on other shifts of the same offering and site when an able student and a coach are there."""
    shifts = Shift.objects.filter(
        offering=visit.shift.offering_id,
        site=visit.shift.site_id,
        coach__isnull=False,
        state=ShiftState.PLANNED,
        starts_at__gt=after,
        starts_at__lt=until,
    ).exclude(pk=visit.shift_id)
    found: list[datetime] = []
    for shift in shifts.order_by("starts_at", "id"):
        if (first := _first_time(shift, visit)) is not None:
            found.append(first)
        if len(found) == most:
            break
    return found


def _first_time(shift: Shift, visit: Appointment) -> datetime | None:
    able = [person.pk for person in can_help(here_on(shift), visit)]
    long = timedelta(minutes=visit.minutes)
    begins = shift.starts_at
    while able and begins + long <= shift.ends_at:
        if len(set(able) - busy_between(able, begins, begins + long)) >= (2 if visit.second_id else 1):
            return begins
        begins += long
    return None
