"""When the people of a roster can be there: what they said, when they are away, and what they do elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.enums import HERE_STATES, Availability, ShiftState
from werkveld.steps.practice.models import Roster, RosterSlot, Shift, Turn
from werkveld.steps.practice.queries.rosters import absences_of, answers_to
from werkveld.steps.practice.rules.fitting import Obstacle, Stretch, obstacles_between, overlaps

Works = NDArray[np.bool_]
Busy = dict[int, list[Stretch]]
OUT_OF_REACH = frozenset({Obstacle.OVERLAPS, Obstacle.NO_REST})
AROUND = timedelta(days=2)  # rest looks across midnight
YES = (Availability.YES, Availability.IF_NEEDED)


@dataclass(frozen=True, slots=True)
class Place:
    """A shift that the roster wants: a part of the week on a day."""

    slot: RosterSlot
    day: date
    starts_at: datetime
    ends_at: datetime


def rest_within(roster: Roster) -> timedelta:
    return timedelta(hours=float(norm(roster.offering.programme.region, "rest_between_shifts", roster.starts_on)))


def availability(
    roster: Roster, people: Sequence[Person], coach: Works, places: Sequence[Place]
) -> tuple[Works, Works]:
    """bool[p, t], twice: who can, and who of those rather not. No answer is no."""
    said = {(one.person_id, one.slot_id): one.can for one in answers_to(roster)}
    free = _free(roster, people, coach, places)
    shape = (len(people), len(places))
    can, unwilling = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for row, person in enumerate(people):
        for column, place in enumerate(places):
            always = place.slot.coach_id
            answer = Availability.YES if always == person.pk else said.get((person.pk, place.slot.pk))
            is_led_by_another = coach[row] and always is not None and always != person.pk
            can[row, column] = answer in YES and not is_led_by_another and free[row, column]
            unwilling[row, column] = can[row, column] and answer == Availability.IF_NEEDED
    return can, unwilling


def _free(roster: Roster, people: Sequence[Person], coach: Works, places: Sequence[Place]) -> Works:
    """bool[p, t]: not away, and with nothing elsewhere that is in the way."""
    free = np.ones((len(people), len(places)), np.bool_)
    if not places:
        return free
    start, end = places[0].starts_at - AROUND, places[-1].ends_at + AROUND
    busy, away, rest = _elsewhere(roster, people, start, end), _away(people, start, end), rest_within(roster)
    for row, person in enumerate(people):
        mine, gone = busy.get(person.pk, []), away.get(person.pk, [])
        counts = OUT_OF_REACH if coach[row] else frozenset(Obstacle)
        for column, place in enumerate(places) if mine or gone else ():
            stretch = Stretch(place.starts_at, place.ends_at)
            found = obstacles_between(stretch, mine, rest, once_a_day=not coach[row])
            free[row, column] = not found & counts and not any(overlaps(stretch, one) for one in gone)
    return free


def _away(people: Sequence[Person], start: datetime, end: datetime) -> Busy:
    found: Busy = {}
    for one in absences_of((person.pk for person in people), start=start, end=end):
        found.setdefault(one.person_id, []).append(Stretch(one.starts_at, one.ends_at))
    return found


def _elsewhere(roster: Roster, people: Sequence[Person], start: datetime, end: datetime) -> Busy:
    """What is planned for these people outside this roster, as student or as coach."""
    keys = [person.pk for person in people]
    other = Shift.objects.filter(Q(roster__isnull=True) | ~Q(roster=roster), state=ShiftState.PLANNED)
    other = other.filter(starts_at__gte=start, starts_at__lt=end)
    turns = Turn.objects.filter(shift__in=other, person__in=keys, state__in=HERE_STATES)
    rows = list(turns.values_list("person", "shift__starts_at", "shift__ends_at"))
    rows += list(other.filter(coach__in=keys).values_list("coach", "starts_at", "ends_at"))
    found: Busy = {}
    for person, starts_at, ends_at in rows:
        found.setdefault(person, []).append(Stretch(starts_at, ends_at))
    return found


def clashes_in(roster: Roster) -> Iterator[tuple[Person, Shift]]:
    """Drafts of this roster with who was given another shift at that time since, the earliest first."""
    drafts = Shift.objects.filter(roster=roster, state=ShiftState.DRAFT).select_related("coach")
    shifts = list(drafts.prefetch_related("turns__person").order_by("starts_at", "id"))
    if not shifts:
        return
    here = {shift: _people_on(shift) for shift in shifts}
    everybody = {person.pk: person for people in here.values() for person in people}
    busy = _elsewhere(roster, list(everybody.values()), shifts[0].starts_at - AROUND, shifts[-1].ends_at + AROUND)
    for shift, people in here.items():
        mine = Stretch(shift.starts_at, shift.ends_at)
        for person in sorted(people, key=lambda one: one.pk):
            if any(overlaps(mine, other) for other in busy.get(person.pk, [])):
                yield person, shift


def _people_on(shift: Shift) -> list[Person]:
    """Students and coach, by turns that were read along."""
    students = [turn.person for turn in shift.turns.all() if turn.state in HERE_STATES]
    return [*students, shift.coach] if shift.coach is not None else students
