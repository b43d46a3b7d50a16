"""What comes back every week at a host: planned by the host for a term, chosen by students, and noted on the day."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils.timezone import localdate

from werkveld.demo.cast import Run, Year
from werkveld.demo.days import on_school_day
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import come_on_dates, lead_dates, note_date, plan_series
from werkveld.steps.practice.enums import HERE_STATES
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.queries import days_to_plan

DAYS = ("mon", "tue", "wed", "thu", "fri")
SEATS = 3
COMES, STAYS_AWAY, NO_HOST = 0.7, 0.06, 0.05
CHOSEN_AFTER, COACH_AFTER, NOTED_AFTER = timedelta(days=2), timedelta(days=3), timedelta(minutes=30)


def plan_activity(year: Year, run: Run, offered_at: datetime, signed_up_at: datetime) -> None:
    """The host plans the day after it was offered; students choose once they have a place, and get a coach."""
    planned_at = on_school_day(offered_at + timedelta(days=1))
    year.calendar.plan(planned_at, plan_dates, year=year, run=run)
    chosen_at = on_school_day(max(planned_at, signed_up_at) + CHOSEN_AFTER)
    year.calendar.plan(chosen_at, choose_dates, year=year, run=run)


def plan_dates(*, year: Year, run: Run, at: datetime) -> None:
    """At the place where it is, by who speaks for the host; where that is the school itself, by its coordinator."""
    host = year.contacts.get(run.offering.organization_id)
    for name, begins, ends in patterns(run):
        days = days_to_plan(
            run.offering.site,  # type: ignore[arg-type]
            weekdays=[DAYS.index(name)],
            first=max(run.shape.starts_on, localdate(at) + timedelta(days=1)),
            last=run.shape.ends_on,
            begins=begins,
            ends=ends,
        )
        wanted = [one.day for one in days if one.is_free][:: step_of(year)]
        if wanted:
            facts = {"dates": wanted, "begins": begins, "ends": ends, "seats": SEATS, "host": host}
            shifts = plan_series(run.offering, site=run.offering.site, by=host or year.coordinator, at=at, **facts)  # type: ignore[arg-type]
            year.calendar.plan(on_school_day(at + COACH_AFTER), name_coach, year=year, run=run, shifts=shifts)


def patterns(run: Run) -> list[tuple[str, time, time]]:
    """«wed 13:30-16:30» in parts."""
    found = []
    for pattern in run.shape.shifts:
        name, _space, hours = pattern.partition(" ")
        begins, ends = (time.fromisoformat(part) for part in hours.split("-"))
        found.append((name, begins, ends))
    return found


def step_of(year: Year) -> int:
    """A small year leaves weeks out."""
    return max(1, round(0.5 / year.size))


def name_coach(*, year: Year, run: Run, shifts: list[Shift], at: datetime) -> None:
    to_come = [shift for shift in shifts if shift.starts_at > at]
    if to_come:
        lead_dates(to_come, offering=run.offering, coach=run.coach, by=year.coordinator, at=at)


def choose_dates(*, year: Year, run: Run, at: datetime) -> None:
    """Each student in turn takes most of the dates on which there is a seat; some dates stay short of one."""
    dice = year.dice(f"dates {run.offering.title_nl}")
    shifts = list(Shift.objects.filter(offering=run.offering, starts_at__gt=at).order_by("starts_at"))
    coming: dict[int, list[Person]] = {shift.pk: [] for shift in shifts}
    for enrolment in Enrolment.objects.filter(offering=run.offering, state=EnrolmentState.PLACED).order_by("id"):
        student = enrolment.person
        free = dates_free(student, shifts)
        mine = [one for one in free if len(coming[one.pk]) < SEATS and dice.random() < COMES]
        if mine:
            come_on_dates(mine, person=student, offering=run.offering, by=student, at=at)
        for one in mine:
            coming[one.pk].append(student)
    for one in shifts:
        noted_at = one.ends_at + NOTED_AFTER
        year.calendar.plan(noted_at, note, year=year, run=run, shift=one, people=coming[one.pk], dice=dice)


def dates_free(student: Person, shifts: list[Shift]) -> list[Shift]:
    """Those on which the student works nowhere else."""
    elsewhere = Turn.objects.filter(person=student, state__in=HERE_STATES).exclude(shift__in=shifts)
    busy = list(elsewhere.values_list("shift__starts_at", "shift__ends_at"))
    return [one for one in shifts if not any(begins < one.ends_at and one.starts_at < ends for begins, ends in busy)]


def note(*, year: Year, run: Run, shift: Shift, people: list[Person], dice: Random, at: datetime) -> None:
    """Now and then somebody stays away, or nobody of the host was free."""
    here = {one.person_id for stay in run.stays for one in stay.present}
    came = [one for one in people if one.pk in here and dice.random() >= STAYS_AWAY]
    host_came = shift.host_id is not None and dice.random() >= NO_HOST
    heads = dice.randint(6, 26) if came else None
    by = year.contacts.get(run.offering.organization_id) or run.coach
    shift.offering = run.offering
    note_date(shift, came=came, host=host_came, heads=heads, by=by, at=at)
