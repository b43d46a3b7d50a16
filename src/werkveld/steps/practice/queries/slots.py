"""When residents can be helped: a student who can do it and a coach are there, and the student has time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from werkveld.steps.offerings.models import QUARTER, Help
from werkveld.steps.people.models import ClosedDays, Mastery, Person, Site, Skill, Vetting
from werkveld.steps.people.queries import norms
from werkveld.steps.practice.enums import HERE_STATES, ShiftState, TurnState
from werkveld.steps.practice.models import Absence, HeldQuarter, Shift, Turn
from werkveld.steps.practice.queries.gone import gone_home
from werkveld.steps.practice.rules import Stretch, overlaps

ONE = timedelta(minutes=QUARTER)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """`free`: how many residents can begin then with this help."""

    shift: Shift
    starts_at: datetime
    free: int

    @property
    def site(self) -> Site:
        return self.shift.site


@dataclass
class Crew:
    """Who can help on one shift, by row number, and the quarters that each of them has promised already."""

    shift: Shift
    held: dict[int, set[datetime]] = field(default_factory=dict)

    def able_at(self, starts_at: datetime, minutes: int) -> list[int]:
        """Who is free from then on; who has promised least comes first, so that work is shared."""
        wanted = {starts_at + ONE * number for number in range(minutes // QUARTER)}
        free = [person for person, held in self.held.items() if not wanted & held]
        return sorted(free, key=lambda person: (len(self.held[person]), person))

    def starts(self, minutes: int) -> list[datetime]:
        """Moments that waste little time: one after the other from the beginning of every free stretch."""
        found: set[datetime] = set()
        last = self.shift.ends_at - timedelta(minutes=minutes)
        for held in self.held.values():
            taken, at = sorted(held), self.shift.starts_at
            while at <= last:
                next_taken = taken[where] if (where := bisect_left(taken, at)) < len(taken) else None
                if next_taken is None or at + timedelta(minutes=minutes) <= next_taken:
                    found.add(at)
                    at += timedelta(minutes=minutes)
                else:
                    at = next_taken + ONE
        return sorted(found)


def free_times(
    kind: Help,
    *,
    at: datetime,
    sites: Iterable[Site] | None = None,
    first: date | None = None,
    last: date | None = None,
    step_free: bool = False,
) -> list[FreeTime]:
    """In order of time. Five questions to the database, however many shifts, students and visits there are."""
    begins, ends = _window(kind, at, first, last)
    shifts = _shifts(kind, begins, ends, sites, step_free=step_free)
    found = []
    for crew in crews(kind, shifts):
        for start in crew.starts(kind.minutes):
            free = len(crew.able_at(start, kind.minutes)) // kind.people
            if free and begins <= start < ends:
                found.append(FreeTime(crew.shift, start, free))
    return sorted(found, key=lambda one: (one.starts_at, one.shift.pk))


def open_starts(kind: Help, *, at: datetime) -> dict[int, set[datetime]]:
    """By site every quarter at which somebody can begin, more than the moments that are given to choose from."""
    begins, ends = _window(kind, at, None, None)
    found: dict[int, set[datetime]] = defaultdict(set)
    for crew in crews(kind, _shifts(kind, begins, ends, None, step_free=False)):
        start, last = crew.shift.starts_at, crew.shift.ends_at - timedelta(minutes=kind.minutes)
        while start <= last:
            if begins <= start < ends and len(crew.able_at(start, kind.minutes)) >= kind.people:
                found[crew.shift.site_id].add(start)
            start += ONE
    return found


def crews(kind: Help | None, shifts: Iterable[Shift]) -> list[Crew]:
    """For each shift the students who are there and can do it, with what they promised already.

    Who came and went home again has no time left.
    """
    by_key = {shift.pk: shift for shift in shifts}
    turns = Turn.objects.filter(shift__in=by_key, state__in=HERE_STATES)
    rows = list(turns.order_by("shift", "person").values_list("shift", "person", "state"))
    pairs = [(shift, person) for shift, person, _state in rows]
    running = {shift for shift, _person, state in rows if state == TurnState.PRESENT}
    gone = gone_home(running) if running else {}
    days = {timezone.localdate(shift.starts_at) for shift in by_key.values()}
    able = able_people(kind, {person for _shift, person in pairs}, days)
    held = defaultdict(set)
    if by_key:
        near = HeldQuarter.objects.filter(
            learner__in=set().union(*able.values()) if able else (),
            at__gte=min(shift.starts_at for shift in by_key.values()),
            at__lt=max(shift.ends_at for shift in by_key.values()),
        )
        for learner, moment in near.values_list("learner", "at"):
            held[learner].add(moment)
    found = {key: Crew(shift) for key, shift in by_key.items()}
    for shift, person in pairs:
        crew = found[shift]
        if person in able[timezone.localdate(crew.shift.starts_at)]:
            crew.held[person] = {one for one in held[person] if crew.shift.starts_at <= one < crew.shift.ends_at}
            crew.held[person] |= _quarters_in(gone.get((shift, person), []), crew.shift)
    return list(found.values())


def _quarters_in(stretches: Iterable[Stretch], shift: Shift) -> set[datetime]:
    """Every quarter of this shift of which any part lies in one of these."""
    count = (shift.ends_at - shift.starts_at) // ONE + 1
    every = [shift.starts_at + ONE * number for number in range(count)]
    return {at for at in every for one in stretches if overlaps(Stretch(at, at + ONE), one)}


def able_people(kind: Help | None, people: set[int], days: Iterable[date]) -> dict[date, set[int]]:
    """By day who of these can do it: by what they learn or what was seen, by level, and vetted where that is asked."""
    if kind is None:
        return dict.fromkeys(days, people)
    able = set(Person.objects.filter(_skilled(kind), pk__in=people).values_list("pk", flat=True))
    if not kind.needs_vetting:
        return dict.fromkeys(days, able)
    papers = list(Vetting.objects.filter(person__in=able).values_list("person", "issued_on", "valid_until"))
    return {day: {person for person, issued, until in papers if issued <= day < until} for day in days}


def is_able(person: Person, kind: Help | None, on: date) -> bool:
    return person.pk in able_people(kind, {person.pk}, [on])[on]


def able_by_kind(kinds: Iterable[Help], people: set[int], on: date) -> dict[int, set[int]]:
    """Kind of help -> who of these can do it on that day, both by row number. One question, however many kinds."""
    asked = {kind.pk: kind for kind in kinds}
    if not asked:
        return {}
    paper = Vetting.objects.filter(person=OuterRef("pk"), issued_on__lte=on, valid_until__gt=on)
    can = {
        f"can_{key}": ExpressionWrapper(
            Q(_skilled(kind), Exists(paper)) if kind.needs_vetting else _skilled(kind), BooleanField()
        )
        for key, kind in asked.items()
    }
    rows = list(Person.objects.filter(pk__in=people).annotate(**can).values("pk", *can))
    return {key: {row["pk"] for row in rows if row[f"can_{key}"]} for key in asked}


def _skilled(kind: Help) -> Q:
    """By what somebody learns or what was seen, and by level."""
    asked = Q(pk__isnull=False)
    if kind.skill is not None:
        taught = Skill.qualifications.through.objects.filter(
            skill=kind.skill_id, qualification=OuterRef("qualification")
        )
        seen = Mastery.objects.filter(person=OuterRef("pk"), skill=kind.skill_id)
        asked &= Q(Exists(taught), study_year__gte=kind.skill.from_year) | Q(Exists(seen))
    if kind.level_min is not None:
        asked &= Q(level__gte=kind.level_min)
    return asked


def shift_for_booking(kind: Help, shift: Shift, *, at: datetime) -> Shift | None:
    """The same shift when residents may still book it for this, else nothing."""
    begins, ends = _window(kind, at, None, None)
    return _shifts(kind, begins, ends, None, step_free=False).filter(pk=shift.pk).first()


def _window(kind: Help, at: datetime, first: date | None, last: date | None) -> tuple[datetime, datetime]:
    held = norms(kind.programme.region, ("book_until_hours", "book_ahead_days"), timezone.localdate(at))
    begins = at + timedelta(hours=held["book_until_hours"])
    ends = at + timedelta(days=held["book_ahead_days"])
    if first is not None:
        begins = max(begins, _midnight(first))
    if last is not None:
        ends = min(ends, _midnight(last + timedelta(days=1)))
    return begins, ends


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _shifts(
    kind: Help, begins: datetime, ends: datetime, sites: Iterable[Site] | None, *, step_free: bool
) -> QuerySet[Shift]:
    away = Absence.objects.filter(
        person=OuterRef("coach"),
        withdrawn_at__isnull=True,
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    closed = ClosedDays.objects.filter(
        Q(site__isnull=True) | Q(site=OuterRef("site")),
        region=kind.programme.region_id,
        first_on__lte=OuterRef("starts_at__date"),
        last_on__gte=OuterRef("starts_at__date"),
    )
    found = Shift.objects.filter(
        ~Exists(away),
        ~Exists(closed),
        offering__programme=kind.programme_id,
        site__in=kind.sites.all(),
        state=ShiftState.PLANNED,
        coach__isnull=False,
        ends_at__gt=begins,
        starts_at__lt=ends,
    )
    if sites is not None:
        found = found.filter(site__in=[site.pk for site in sites])
    if step_free and not (kind.is_at_home or kind.is_walking_along):
        found = found.filter(site__is_step_free=True)
    return found.select_related("site", "offering__programme").order_by("starts_at", "id")
