"""Selections: criteria are published, people apply, two assessors give points apart, and the places go by the points."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from werkveld.demo.cast import Run, Stay, Year
from werkveld.demo.days import moment, on_school_day
from werkveld.demo.working import begin
from werkveld.journeys.decide_selection import decide_selection
from werkveld.steps.enrolments.actions import entrust
from werkveld.steps.enrolments.actions.applying import apply_for
from werkveld.steps.enrolments.actions.assessing import (
    agree_settlement,
    assess,
    divide_applications,
    propose_settlement,
)
from werkveld.steps.enrolments.actions.selections import (
    name_assessor,
    prepare_selection,
    publish_selection,
    write_criteria,
)
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Application, Assessment, Criterion, Enrolment, Selection
from werkveld.steps.enrolments.queries.marks import marks_in
from werkveld.steps.enrolments.rules import must_declare
from werkveld.steps.people.models import Person
from werkveld_engine.selection import mean_of

MIDNIGHT, ASSESSORS = 0, 3
DAYS_TO_ASSESS = 8
SPREAD, FAR_APART = 0.04, 0.5  # of the most points: how two assessors differ, and how the two who have to settle it do


def plan_selection(year: Year, run: Run, row: dict[str, str], at: datetime) -> None:
    year.calendar.plan(on_school_day(at + timedelta(hours=20)), publish, year=year, run=run, row=row)


def publish(*, year: Year, run: Run, row: dict[str, str], at: datetime) -> None:
    """The coach of the offering, the coach of the demo and one more assess."""
    by = year.coordinator
    opens_on, closes_on, decides_on = (
        date.fromisoformat(row[name]) for name in ("opens_on", "closes_on", "decides_on")
    )
    closes_at = moment(closes_on + timedelta(days=1), MIDNIGHT)
    drafted = prepare_selection(
        run.offering,
        opens_at=moment(opens_on, MIDNIGHT),
        closes_at=closes_at,
        decides_on=decides_on,
        seed=year.dice(f"selection {row['title_nl']}").randrange(2**31),
        is_example=True,
        by=by,
        at=at,
    )
    criteria = [{**one, "most": int(one["most"]), "weight": int(one["weight"])} for one in year.tables.criteria]
    write_criteria(drafted, criteria, by=by, at=at)
    others = year.coaches[year.college_of(run.shape)]
    for person in list(dict.fromkeys([run.coach, year.stars["coach"], *others]))[:ASSESSORS]:
        name_assessor(drafted, person=person, by=by, at=at)
    selection = publish_selection(drafted, by=by, at=at)
    _plan_applying(year, run, row, selection)
    divided_at = on_school_day(closes_at + timedelta(hours=10))
    year.calendar.plan(divided_at, divide, year=year, selection=selection)
    year.calendar.plan(moment(decides_on, 15), decide, year=year, run=run, selection=selection)


def _plan_applying(year: Year, run: Run, row: dict[str, str], selection: Selection) -> None:
    dice = year.dice(f"applications {row['title_nl']}")
    opens_on = date.fromisoformat(row["opens_on"])
    people = year.choose(run.shape, int(row["applicants"]), dice, opens_on, one_at_a_time=False)
    stars = [year.stars[name] for name in row["stars"].split() if name in year.stars]
    words, hours = year.tables.selection_words["motivation"], (selection.closes_at - selection.opens_at).days * 24 - 24
    for turn, person in enumerate(dict.fromkeys([*stars, *people])):
        when = selection.opens_at + timedelta(hours=12 + turn * hours // (len(people) + len(stars)))
        facts = {"selection": selection, "person": person, "motivation": words[turn % len(words)]}
        year.calendar.plan(when, apply_as, **facts)


def apply_as(*, selection: Selection, person: Person, motivation: str, at: datetime) -> None:
    apply_for(selection, motivation=motivation, by=person, at=at)


def divide(*, year: Year, selection: Selection, at: datetime) -> None:
    """The first application is assessed first, and far apart, so that there is something to settle."""
    divide_applications(selection, by=year.coordinator, at=at)
    rows = Assessment.objects.filter(application__selection=selection).order_by(
        "application__at", "application", "turn"
    )
    every = list(rows.select_related("application__person", "assessor__person"))
    dice = year.dice(f"points {selection.seed}")
    for turn, one in enumerate(every):
        days = 1 + max(0, turn - 1) * DAYS_TO_ASSESS // len(every)
        when = on_school_day(at + timedelta(days=days, minutes=turn))
        shift = (1 - 2 * turn) * FAR_APART / 2 if turn < 2 else dice.gauss(0, SPREAD)
        year.calendar.plan(when, give_points, year=year, assessment=one, shift=shift)


def give_points(*, year: Year, assessment: Assessment, shift: float, at: datetime) -> None:
    """How good an application is does not depend on who looks; what an assessor makes of it does."""
    application = assessment.application
    dice = year.dice(f"quality {application.person.email}")
    criteria = list(application.selection.criteria.order_by("ordering"))
    given = {one.pk: _points(year, one, dice, shift) for one in criteria}
    by = assessment.assessor.person
    declared = "Ik begeleid deze student op een andere plek." if must_declare(by, application) else ""
    assess(assessment, given, declared=declared, hand_in=True, by=by, at=at)


def _points(year: Year, criterion: Criterion, dice: Random, shift: float) -> tuple[int, str]:
    share = min(1.0, max(0.1, dice.uniform(0.5, 0.95) + shift))
    words = year.tables.selection_words["good" if share >= 0.7 else "fair"]
    return round(share * criterion.most), words[dice.randrange(len(words))]


def decide(*, year: Year, run: Run, selection: Selection, at: datetime) -> None:
    """Who differ too much settle it half way first; then the people begin."""
    selection.refresh_from_db()
    for marks in marks_in(selection):
        if marks.must_settle:
            _settle(year, marks.application, mean_of(*marks.totals), at)
    decide_selection(selection, by=year.coordinator, at=at)
    placed = Enrolment.objects.filter(offering=run.offering, state=EnrolmentState.PLACED).order_by("id")
    enrolments = list(placed.select_related("person__college", "person__qualification"))
    for enrolment in enrolments:
        entrust(enrolment, coach=run.coach, by=year.coordinator, at=at)
        enrolment.offering = run.offering
    stay = Stay(run, enrolments, run.shape.starts_on, run.shape.ends_on)
    run.stays.append(stay)
    begin(year, stay, at)


def _settle(year: Year, application: Application, points: Decimal, at: datetime) -> None:
    pair = application.assessments.select_related("assessor__person").order_by("turn")
    first, second = (one.assessor.person for one in pair)
    why = year.tables.selection_words["settled"][0]
    propose_settlement(application, points=points, why=why, by=first, at=at)
    agree_settlement(application, by=second, at=at)
