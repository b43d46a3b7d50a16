"""Rosters of a term at seven sites: asked, answered, made by the engine in processes beside the year, and published."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from multiprocessing import get_context
from random import Random
from typing import Any

from django.utils.translation import gettext

from werkveld.demo.activities import DAYS, patterns
from werkveld.demo.cast import Year
from werkveld.demo.days import LAST_DAY, moment
from werkveld.demo.tables import words
from werkveld.journeys.solve_roster import ENOUGH, keep
from werkveld.steps.enrolments.actions import place_all
from werkveld.steps.enrolments.enums import Reason
from werkveld.steps.offerings.actions import offer, open_offerings
from werkveld.steps.people.actions import deem_able
from werkveld.steps.people.models import Person, Skill
from werkveld.steps.people.queries import abilities, skills_in
from werkveld.steps.practice.actions import (
    ask_when,
    change_shift,
    draw_up_roster,
    publish_roster,
    report_absence,
    say_when,
)
from werkveld.steps.practice.actions.absences import IsAwayAlready
from werkveld.steps.practice.actions.by_hand import Change
from werkveld.steps.practice.actions.rosters import Stretch
from werkveld.steps.practice.actions.shifts import WorksThen
from werkveld.steps.practice.enums import Availability
from werkveld.steps.practice.models import Roster, RosterSlot, Shift
from werkveld.steps.practice.queries import Posed, pose, slots_of
from werkveld.steps.practice.queries.availability import clashes_in
from werkveld.steps.practice.queries.rosters import hours_at
from werkveld_engine.rostering.problem import Solution
from werkveld_engine.rostering.solve import solve

OFFERED, PLACED, ASKED, MADE, PROPOSED, PUBLISHED = (
    date(2022, 9, 26), date(2022, 10, 3), date(2022, 10, 4), date(2022, 10, 11), date(2023, 6, 6), date(2023, 6, 8),
)  # fmt: skip
ASKED_LATE = date(2023, 6, 7)  # of a roster that still waits for answers on the morning of the demo
EFFORT, STEPS = 4, 0.1  # rounds of short searches: a demo shows a roster near the best one within a few seconds
BESIDE, FULL = 2, 0.1  # processes; from this size of the year on they are worth their start
POLITE = 10  # the year itself goes first
OPEN_DAYS, PARTS = 5, 2  # Monday to Friday, in the morning and in the afternoon
YES, IF_NEEDED, COACHES_AT_ONCE = 0.4, 0.15, 2.6
AWAY, COACH_AWAY, HAS_SAID = 0.15, 0.25, 0.7
WEEK = timedelta(days=7)
Weekly = tuple[str, time, time]


@dataclass(eq=False)
class Term:
    """A line of the table, and what became of it so far."""

    row: dict[str, str]
    students: list[Person]
    coaches: list[Person]
    beside: list["Term"] = field(default_factory=list)  # at the same time, itself among them
    roster: Roster | None = None
    posed: Posed | None = None
    answer: "Future[Solution] | None" = None

    @property
    def starts_on(self) -> date:
        return date.fromisoformat(self.row["starts_on"])

    @property
    def ends_on(self) -> date:
        return self.starts_on + int(self.row["weeks"]) * WEEK - timedelta(days=1)

    @property
    def is_asking(self) -> bool:
        return self.row["state"] == "asking"


def plan_rosters(year: Year) -> None:
    """Everything of a term has its day; the engine works while the year goes on."""
    taken: set[int] = set()
    terms = [Term(row, *_people(year, row, taken)) for row in year.tables.rosters]
    for term in terms:
        term.beside = [one for one in terms if one.starts_on <= term.ends_on and term.starts_on <= one.ends_on]
        row = term.row
        asked = ASKED_LATE if term.is_asking else ASKED
        facts: dict[str, Any] = {"year": year, "term": term}
        year.calendar.plan(moment(OFFERED, 10), offer_term, **facts)
        year.calendar.plan(moment(PLACED, 11), place_term, **facts)
        year.calendar.plan(moment(asked, 9), ask_term, **facts)
        year.calendar.plan(moment(asked, 16), answer_term, **facts)
        if not term.is_asking:
            year.calendar.plan(moment(MADE, 9), make_term, **facts)
            year.calendar.plan(moment(PROPOSED, 9), propose_term, **facts)
        if row["state"] == "published":
            year.calendar.plan(moment(PUBLISHED, 12), publish_term, **facts)


def _people(year: Year, row: dict[str, str], taken: set[int]) -> tuple[list[Person], list[Person]]:
    """Who is on no other roster yet comes first; the persons of the demo where the table says so."""
    dice = year.dice(f"people of {row['title_nl']}")
    stars = [year.stars[name] for name in words(row["stars"])]
    known = {star.pk for star in year.stars.values()}
    students = [person for person in year.learners[row["college"]] if person.pk not in known]
    dice.shuffle(students)
    students.sort(key=lambda person: person.pk in taken)
    chosen = [star for star in stars if star.college_id is not None]
    chosen += students[: year.scaled(int(row["students"]), least=6) - len(chosen)]
    taken.update(person.pk for person in chosen if person not in stars)
    home = year.coaches[row["college"]]
    others = [coach for code in sorted(year.coaches) for coach in year.coaches[code] if code != row["college"]]
    leading = [star for star in stars if star.college_id is None]
    coaches = {coach.pk: coach for coach in (*leading, *home, *others) if coach.pk not in known or coach in leading}
    free_first = sorted(coaches.values(), key=lambda coach: coach.pk in taken and coach not in leading)
    led = free_first[: year.scaled(int(row["coaches"]), least=2)]
    taken.update(coach.pk for coach in led if coach not in leading)
    return chosen, led


def offer_term(*, year: Year, term: Term, at: datetime) -> None:
    row, site = term.row, year.sites[term.row["site"]]
    columns: dict[str, Any] = {name: row[name] for name in ("title_nl", "title_en", "summary_nl", "summary_en")}
    offering = offer(
        programme=year.programmes[row["programme"]],
        organization=site.organization,
        site=site,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        hours=3 * int(row["wished"]),
        capacity=len(term.students),
        is_example=True,
        **columns,
        by=year.clockwork,
        at=at,
    )
    (opened,) = open_offerings([offering], by=year.clockwork, at=at)
    term.roster = draw_up_roster(
        offering=opened,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        week=_week(year, term),
        coaches=term.coaches,
        per_coach=int(row["per_coach"]),
        wished=int(row["wished"]),
        seed=year.seed,
        by=year.coordinator,
        at=at,
    )


def _week(year: Year, term: Term) -> Iterator[Stretch]:
    """The opening hours of each day in two parts of at most three hours and a half."""
    per_coach = int(term.row["per_coach"])
    asked = max(1, round(per_coach * 0.75 * min(1.0, len(term.students) / int(term.row["students"]))))
    skill = _skill(year, term)
    for hours in hours_at(year.sites[term.row["site"]], term.starts_on):
        begins = hours.opens.hour + (hours.opens.minute > 0)
        for part in range(PARTS if hours.weekday < OPEN_DAYS else 0):
            first = begins + part * 4
            yield Stretch(hours.weekday, time(first), time(first + 3), per_coach, {None: asked, skill: 1})


def _skill(year: Year, term: Term) -> Skill:
    return next(skill for skill in skills_in(year.region) if skill.code == term.row["skill"])


def place_term(*, year: Year, term: Term, at: datetime) -> None:
    """Each with an own coach; who learns something else was seen to have the skill, of a part of them."""
    rows = [
        {
            "person": person,
            "coach": term.coaches[number % len(term.coaches)],
            "starts_on": term.starts_on,
            "reason": Reason.CHOSE,
        }
        for number, person in enumerate(term.students)
    ]
    place_all(offering=_roster(term).offering, rows=rows, by=year.coordinator, at=at)
    skill = _skill(year, term)
    able = abilities(term.students, [skill])
    for person in [one for one in term.students if not able[one.pk]][::2]:
        deem_able(person, skill=skill, by=term.coaches[0], at=at)


def _roster(term: Term) -> Roster:
    if term.roster is None:
        raise LookupError(term.row["title_nl"])
    return term.roster


def ask_term(*, year: Year, term: Term, at: datetime) -> None:
    ask_when(_roster(term), answer_until=at + 2 * WEEK, by=year.coordinator, at=at)


def answer_term(*, year: Year, term: Term, at: datetime) -> None:
    """Everybody, or of a roster that was asked last week most; not the persons of the demo, who still have to."""
    roster, dice = _roster(term), year.dice(f"answers of {term.row['title_nl']}")
    slots = list(slots_of(roster))
    often = min(0.9, COACHES_AT_ONCE / len(term.coaches))
    stars = {star.pk for star in year.stars.values()} if term.is_asking else set()
    for person in (*term.students, *term.coaches):
        share = often if person in term.coaches else YES
        said = {slot: _said(dice, share) for slot in slots}
        mine = [one for one in term.beside if person in one.students or person in one.coaches]
        apart = (len(mine), mine.index(term))  # who is on two rosters comes to each on days of its own
        said |= {slot: Availability.NO for slot in slots if slot.weekday % apart[0] != apart[1]}
        every_week = _elsewhere(year, term, person)
        said |= {slot: Availability.NO for slot in slots if _is_in_the_way(every_week, slot)}
        if person.pk in stars or (term.is_asking and dice.random() > HAS_SAID):
            continue
        say_when(roster, said, person=person, by=person, at=at)
        if dice.random() < (COACH_AWAY if person in term.coaches else AWAY):
            first = moment(term.starts_on + dice.randrange(int(term.row["weeks"])) * WEEK, 0)
            _be_away(person, first, at)


def _be_away(person: Person, first: datetime, at: datetime) -> None:
    """For a week. Who is on two rosters says it once."""
    with suppress(IsAwayAlready):
        report_absence(person, starts_at=first, ends_at=first + WEEK, by=person, at=at)


def _elsewhere(year: Year, term: Term, person: Person) -> list[Weekly]:
    """What comes back every week for this person, and goes on in this term."""
    return [
        pattern
        for run in year.runs
        if run.shape.shifts and run.shape.starts_on <= term.ends_on and term.starts_on <= run.shape.ends_on
        if run.coach == person or any(one.person_id == person.pk for stay in run.stays for one in stay.enrolments)
        for pattern in patterns(run)
    ]


def _is_in_the_way(every_week: list[Weekly], slot: RosterSlot) -> bool:
    return any(
        DAYS.index(name) == slot.weekday and begins < slot.ends and slot.begins < ends
        for name, begins, ends in every_week
    )


def _said(dice: Random, share: float) -> Availability:
    drawn = dice.random()
    if drawn < share:
        return Availability.YES
    return Availability.IF_NEEDED if drawn < share + IF_NEEDED else Availability.NO


def make_term(*, year: Year, term: Term, at: datetime) -> None:  # noqa: ARG001 - the engine knows no clock
    """The engine begins; nobody waits for it."""
    term.posed = pose(_roster(term))
    answer = partial(solve, term.posed.problem, seed=year.seed, effort=EFFORT, steps=STEPS, enough=ENOUGH, threads=1)
    if year.beside is not None:
        term.answer = year.beside.submit(answer)
    else:
        term.answer = Future()
        term.answer.set_result(answer())


def propose_term(*, year: Year, term: Term, at: datetime) -> None:
    """By then most of the answers are there."""
    if term.posed is None or term.answer is None:
        raise LookupError(term.row["title_nl"])
    keep(term.posed, term.answer.result(), by=year.coordinator, at=at)
    year.rostered += 1
    year.progress(
        gettext("rosters of a term"), year.rostered, sum(row["state"] != "asking" for row in year.tables.rosters)
    )


def publish_term(*, year: Year, term: Term, at: datetime) -> None:
    """Tomorrow somebody of the first week cannot come: the coach and the morning list see it."""
    for person, shift in list(clashes_in(_roster(term))):
        _give_way(term, person, shift, by=year.coordinator, at=at)
    roster = publish_roster(_roster(term), by=year.coordinator, at=at)
    if roster.starts_on <= LAST_DAY:
        ill = next(one for one in reversed(term.students) if one.pk not in {star.pk for star in year.stars.values()})
        _be_away(ill, moment(LAST_DAY + timedelta(days=1), 0), at)


def _give_way(term: Term, person: Person, shift: Shift, *, by: Person, at: datetime) -> None:
    """Who has something else by now: another coach leads the shift, or the student is taken off it."""
    if shift.coach != person:
        change_shift(shift, Change(goes=person), by=by, at=at)
        return
    for coach in [*(one for one in term.coaches if one != person), None]:
        with suppress(WorksThen):
            change_shift(shift, Change(coach=coach, sets_coach=True), by=by, at=at)
            return


@contextmanager
def beside(year: Year) -> Iterator[None]:
    """Processes for the engine, where a year is large enough to be worth them."""
    if year.size < FULL:
        yield
        return
    with ProcessPoolExecutor(BESIDE, get_context("spawn"), initializer=os.nice, initargs=(POLITE,)) as pool:
        year.beside = pool
        try:
            yield
        finally:
            year.beside = None
