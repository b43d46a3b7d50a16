"""What happens to people who have a place: agreements, hours, contact moments, and leaving early."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils.timezone import localdate

from werkveld.demo.cast import Stay, Year
from werkveld.demo.companies import site_of
from werkveld.demo.days import LAST_DAY, moment, monday_of, on_school_day, school_weeks
from werkveld.demo.proving import plan_end
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.steps.enrolments.actions import end_enrolment
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.actions import (
    approve_hours,
    draw_up_all,
    hold_contacts,
    sign,
    sign_all,
    write_weeks,
)
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Hours
from werkveld.steps.practice.rules import may_start

WEEKS_AT_ONCE, WEEKS_JUST_BEFORE = 20, 3
NEVER_SIGNED, FORGETS_HOURS, IS_LATE, STOPS, SHORT_OF_CONTACT = 0.05, 0.04, 0.02, 0.04, 0.12
CONFIRMED_AFTER, LATE_AFTER = timedelta(days=4), timedelta(days=25)
# From last week on each week is written by itself, as it should be; before it, several together keep the year short.
LATELY = monday_of(LAST_DAY) - timedelta(weeks=1)


def begin(year: Year, stay: Stay, at: datetime) -> None:
    """What the kind of offering asks for decides what comes next."""
    kind, shape = stay.run.offering.programme.kind, stay.run.shape
    dice = year.dice(f"stay {stay.run.offering.title_nl} {stay.enrolments[0].person.email if stay.enrolments else ''}")
    if kind.needs_agreement:
        year.calendar.plan(on_school_day(at + timedelta(days=1)), send_agreements, year=year, stay=stay, dice=dice)
        _plan_contacts(year, stay, dice)
    # Electives without a project stand in the timetable of the campus, so nobody writes hours for them.
    if kind.has_hours and shape.hours and (stay.run.offering.course_id or not kind.is_ranked):
        _plan_hours(year, stay)
    if kind.has_hours and len(stay.enrolments) > 3:
        middle = stay.starts_on + (stay.ends_on - stay.starts_on) * 0.6
        year.calendar.plan(moment(middle, 15), stop_early, year=year, stay=stay, dice=dice)
    plan_end(year, stay)


def stop_early(*, year: Year, stay: Stay, dice: Random, at: datetime) -> None:
    stars = {star.pk for star in year.stars.values()}
    for enrolment in stay.present:
        if dice.random() < STOPS and enrolment.person_id not in stars:
            end_enrolment(enrolment, as_state=EnrolmentState.STOPPED, by=year.coordinator, at=at)
            stay.gone.add(enrolment.pk)


# Agreements


def send_agreements(*, year: Year, stay: Stay, dice: Random, at: datetime) -> None:
    """The school draws up, students sign, then the school, then the company; a few never get that far."""
    under = int(norm(year.region, "guardian_signs_under", localdate(at)))
    rows = [
        {
            "enrolment": enrolment,
            **_workplace(year, stay, enrolment, dice),
            "begins_on": stay.starts_on,
            "ends_on": stay.ends_on,
            "hours": stay.run.shape.hours or 240,
            "needs_guardian": localdate(at).year - (enrolment.person.born_in or 0) < under,
        }
        for enrolment in stay.present
    ]
    stay.agreements += draw_up_all(rows, by=year.coordinator, at=at)
    stay.never_signed = {agreement.pk for agreement in stay.agreements if _is_forgotten(year, agreement, dice)}
    for hours, hand in ((30, learners_sign), (54, school_signs), (78, companies_sign)):
        year.calendar.gather(on_school_day(at + timedelta(hours=hours)), hand, stay, year=year)
    year.calendar.plan(on_school_day(at + timedelta(days=35)), give_up, year=year, stay=stay)


def _is_forgotten(year: Year, agreement: Agreement, dice: Random) -> bool:
    is_star = agreement.enrolment.person_id in {star.pk for star in year.stars.values()}
    return dice.random() < NEVER_SIGNED and not is_star


def _workplace(year: Year, stay: Stay, enrolment: Enrolment, dice: Random) -> dict[str, Any]:
    """The host where it has a site; for what a school gives, a company that trains for this qualification."""
    offering = stay.run.offering
    if offering.organization_id in year.trainers:
        is_own = offering.site is not None and offering.site.organization_id == offering.organization_id
        site = offering.site if is_own else site_of(year, offering.organization)
        if site is not None:
            return {"company": offering.organization, "site": site}
    crebo = year.crebo_of(enrolment.person)
    company = dice.choice(
        [one for one in year.companies if crebo in one.crebos and stay.ends_on <= one.recognised_until]
    )
    return {"company": company.organization, "site": company.site}


def _to_sign(stays: list[Stay]) -> list[Agreement]:
    return [one for stay in stays for one in stay.agreements if one.enrolment_id not in stay.gone]


def learners_sign(*, year: Year, items: list[Stay], at: datetime) -> None:
    """Each with the own hand; a parent's signature is taken in by the school."""
    agreements = _to_sign(items)
    for agreement in agreements:
        sign(agreement, party=Party.LEARNER, by=agreement.enrolment.person, at=at)
    minors = [agreement for agreement in agreements if agreement.needs_guardian]
    sign_all(minors, party=Party.GUARDIAN, by=year.coordinator, at=at)


def school_signs(*, year: Year, items: list[Stay], at: datetime) -> None:
    sign_all(_to_sign(items), party=Party.SCHOOL, by=year.coordinator, at=at)


def companies_sign(*, year: Year, items: list[Stay], at: datetime) -> None:
    """A few never do, and the others wait for them."""
    never = {agreement for stay in items for agreement in stay.never_signed}
    by_company: dict[int, list[Agreement]] = defaultdict(list)
    for agreement in _to_sign(items):
        if agreement.pk not in never:
            by_company[agreement.company_id].append(agreement)
    for company, agreements in by_company.items():
        sign_all(agreements, party=Party.COMPANY, by=year.trainers[company], at=at)


def give_up(*, year: Year, stay: Stay, at: datetime) -> None:
    """Without a complete agreement the place goes to somebody else."""
    for agreement in stay.agreements:
        if agreement.complete_at is None and agreement.enrolment_id not in stay.gone:
            give_back_seat(agreement.enrolment, by=year.coordinator, at=at)
            stay.gone.add(agreement.enrolment_id)


# Hours


def _plan_hours(year: Year, stay: Stay) -> None:
    weeks = school_weeks(stay.starts_on, stay.ends_on)
    each = (stay.run.shape.hours or 0) / max(1, len(weeks))
    for some in written_together(weeks):
        when = moment(some[-1] + timedelta(days=4), 16)
        year.calendar.plan(when, hand_in, year=year, stay=stay, weeks=some, each=each)


def written_together(weeks: list[date]) -> Iterator[list[date]]:
    """Which weeks somebody writes on one Friday, in order. Nothing of long ago comes in just before the morning."""
    late = [week for week in weeks if week >= LATELY]
    early = weeks[: len(weeks) - len(late)]
    goes_on = bool(weeks) and weeks[-1] >= LATELY - timedelta(weeks=WEEKS_JUST_BEFORE)
    long_ago = early[:-WEEKS_JUST_BEFORE] if goes_on else early
    yield from (long_ago[start : start + WEEKS_AT_ONCE] for start in range(0, len(long_ago), WEEKS_AT_ONCE))
    yield from filter(None, [early[len(long_ago) :]])
    yield from ([week] for week in late)


def hand_in(*, year: Year, stay: Stay, weeks: list[date], each: float, at: datetime) -> None:
    dice = year.dice(f"hours {stay.run.offering.title_nl} {weeks[0]} {stay.starts_on} {len(stay.enrolments)}")
    written: list[Hours] = []
    for enrolment in stay.present:
        if not may_start(enrolment) or dice.random() < FORGETS_HOURS:
            continue
        amounts = {week: {_process(week): _amount(each, dice)} for week in weeks}
        entries = write_weeks(enrolment, amounts, by=enrolment.person, at=at)
        for entry in entries:
            entry.enrolment = enrolment
        written += entries
    soon: list[Hours] = []
    late: list[Hours] = []
    for entry in written:
        (late if dice.random() < IS_LATE else soon).append(entry)
    for entries, after in ((soon, CONFIRMED_AFTER), (late, LATE_AFTER)):
        if entries:
            year.calendar.plan(on_school_day(at + after), confirm, year=year, stay=stay, entries=entries)


def _process(week: date) -> str:
    """The work process that somebody wrote most of the week for: they take turns."""
    turn = week.toordinal() // 7
    return f"B1-K{1 + turn % 2}-W{1 + turn % 3}"


def _amount(each: float, dice: Random) -> Decimal:
    return Decimal(max(1, min(80, round(each * dice.uniform(0.8, 1.2) * 2)))) / 2


def confirm(*, year: Year, stay: Stay, entries: list[Hours], at: datetime) -> None:
    """The trainer at the company where there is one, else the coach, else the school."""
    offering = stay.run.offering
    by: Person = year.trainers.get(offering.organization_id) or stay.enrolments[0].coach or year.coordinator
    approve_hours(entries, by=by, at=at)
    for entry in entries:
        stay.confirmed.setdefault(entry.enrolment_id, []).append(entry)


# Contact moments


def _plan_contacts(year: Year, stay: Stay, dice: Random) -> None:
    """Three as it should be, one of them at the site; for a few it stays at less, which the figures will show."""
    span = stay.ends_on - stay.starts_on
    for turn, part in enumerate((0.15, 0.5, 0.85)):
        when = on_school_day(moment(stay.starts_on + span * part, 14))
        year.calendar.gather(when, meet, (stay, turn, dice), year=year)


def meet(*, year: Year, items: list[tuple[Stay, int, Random]], at: datetime) -> None:
    """Each coach writes down the visits and the calls of the day."""
    held: dict[tuple[Person, bool], list[Enrolment]] = defaultdict(list)
    for stay, turn, dice in items:
        for enrolment in stay.present:
            if may_start(enrolment) and dice.random() >= SHORT_OF_CONTACT / 2:
                is_on_site = turn == 1 and dice.random() >= SHORT_OF_CONTACT / 2
                held[enrolment.coach or year.coordinator, is_on_site].append(enrolment)
    for (coach, is_on_site), enrolments in held.items():
        hold_contacts(enrolments, held_on=localdate(at), is_on_site=is_on_site, by=coach, at=at)
