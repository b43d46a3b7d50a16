"""Proof of what somebody can, from what was confirmed, and taken back where it was wrong."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from journeys.world import World
from steps.practice.conftest import Morning
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import place
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.evidence.actions import (
    Earned,
    IsAwarded,
    MayNotAward,
    ObservationIsProof,
    ProofIsNotConfirmed,
    ProofIsOfAnother,
    ServiceIsProof,
    award,
    award_all,
    revoke,
)
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.evidence.queries import awards_of, candidates_of, standing_awards
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import approve_hours, book, close_appointment, observe, plan_shift, write_hours
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, Hours

MONDAY = date(2026, 9, 7)


@pytest.fixture
def there(world: World) -> Enrolment:
    (anna,) = world.students(1)
    offering = world.offering("zorg", has_hours=True)
    return place(
        person=anna, offering=offering, coach=world.people["coach"], by=world.people["coordinator"], at=world.at
    )


@pytest.fixture
def hours(world: World, there: Enrolment) -> list[Hours]:
    return write_hours(there, week_of=MONDAY, amounts={"B1-K1-W1": Decimal(8)}, by=there.person, at=world.at)


def given(world: World, person: Person, **other: object) -> Award:
    facts = {
        "kind": EvidenceKind.PRACTICE_STATEMENT,
        "title_nl": "Wassen",
        "title_en": "Washing",
        "issuer": world.college,
        "by": world.people["coach"],
    } | other
    return award(person=person, at=world.at, **facts)


def test_a_statement_points_at_confirmed_hours(world: World, there: Enrolment, hours: list[Hours], deeds_on: DeedsOn):
    coach = world.people["coach"]
    approve_hours(hours, by=coach, at=world.at)
    statement = given(world, there.person, enrolment=there, proof=hours)
    assert list(statement.lines.values_list("work_process", "hours")) == [("B1-K1-W1", hours[0].pk)]
    assert deeds_on(statement) == [("awarded", coach.key)]
    assert list(awards_of(there.person)) == [statement]


def test_hours_that_nobody_confirmed_prove_nothing(world: World, there: Enrolment, hours: list[Hours]):
    with pytest.raises(ProofIsNotConfirmed):
        given(world, there.person, proof=hours)
    assert not Award.objects.exists()


def test_nobody_is_proven_by_the_work_of_another(world: World, there: Enrolment, hours: list[Hours]):
    approve_hours(hours, by=world.people["coach"], at=world.at)
    (other,) = world.students(1)
    with pytest.raises(ProofIsOfAnother):
        given(world, other, proof=hours)


def test_nobody_awards_themselves(world: World):
    coach = world.people["coach"]
    with pytest.raises(MayNotAward):
        given(world, coach, by=coach)


def test_a_trainer_awards_nothing_and_a_coach_only_for_the_own_college(world: World, there: Enrolment):
    with pytest.raises(MayNotAward):
        given(world, there.person, by=world.people["trainer"], issuer=world.company)
    with pytest.raises(MayNotAward):
        given(world, there.person, issuer=world.company)


def test_the_same_is_awarded_once_for_a_placement_until_it_is_taken_back(world: World, there: Enrolment):
    first = given(world, there.person, enrolment=there)
    with pytest.raises(IsAwarded):
        given(world, there.person, enrolment=there)
    revoke(first, because="Verkeerde student", by=world.people["coach"], at=world.at)
    assert given(world, there.person, enrolment=there) != first


@pytest.fixture
def visit(world: World, there: Enrolment) -> Appointment:
    els = Person.objects.create(region=world.region, given_name="Els")
    ten = datetime.fromisoformat("2026-09-08T10:00+02:00")
    shift = plan_shift(
        offering=there.offering,
        site=world.site,
        coach=world.people["coach"],
        people=[there.person],
        starts_at=ten,
        ends_at=ten + timedelta(hours=2),
        by=world.people["coordinator"],
        at=world.at,
    )
    booked = book(shift=shift, resident=els, learner=there.person, starts_at=ten, by=els, at=world.at)
    return close_appointment(booked, as_state=AppointmentState.SERVED, by=world.people["coach"], at=ten)


def test_a_service_is_proof_once(world: World, there: Enrolment, visit: Appointment):
    first = given(world, there.person, kind=EvidenceKind.SERVICE, proof=[visit])
    assert [line.appointment for line in first.lines.all()] == [visit]
    with pytest.raises(ServiceIsProof):
        given(world, there.person, kind=EvidenceKind.SERVICE, title_nl="Nog eens", proof=[visit])
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardLine.objects.create(award=first, appointment=visit)


def test_what_is_taken_back_stays_to_be_seen_with_its_reason(world: World, there: Enrolment, deeds_on: DeedsOn):
    coach, statement = world.people["coach"], given(world, there.person)
    for because in ("Verkeerd bewijs", "Iets anders"):
        revoke(statement, because=because, by=coach, at=world.at)
    statement.refresh_from_db()
    assert (statement.revoked_by, statement.revoked_at, statement.revoked_because) == (
        coach,
        world.at,
        "Verkeerd bewijs",
    )
    assert deeds_on(statement) == [("awarded", coach.key), ("revoked", coach.key)]
    assert list(awards_of(there.person)) == [statement]
    day = timedelta(days=1)
    assert not standing_awards(world.region, start=world.at - day, end=world.at + day).exists()


def test_who_may_not_award_takes_nothing_back(world: World, there: Enrolment):
    statement = given(world, there.person)
    with pytest.raises(MayNotAward):
        revoke(statement, because="Zomaar", by=there.person, at=world.at)


def test_the_database_wants_a_reason_and_one_entry_a_line(
    world: World, there: Enrolment, hours: list[Hours], visit: Appointment
):
    statement = given(world, there.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=statement.pk).update(revoked_at=world.at, revoked_by=world.people["coach"])
    for proof in ({}, {"hours": hours[0], "appointment": visit}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AwardLine.objects.create(award=statement, **proof)


def test_a_class_is_awarded_at_once_and_all_or_none(
    world: World, there: Enrolment, visit: Appointment, deeds_on: DeedsOn, django_assert_num_queries
):
    coach, (other,) = world.people["coach"], world.students(1)
    facts = {"title_nl": "Wassen", "title_en": "Washing", "issuer": world.college, "by": coach, "at": world.at}

    def all_of(*earned: Earned) -> list[Award]:
        return award_all(earned, kind=EvidenceKind.SERVICE, **facts)

    with pytest.raises(MayNotAward):
        all_of(Earned(there.person, there), Earned(coach))
    with pytest.raises(IsAwarded):
        all_of(Earned(there.person, there), Earned(there.person, there))
    with pytest.raises(ServiceIsProof):
        all_of(Earned(there.person, there, [visit, visit]))
    assert not Award.objects.exists()
    with django_assert_num_queries(7):
        first, second = all_of(Earned(there.person, there, [visit]), Earned(other))
    assert [given.person for given in (first, second)] == [there.person, other]
    assert [line.appointment for line in AwardLine.objects.all()] == [visit]
    assert deeds_on(second) == [("awarded", coach.key)]


def test_what_a_coach_saw_is_proof_once(world: World, there: Enrolment):
    morning = Morning(world)
    morning.learns(morning.anna, "B1-K1-W1", "B1-K1-W2")
    one, two = observe(
        morning.shift,
        learner=morning.anna,
        work_processes=["B1-K1-W1", "B1-K1-W2"],
        by=morning.coach,
        at=morning.at,
    )
    (note,) = observe(morning.shift, learner=morning.anna, words="Op tijd", by=morning.coach, at=morning.at)
    assert set(candidates_of(morning.anna)) == {one, two}
    statement = given(world, morning.anna, proof=[one])
    assert list(statement.lines.values_list("work_process", "observation")) == [("B1-K1-W1", one.pk)]
    assert list(candidates_of(morning.anna)) == [two]
    for refusal, person, proof in (
        (ObservationIsProof, morning.anna, [one]),
        (ObservationIsProof, morning.anna, [two, two]),
        (ProofIsNotConfirmed, morning.anna, [note]),
        (ProofIsOfAnother, morning.bo, [two]),
    ):
        with pytest.raises(refusal):
            given(world, person, title_nl="Nog een", proof=proof)
