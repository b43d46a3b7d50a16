"""Shifts, and the residents who are helped on them: by a question, at the desk, by telephone or booked by themselves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils.timezone import localdate

from werkveld.demo import at_home
from werkveld.demo.activities import DAYS, patterns
from werkveld.demo.cast import NobodyFits, Run, Stay, Year
from werkveld.demo.days import FIRST_DAY, LAST_DAY, is_school_day, moment, monday_of, on_school_day, school_weeks
from werkveld.demo.opinions import ask_after
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book, close_appointment, plan_shift
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Shift
from werkveld.steps.practice.queries.turns import turns_during
from werkveld.steps.questions.actions import answer, ask, take_up
from werkveld.steps.questions.enums import AskedBy
from werkveld.steps.questions.models import Question

CHANNELS = (AskedBy.WEB, AskedBy.PHONE, AskedBy.PHONE, AskedBy.DESK, AskedBy.DESK, AskedBy.PAPER)
HELPED = "Je bent geholpen op het spreekuur. Kom gerust terug."
NOT_HELPED = "De afspraak ging niet door. Je kunt een nieuwe maken."
NO_COACH, IS_ASKED, MISSED, CANCELLED = 0.03, 0.4, 0.08, 0.07
ON_SHIFT, MOST_VISITS = 3, 3
AT_HOME = 0.6
THIS_WEEK = monday_of(LAST_DAY)
EVERY_WEEK_SINCE, LONG_AGO_EVERY = THIS_WEEK - timedelta(weeks=10), 3
STAR_COMES_EVERY = 9  # weeks, so that the resident of the demo has been there a few times and comes again this week


@dataclass(eq=False)
class Visit:
    """One resident, one student, one time; and the question it began with, if it did."""

    stay: Stay
    shift: Shift
    resident: Person
    learner: Person
    starts_at: datetime
    minutes: int
    question: Question | None = None
    appointment: Appointment | None = None


def plan_shifts(year: Year, run: Run) -> None:
    """Each week's shifts are planned ten days ahead. Long ago a service was there once in so many weeks, in a small year still
    less often; but always in the weeks of the persons of the demo.
    """
    step = max(1, round(0.5 / year.size))
    for number, week in enumerate(school_weeks(run.shape.starts_on, run.shape.ends_on)):
        every = step if week >= EVERY_WEEK_SINCE else max(LONG_AGO_EVERY, step)
        if number % every == 0 or week == THIS_WEEK or _is_week_of_star(run, week):
            ahead = max(FIRST_DAY, week - timedelta(days=10))
            year.calendar.plan(moment(ahead, 12), roster, year=year, run=run, week=week)


def roster(*, year: Year, run: Run, week: date, at: datetime) -> None:
    dice = year.dice(f"roster {run.offering.title_nl} {week}")
    stay = run.stays[0]
    here = [enrolment.person for enrolment in stay.present]
    kind = at_home.help_at_home(run.offering.programme)
    if kind is not None:
        at_home.show_papers(run, kind, here, at)
    for pattern, (name, begins, ends) in zip(run.shape.shifts, patterns(run), strict=True):
        day = week + timedelta(days=DAYS.index(name))
        if not here or not is_school_day(day) or not run.shape.starts_on <= day <= run.shape.ends_on:
            continue
        starts_at, ends_at = moment(day, begins.hour, begins.minute), moment(day, ends.hour, ends.minute)
        is_service = run.offering.programme.kind.has_appointments
        shift = plan_shift(
            offering=run.offering,
            site=run.offering.site,  # type: ignore[arg-type]
            coach=None if is_service and week != THIS_WEEK and dice.random() < NO_COACH else run.coach,
            people=_on_shift(year, _free(year, here, starts_at, ends_at), day, dice, kind),
            starts_at=starts_at,
            ends_at=ends_at,
            by=year.coordinator,
            at=at,
        )
        if is_service and shift.coach is not None:
            is_left = kind is not None and _plan_home_visit(year, stay, shift, kind, dice)
            star = _star_who_comes(year, run, week, pattern)
            _plan_visits(year, stay, shift, dice, star=star, without_end=kind.minutes if kind and is_left else 0)


def _free(year: Year, here: list[Person], starts_at: datetime, ends_at: datetime) -> list[Person]:
    """Before the first rosters there is nothing else that a student may be on."""
    busy = {turn.person_id for turn in turns_during(here, starts_at, ends_at)} if year.rostered else set()
    return [person for person in here if person.pk not in busy]


def _on_shift(year: Year, here: list[Person], day: date, dice: Random, kind: Help | None) -> list[Person]:
    """By lot; on the morning of the demo its student is there. Where students come to a home, as many as that asks."""
    some = dice.sample(here, min(ON_SHIFT, len(here)))
    if kind is not None:
        able = at_home.who_may_come(kind, here, day)
        pair = dice.sample(able, min(kind.people, len(able)))
        some = [*pair, *(person for person in some if person not in pair)][:ON_SHIFT]
    star = next((person for person in here if person.pk == year.stars["student"].pk), None)
    if day == LAST_DAY and star is not None and star not in some:
        some[0] = star
    return some


def _is_week_of_star(run: Run, week: date) -> bool:
    return "resident" in run.shape.stars and (THIS_WEEK - week).days // 7 % STAR_COMES_EVERY == 0


def _star_who_comes(year: Year, run: Run, week: date, pattern: str) -> Person | None:
    """The resident of the demo, every so many weeks on the last day that has a shift."""
    return year.stars["resident"] if _is_week_of_star(run, week) and pattern == run.shape.shifts[-1] else None


def _plan_home_visit(year: Year, stay: Stay, shift: Shift, kind: Help, dice: Random) -> bool:
    """Now and then two students come to somebody at the end of the shift; whether that is so."""
    if dice.random() >= AT_HOME:
        return False
    resident = dice.choice([person for person in year.residents if person.pk != year.stars["resident"].pk])
    starts_at = shift.ends_at - timedelta(minutes=kind.minutes)
    booked_at = min(on_school_day(starts_at - timedelta(days=7)), starts_at - timedelta(days=3))
    facts = {"stay": stay, "shift": shift, "kind": kind, "resident": resident, "fate": dice.random()}
    year.calendar.plan(booked_at, ask_home, year=year, **facts)
    return True


def ask_home(*, year: Year, stay: Stay, shift: Shift, kind: Help, resident: Person, fate: float, at: datetime) -> None:
    starts_at = shift.ends_at - timedelta(minutes=kind.minutes)
    booked = at_home.book_home(year, shift, kind=kind, resident=resident, starts_at=starts_at, at=at)
    if booked is not None:
        visit = Visit(stay, shift, resident, booked.learner, starts_at, kind.minutes, appointment=booked)
        closed_at = starts_at - timedelta(days=1) if fate < CANCELLED else shift.ends_at
        year.calendar.plan(closed_at, close, year=year, visit=visit, fate=fate)


def _plan_visits(
    year: Year, stay: Stay, shift: Shift, dice: Random, *, star: Person | None, without_end: int = 0
) -> None:
    """Students help one after another; the times of one student never overlap. Minutes at the end may be for a home."""
    texts = year.tables.questions.get(stay.run.shape.programme, [])
    helpers = sorted(shift.people.all(), key=lambda person: person.pk)
    minutes = dice.choice((30, 45, 60))
    times = int(((shift.ends_at - shift.starts_at).total_seconds() // 60 - without_end) // minutes)
    slots = [(helper, turn) for turn in range(times) for helper in helpers]
    others = [person for person in year.residents if person.pk != year.stars["resident"].pk]
    for number, (helper, turn) in enumerate(dice.sample(slots, min(dice.randint(2, MOST_VISITS), len(slots)))):
        resident = star if star is not None and number == 0 else dice.choice(others)
        starts_at = shift.starts_at + timedelta(minutes=turn * minutes)
        visit = Visit(stay, shift, resident, helper, starts_at, minutes)
        fate = dice.random()
        if texts and (dice.random() < IS_ASKED or resident is star):
            asked_at = starts_at - timedelta(days=7, minutes=dice.randrange(200))
            year.calendar.plan(
                asked_at, ask_for_help, year=year, visit=visit, text=dice.choice(texts), channel=dice.choice(CHANNELS)
            )
        booked_at = min(on_school_day(starts_at - timedelta(days=6)), starts_at - timedelta(days=2))
        year.calendar.plan(booked_at, make_appointment, visit=visit)
        closed_at = starts_at - timedelta(days=1) if fate < CANCELLED else shift.ends_at
        year.calendar.plan(closed_at, close, year=year, visit=visit, fate=fate)


def ask_for_help(*, year: Year, visit: Visit, text: str, channel: AskedBy, at: datetime) -> None:
    """On the web residents type themselves; on other ways a coach does."""
    coach = visit.stay.run.coach
    by = visit.resident if channel == AskedBy.WEB else coach
    question = ask(region=year.region, text=text, asked_by=visit.resident, channel=channel, by=by, at=at)
    due_on = localdate(visit.starts_at)
    visit.question = take_up(question, owner=coach, due_on=due_on, by=year.coordinator, at=at + timedelta(hours=3))


def make_appointment(*, visit: Visit, at: datetime) -> None:
    """Who asked is booked by the coach; the others book themselves."""
    visit.appointment = book(
        shift=visit.shift,
        resident=visit.resident,
        learner=visit.learner,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        question=visit.question,
        by=visit.stay.run.coach if visit.question else visit.resident,
        at=at,
    )


def close(*, year: Year, visit: Visit, fate: float, at: datetime) -> None:
    if visit.appointment is None:
        raise NobodyFits(f"nobody was booked at {visit.starts_at}")
    state = AppointmentState.SERVED
    if fate < CANCELLED + MISSED:
        state = AppointmentState.CANCELLED if fate < CANCELLED else AppointmentState.MISSED
    closed = close_appointment(visit.appointment, as_state=state, by=visit.stay.run.coach, at=at)
    closed.learner = visit.learner  # known here, so it need not be read again
    if state == AppointmentState.SERVED:
        visit.stay.services.setdefault(visit.learner.pk, []).append(closed)
        ask_on = on_school_day(moment(localdate(at) + timedelta(days=1), 10))
        year.calendar.gather(ask_on, ask_after, (closed, visit.stay.run.coach), year=year)
    if visit.question is not None:
        text = HELPED if state == AppointmentState.SERVED else NOT_HELPED
        answer(visit.question, text=text, by=year.coordinator, at=at + timedelta(hours=2))
