"""Who gets which place: classes, people who start on a Monday of their own, groups that are only counted."""

import math
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from werkveld.demo.activities import plan_activity
from werkveld.demo.at_home import together
from werkveld.demo.cast import Company, Run, Stay, Year
from werkveld.demo.days import FIRST_DAY, LAST_DAY, MORNING, moment, on_school_day, school_weeks
from werkveld.demo.selecting import plan_selection
from werkveld.demo.serving import plan_shifts
from werkveld.demo.tables import Shape
from werkveld.demo.working import begin
from werkveld.steps.enrolments.actions import (
    book_group,
    count_group,
    end_all,
    entrust,
    place,
    place_all,
    wait_all,
)
from werkveld.steps.enrolments.enums import EnrolmentState, Reason
from werkveld.steps.enrolments.models import Enrolment, GroupBooking
from werkveld.steps.offerings.actions import close_offerings, finish_offerings
from werkveld.steps.people.models import Person

SCHOOLS_OF = {"primary_schools": "primary_school", "vo_schools": "secondary_school"}
FULL_CLASS = 30
EARLY_AFTER, COACH_AFTER = timedelta(days=9, hours=1), timedelta(days=5)
DAYS_AHEAD = (4, 18)  # how long before the own Monday somebody signs up
STAYS_AWAY = 0.08


def plan_places(year: Year, run: Run, at: datetime) -> None:
    shape, kind = run.shape, run.offering.programme.kind
    if shape.round:
        year.in_round.setdefault(shape.round, []).append(run)
    elif row := next((one for one in year.tables.selections if one["title_nl"] == shape.title_nl), None):
        plan_selection(year, run, row, at)
    elif kind.is_counted_by_head:
        _plan_groups(year, run)
    elif shape.weeks:
        _plan_single_starts(year, run, shape.weeks)
    else:
        year.calendar.plan(_signed_up_at(shape, at), place_class, year=year, run=run)
    if shape.shifts and kind.has_appointments:
        plan_shifts(year, run)
    elif shape.shifts:
        plan_activity(year, run, at, _signed_up_at(shape, at))


def _signed_up_at(shape: Shape, offered_at: datetime) -> datetime:
    """Two weeks before it begins. Of what begins later than the demo lives, those come who are early."""
    usual = max(offered_at + timedelta(days=1), moment(shape.starts_on - timedelta(days=14), 11))
    return usual if usual < MORNING else on_school_day(offered_at + EARLY_AFTER)


def plan_finishes(year: Year) -> None:
    """On Fridays the school closes what began, and finishes what ended that week."""
    for monday in school_weeks(FIRST_DAY, LAST_DAY):
        year.calendar.plan(moment(monday + timedelta(days=4), 17), close_begun, year=year)
        year.calendar.plan(moment(monday + timedelta(days=4), 18), finish_ended, year=year)


def close_begun(*, year: Year, at: datetime) -> None:
    """Two weeks in, nobody can join any more, so who still waits leaves the line."""
    begun = [run for run in year.runs if _is_closing(run, localdate(at))]
    for run in begun:
        run.is_closed = True
    if not begun:
        return
    offerings = [run.offering for run in begun]
    close_offerings(offerings, by=year.coordinator, at=at)
    lines = Enrolment.objects.filter(offering__in=offerings, state=EnrolmentState.WAITING).order_by("id")
    end_all(lines, as_state=EnrolmentState.WITHDRAWN, by=year.clockwork, at=at)


def _is_closing(run: Run, on: date) -> bool:
    """What is open to visitors all the time (services, groups, any Monday) stays open until it ends."""
    kind, shape = run.offering.programme.kind, run.shape
    is_lasting = kind.has_appointments or kind.is_counted_by_head or shape.weeks is not None
    begun_on = shape.starts_on + timedelta(days=14)
    return not (run.is_closed or run.is_finished or is_lasting) and begun_on <= on <= shape.ends_on


def finish_ended(*, year: Year, at: datetime) -> None:
    ended = [run for run in year.runs if run.shape.ends_on < localdate(at) and not run.is_finished]
    for run in ended:
        run.is_finished = True
    if ended:
        finish_offerings([run.offering for run in ended], by=year.coordinator, at=at)


def place_class(*, year: Year, run: Run, at: datetime) -> None:
    """All at once, and who comes too late for a seat waits.

    A student with a learning place elsewhere is only asked when nobody else is left.
    """
    shape, kind = run.shape, run.offering.programme.kind
    dice = year.dice(f"class {run.offering.title_nl}")
    seats, count = (
        run.offering.capacity or shape.taken,
        year.scaled(shape.taken, least=together(run.offering.programme)),
    )
    if shape.taken > shape.capacity:
        count = max(count, seats + 1)  # in a small year too somebody waits
    everyone = year.choose(shape, count, dice, shape.starts_on, one_at_a_time=kind.needs_agreement)
    people, late = everyone[:seats], everyone[seats:]
    reason = Reason.REFERRED if kind.needs_agreement else Reason.CHOSE
    rows = [{"person": person, "coach": _coach_for(run, person), "reason": reason} for person in people]
    enrolments = place_all(offering=run.offering, rows=rows, by=year.coordinator, at=at)
    if late:
        wait_all(offering=run.offering, rows=[{"person": one} for one in late], by=year.coordinator, at=at)
    stay = Stay(run, enrolments, shape.starts_on, shape.ends_on)
    run.stays.append(stay)
    begin(year, stay, at)


def _coach_for(run: Run, person: Person) -> Person | None:
    """Where something is learned; not at a meeting or for a crowd. Nobody coaches oneself: teachers come too."""
    kind = run.offering.programme.kind
    is_guided = kind.has_hours or (kind.gives_evidence and run.shape.taken <= FULL_CLASS)
    return run.coach if is_guided and run.coach.pk != person.pk else None


def _plan_single_starts(year: Year, run: Run, weeks: int) -> None:
    """Everyone on a Monday of the own choice; the first early, so that somebody is through before the year ends."""
    shape, dice = run.shape, year.dice(f"starts {run.offering.title_nl}")
    count = min(year.scaled(shape.taken, least=3), shape.capacity)
    people = year.choose(shape, count, dice, shape.starts_on, one_at_a_time=False)
    mondays = school_weeks(shape.starts_on, shape.ends_on)
    for turn, person in enumerate(people):
        monday = mondays[len(mondays) // 4 + turn] if turn < 2 else dice.choice(mondays)
        signed_up_at = on_school_day(moment(monday - timedelta(days=dice.randint(*DAYS_AHEAD)), 13))
        facts = {"year": year, "run": run, "person": person, "monday": monday, "weeks": weeks}
        year.calendar.plan(signed_up_at, start_alone, **facts)


def start_alone(*, year: Year, run: Run, person: Person, monday: date, weeks: int, at: datetime) -> None:
    enrolment = place(person=person, offering=run.offering, starts_on=monday, by=person, at=at)
    year.calendar.plan(on_school_day(at + COACH_AFTER), name_coach, year=year, run=run, enrolment=enrolment)
    stay = Stay(run, [enrolment], monday, monday + timedelta(weeks=weeks, days=-3))
    run.stays.append(stay)
    begin(year, stay, at)


def name_coach(*, year: Year, run: Run, enrolment: Enrolment, at: datetime) -> None:
    entrust(enrolment, coach=run.coach, by=year.coordinator, at=at)


def _plan_groups(year: Year, run: Run) -> None:
    """Some pupils' schools take part and some do not; each comes with a number, and nobody asks for names."""
    shape, dice = run.shape, year.dice(f"groups {run.offering.title_nl}")
    all_schools = year.schools[SCHOOLS_OF[shape.who[0]]]
    schools = all_schools[: math.ceil(len(all_schools) * 0.8)]
    weeks = school_weeks(shape.starts_on, shape.ends_on)
    for school in dice.sample(schools, min(year.scaled(shape.taken, least=2), len(schools))):
        day = dice.choice(weeks) + timedelta(days=dice.randrange(5))
        _plan_group(year, run, school, min(max(day, shape.starts_on), shape.ends_on), dice)


def _plan_group(year: Year, run: Run, school: Company, day: date, dice: Random) -> None:
    usual = max(2, min(FULL_CLASS, round(run.shape.capacity / run.shape.taken / 1.7)))
    facts: dict[str, Any] = {"year": year, "run": run, "school": school, "day": day}
    heads = dice.randint(max(1, usual // 2), usual)
    booked = max(FIRST_DAY + timedelta(days=20), day - timedelta(days=dice.randint(10, 30)))
    came = 0 if dice.random() < STAYS_AWAY else max(1, heads - dice.choice((0, 0, 0, 1, 2)))
    year.calendar.plan(moment(min(booked, day), 8), come_as_group, heads=heads, came=came, **facts)


def come_as_group(*, year: Year, run: Run, school: Company, day: date, heads: int, came: int, at: datetime) -> None:
    voice = year.contacts[school.organization.pk]
    booking = book_group(
        offering=run.offering, organization=school.organization, heads=heads, comes_on=day, by=voice, at=at
    )
    year.calendar.plan(moment(day, 16), count_heads, year=year, booking=booking, came=came)


def count_heads(*, year: Year, booking: GroupBooking, came: int, at: datetime) -> None:
    count_group(booking, came=came, by=year.coordinator, at=at)
