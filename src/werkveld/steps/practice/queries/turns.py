"""Who is on which shift, who could take it over, and what a change by hand would mean."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import abilities, norm
from werkveld.steps.practice.enums import HERE_STATES, Availability, HandoverState, ShiftState
from werkveld.steps.practice.models import Absence, Answer, Handover, Shift, Turn
from werkveld.steps.practice.queries.rosters import absences_of
from werkveld.steps.practice.rules.fitting import Obstacle, Stretch, lost_between, missing_among, obstacles_between

AROUND = timedelta(days=2)  # rest looks across midnight
WILLING: dict[str, int] = {Availability.YES: 0, Availability.IF_NEEDED: 1}  # who said nothing comes last


def turns_of(person: Person, *, after: datetime) -> QuerySet[Turn]:
    """The own shifts that are not over yet, the next one first."""
    mine = Turn.objects.filter(person=person, shift__state=ShiftState.PLANNED, shift__ends_at__gt=after)
    related = ("shift__site", "shift__offering", "shift__coach", "shift__room")
    return mine.select_related(*related).order_by("shift__starts_at", "id")


def turns_during(people: Iterable[Person], starts_at: datetime, ends_at: datetime) -> QuerySet[Turn]:
    """What these people do at any moment of this stretch, by what is planned."""
    planned = Turn.objects.filter(person__in=list(people), state__in=HERE_STATES, shift__state=ShiftState.PLANNED)
    then = planned.filter(shift__starts_at__lt=ends_at, shift__ends_at__gt=starts_at)
    return then.select_related("person").order_by("shift__starts_at", "id")


def own_turn(person: Person, key: UUID) -> Turn | None:
    """A draft is nobody's turn yet."""
    mine = Turn.objects.filter(person=person, key=key).exclude(shift__state=ShiftState.DRAFT)
    return mine.select_related("shift__site", "shift__offering").first()


def here_on(shift: Shift) -> list[Person]:
    """Who is expected or there."""
    turns = Turn.objects.filter(shift=shift, state__in=HERE_STATES).select_related("person")
    return [turn.person for turn in turns.order_by("person__family_name", "id")]


def offered_turns(person: Person, at: datetime) -> QuerySet[Handover]:
    """Open to this person: offered to them, or to anybody on an offering where they have a place and who is free then."""
    placed = Enrolment.objects.filter(person=person, state=EnrolmentState.PLACED)
    then = Turn.objects.filter(
        person=person,
        state__in=HERE_STATES,
        shift__state=ShiftState.PLANNED,
        shift__starts_at__lt=OuterRef("turn__shift__ends_at"),
        shift__ends_at__gt=OuterRef("turn__shift__starts_at"),
    )
    to_anybody = Q(~Exists(then), to__isnull=True, turn__shift__offering__in=placed.values("offering"))
    found = Handover.objects.filter(
        Q(to=person) | to_anybody,
        state=HandoverState.OPEN,
        turn__shift__state=ShiftState.PLANNED,
        turn__shift__starts_at__gt=at,
    ).exclude(offered_by=person)
    on_it = Turn.objects.filter(person=person, state__in=HERE_STATES)
    found = found.exclude(turn__shift__in=on_it.values("shift"))
    related = ("turn__shift__site", "turn__shift__offering", "offered_by", "in_return__shift__site")
    return found.select_related(*related).order_by("turn__shift__starts_at", "id")


def offered_turn(person: Person, key: UUID, at: datetime) -> Handover | None:
    return offered_turns(person, at).filter(key=key).first()


def open_handovers_of(person: Person) -> QuerySet[Handover]:
    """What somebody offers and nobody took yet."""
    return Handover.objects.filter(offered_by=person, state=HandoverState.OPEN).select_related("turn__shift", "to")


def late_handovers(at: datetime) -> QuerySet[Handover]:
    """Of shifts that began, with nobody who took them."""
    return Handover.objects.filter(state=HandoverState.OPEN, turn__shift__starts_at__lte=at).order_by("id")


def stretches_of(people: Iterable[int], around: Shift, *, but: Iterable[int] = ()) -> dict[int, list[Stretch]]:
    """What these people, by row number, do near a shift; without the shift itself and those in `but`."""
    left_out = {around.pk, *but}
    busy = busy_between(people, around.starts_at - AROUND, around.ends_at + AROUND, states=_states(around))
    return {person: [one for shift, one in rows if shift not in left_out] for person, rows in busy.items()}


def busy_between(
    people: Iterable[int], start: datetime, end: datetime, *, states: Iterable[str] = (ShiftState.PLANNED,)
) -> dict[int, list[tuple[int, Stretch]]]:
    """Person -> the shifts, by row number, on which they are or that they lead."""
    keys = list(people)
    near = Shift.objects.filter(starts_at__lt=end, ends_at__gt=start, state__in=list(states))
    turns = Turn.objects.filter(person__in=keys, state__in=HERE_STATES, shift__in=near)
    rows = list(turns.values_list("person", "shift", "shift__starts_at", "shift__ends_at"))
    rows += list(near.filter(coach__in=keys).values_list("coach", "pk", "starts_at", "ends_at"))
    found: dict[int, list[tuple[int, Stretch]]] = {}
    for person, shift, starts_at, ends_at in rows:
        found.setdefault(person, []).append((shift, Stretch(starts_at, ends_at)))
    return found


def _states(shift: Shift) -> tuple[str, ...]:
    """Drafts matter to each other; what is planned never waits for a draft."""
    return (ShiftState.PLANNED, ShiftState.DRAFT) if shift.state == ShiftState.DRAFT else (ShiftState.PLANNED,)


def rest_for(shift: Shift) -> timedelta:
    region = shift.offering.programme.region
    return timedelta(hours=float(norm(region, "rest_between_shifts", timezone.localdate(shift.starts_at))))


def obstacles_for(
    people: Iterable[int], shift: Shift, *, but: Iterable[int] = (), once_a_day: bool = True
) -> dict[int, set[Obstacle]]:
    """Person -> what the own other shifts say."""
    keys = list(people)
    busy, rest = stretches_of(keys, shift, but=but), rest_for(shift)
    mine = Stretch(shift.starts_at, shift.ends_at)
    return {key: obstacles_between(mine, busy.get(key, []), rest, once_a_day=once_a_day) for key in keys}


def away_during(people: Iterable[int], shift: Shift) -> set[int]:
    return {one.person_id for one in absences_of(people, start=shift.starts_at, end=shift.ends_at)}


def said_of(people: Iterable[int], shift: Shift) -> dict[int, str]:
    """What these people said about this part of the week; who said nothing is not in it."""
    if shift.slot_id is None:
        return {}
    return dict(Answer.objects.filter(slot=shift.slot_id, person__in=list(people)).values_list("person", "can"))


def missing_on(shift: Shift, here: Iterable[Person]) -> dict[int | None, int]:
    """Skill (None: anybody) -> how many are missing when these people are there."""
    present = list(here)
    needs = list(shift.needs.all())
    able = abilities(present, [need.skill for need in needs if need.skill is not None])
    return missing_among({need.skill_id: need.asked for need in needs}, able.values())


def substitutes_for(shift: Shift, *, without: Person | None = None) -> list[Person]:
    """Able and free, those who said yes first: placed in the offering, not away, nothing else near, did not say no.

    Where a skill is missing, only who has it can help; who comes in the place of somebody has all that would get lost.
    """
    everybody = here_on(shift)
    here = [person for person in everybody if without is None or person.pk != without.pk]
    others = {person.pk for person in here} | ({without.pk} if without else set())
    on = timezone.localdate(shift.starts_at)
    placed = Enrolment.objects.filter(offering=shift.offering_id, state=EnrolmentState.PLACED, starts_on__lte=on)
    found = [one.person for one in placed.exclude(person__in=others).select_related("person").order_by("id")]
    keys = [person.pk for person in found]
    against, away, said = obstacles_for(keys, shift), away_during(keys, shift), said_of(keys, shift)
    after = missing_on(shift, here)
    missing, lost = {skill for skill in after if skill is not None}, lost_between(missing_on(shift, everybody), after)
    able = abilities(found, [need.skill for need in shift.needs.all() if need.skill is not None])
    free = [
        person
        for person in found
        if not against[person.pk]
        and person.pk not in away
        and said.get(person.pk) != Availability.NO
        and (not missing or missing & able[person.pk])
        and lost <= able[person.pk]
    ]
    return sorted(free, key=lambda person: WILLING.get(said.get(person.pk, ""), len(WILLING)))


def free_coaches(shift: Shift) -> list[Person]:
    """Of the roster of this shift, who have nothing else then and did not say no."""
    if shift.roster is None:
        return []
    found = [coach for coach in shift.roster.coaches.order_by("family_name", "id") if coach.pk != shift.coach_id]
    keys = [coach.pk for coach in found]
    against = obstacles_for(keys, shift, once_a_day=False)
    away, said = away_during(keys, shift), said_of(keys, shift)
    return [
        coach
        for coach in found
        if not against[coach.pk] and coach.pk not in away and said.get(coach.pk) != Availability.NO
    ]


def shifts_without_coach(coach: Person, *, start: datetime, end: datetime) -> list[Shift]:
    """That this coach could take: of the own rosters, with nothing else then."""
    alone = Shift.objects.filter(
        roster__coaches=coach, coach__isnull=True, state=ShiftState.PLANNED, starts_at__gte=start, starts_at__lt=end
    ).select_related("site", "offering__programme__region", "slot", "roster")
    return [shift for shift in alone.order_by("starts_at", "id") if coach.pk in {one.pk for one in free_coaches(shift)}]


def absences_to_come(person: Person, at: datetime) -> QuerySet[Absence]:
    mine = Absence.objects.filter(person=person, ends_at__gt=at, withdrawn_at__isnull=True)
    return mine.order_by("starts_at", "id")


def absence_of(person: Person, key: UUID) -> Absence | None:
    return Absence.objects.filter(person=person, key=key).first()
