"""How stays end: completed, with what was proven; a transfer to a next step; and now and then a mistake put right."""

from collections import defaultdict
from datetime import datetime, timedelta

from werkveld.demo.cast import Stay, Year
from werkveld.demo.days import moment, on_school_day
from werkveld.steps.enrolments.actions import end_all
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.evidence.actions import Earned, award_all, revoke
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.models import Award
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import Appointment, Hours
from werkveld.steps.practice.rules import may_start

TITLES = {
    EvidenceKind.ASSESSMENT: ("Beoordeling", "Assessment"),
    EvidenceKind.PRACTICE_STATEMENT: ("Praktijkverklaring", "Practice statement"),
    EvidenceKind.CERTIFICATE: ("Certificaat", "Certificate"),
    EvidenceKind.BADGE: ("Badge", "Badge"),
    EvidenceKind.SERVICE: ("Diensten aan bewoners", "Services to residents"),
    EvidenceKind.TRANSFER: ("Volgende stap na", "Next step after"),
}
CHANCE = {EvidenceKind.TRANSFER: 0.55, EvidenceKind.SERVICE: 1.0}
USUAL_CHANCE = 0.88
ONE_IN = 40
MISTAKE = "Bij een werkproces stond het verkeerde bewijs."


def plan_end(year: Year, stay: Stay) -> None:
    year.calendar.gather(moment(stay.ends_on, 17), complete, stay, year=year)


def complete(*, year: Year, items: list[Stay], at: datetime) -> None:
    """Only who could start can complete."""
    done = {id(stay): [enrolment for enrolment in stay.present if may_start(enrolment)] for stay in items}
    everyone = [enrolment for enrolments in done.values() for enrolment in enrolments]
    end_all(everyone, as_state=EnrolmentState.COMPLETED, by=year.coordinator, at=at)
    for stay in items:
        if done[id(stay)] and stay.run.shape.award:
            year.calendar.plan(
                on_school_day(at + timedelta(days=3)), give_awards, year=year, stay=stay, done=done[id(stay)]
            )


def give_awards(*, year: Year, stay: Stay, done: list[Enrolment], at: datetime) -> None:
    kind = EvidenceKind(stay.run.shape.award)
    dice = year.dice(f"awards {stay.run.offering.title_nl} {done[0].person.email}")
    stars = {star.pk for star in year.stars.values()}
    earned: dict[Person, list[Earned]] = defaultdict(list)
    for enrolment in done:
        is_lucky = dice.random() < CHANCE.get(kind, USUAL_CHANCE) or enrolment.person_id in stars
        proof = _proof(kind, stay, enrolment)
        if is_lucky and (proof is None or proof):
            earned[_giver(year, stay, enrolment)].append(Earned(enrolment.person, enrolment, proof or []))
    titles, offering = TITLES[kind], stay.run.offering
    title_nl, title_en = f"{titles[0]} {offering.title_nl}", f"{titles[1]} {offering.title_en}"
    for coach, some in earned.items():
        home = year.home_of[coach.pk]
        given = award_all(some, kind=kind, title_nl=title_nl, title_en=title_en, issuer=home, by=coach, at=at)
        if kind == EvidenceKind.PRACTICE_STATEMENT:
            _count_statements(year, given, at)


def _proof(kind: EvidenceKind, stay: Stay, enrolment: Enrolment) -> list[Hours] | list[Appointment] | None:
    """None where the kind needs no lines; an empty list where they are missing."""
    if kind == EvidenceKind.SERVICE:
        return stay.services.get(enrolment.person_id, [])
    if kind == EvidenceKind.PRACTICE_STATEMENT:
        return stay.confirmed.get(enrolment.pk, [])
    return None


def _giver(year: Year, stay: Stay, enrolment: Enrolment) -> Person:
    """The coach; another one where that is the person who earned it."""
    if stay.run.coach.pk != enrolment.person_id:
        return stay.run.coach
    return next(one for one in year.coaches[year.school.code] if one.pk != enrolment.person_id)


def _count_statements(year: Year, given: list[Award], at: datetime) -> None:
    """One in so many is taken back: it is the first of its row, so that every size of year has one."""
    for one in given:
        year.statements.append(one)
        if len(year.statements) % ONE_IN == 3:
            year.calendar.plan(on_school_day(at + timedelta(days=9)), take_back, given=one)


def take_back(*, given: Award, at: datetime) -> None:
    revoke(given, because=MISTAKE, by=given.awarded_by, at=at)
