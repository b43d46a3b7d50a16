"""The agreement: drawn up by the school, signed by every party, complete with the last hand."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.enrolments.actions import place
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization
from werkveld.steps.practice.actions import draw_up, draw_up_all, sign
from werkveld.steps.practice.actions.agreements import HasAgreement, MayNotDrawUp, MayNotSign
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Signature
from werkveld.steps.practice.queries import agreement_for, agreements_to_sign, agreements_unsigned
from werkveld.steps.practice.rules import may_start


@pytest.fixture
def there(world: World) -> Enrolment:
    (anna,) = world.students(1)
    return place(person=anna, offering=world.offering("leerplek", needs_agreement=True), by=anna, at=world.at)


def drawn(world: World, there: Enrolment, by: str = "coordinator", **other: object) -> Agreement:
    facts = {"begins_on": date(2026, 9, 7), "ends_on": date(2027, 1, 29), "hours": 240} | other
    return draw_up(there, company=world.company, site=world.site, by=world.people[by], at=world.at, **facts)


def test_the_school_draws_it_up(world: World, there: Enrolment, deeds_on: DeedsOn):
    agreement = drawn(world, there)
    assert (agreement.enrolment, agreement.company, agreement.complete_at) == (there, world.company, None)
    assert deeds_on(agreement) == [("drew up", world.people["coordinator"].key)]


@pytest.mark.parametrize("by", ["trainer", "coach"])
def test_nobody_else_draws_it_up(world: World, there: Enrolment, by: str):
    with pytest.raises(MayNotDrawUp):
        drawn(world, there, by=by)


def test_a_placement_has_one_agreement(world: World, there: Enrolment):
    drawn(world, there)
    with pytest.raises(HasAgreement):
        drawn(world, there)


def rows(world: World, there: list[Enrolment]) -> list[dict[str, Any]]:
    facts = {"begins_on": date(2026, 9, 7), "ends_on": date(2027, 1, 29), "hours": 240}
    return [{"enrolment": one, "company": world.company, "site": world.site, **facts} for one in there]


@pytest.fixture
def a_class(world: World) -> list[Enrolment]:
    offering = world.offering("klas", needs_agreement=True)
    return [place(person=one, offering=offering, by=one, at=world.at) for one in world.students(3)]


def test_for_a_class_at_once_or_for_nobody(world: World, there: Enrolment, a_class: list[Enrolment], deeds_on: DeedsOn):
    coordinator = world.people["coordinator"]
    drawn(world, there)
    with pytest.raises(HasAgreement):
        draw_up_all(rows(world, [*a_class, there]), by=coordinator, at=world.at)
    assert Agreement.objects.get().enrolment == there
    made = draw_up_all(rows(world, a_class), by=coordinator, at=world.at)
    assert [agreement.enrolment for agreement in made] == a_class
    assert [deeds_on(agreement) for agreement in made] == [[("drew up", coordinator.key)]] * 3


def test_a_class_takes_as_many_questions_as_one(
    world: World, a_class: list[Enrolment], django_assert_max_num_queries: DjangoAssertNumQueries
):
    with django_assert_max_num_queries(6):
        draw_up_all(rows(world, a_class), by=world.people["coordinator"], at=world.at)


def test_the_last_of_three_signatures_makes_it_complete(world: World, there: Enrolment, deeds_on: DeedsOn):
    agreement = drawn(world, there)
    hands = {
        Party.LEARNER: there.person,
        Party.COMPANY: world.people["trainer"],
        Party.SCHOOL: world.people["coordinator"],
    }
    for party, hand in hands.items():
        agreement.refresh_from_db()
        assert agreement.complete_at is None
        assert list(agreements_to_sign(hand, party, localdate(world.at))) == [agreement]
        sign(agreement, party=party, by=hand, at=world.at)
        assert list(agreements_to_sign(hand, party, localdate(world.at))) == []
    agreement.refresh_from_db()
    assert agreement.complete_at == world.at
    assert [verb for verb, _by in deeds_on(agreement)] == ["drew up", "signed", "signed", "signed"]
    assert not agreements_unsigned(world.people["coordinator"], localdate(world.at)).exists()
    assert may_start(Enrolment.objects.get())


def test_signing_twice_changes_nothing(world: World, there: Enrolment, deeds_on: DeedsOn):
    agreement = drawn(world, there)
    for _time in range(2):
        sign(agreement, party=Party.LEARNER, by=there.person, at=world.at)
    assert Signature.objects.count() == 1
    assert deeds_on(agreement).count(("signed", there.person.key)) == 1


def test_a_minor_needs_a_fourth_hand(world: World, there: Enrolment):
    agreement = drawn(world, there, needs_guardian=True)
    sign(agreement, party=Party.LEARNER, by=there.person, at=world.at)
    sign(agreement, party=Party.COMPANY, by=world.people["trainer"], at=world.at)
    sign(agreement, party=Party.SCHOOL, by=world.people["coordinator"], at=world.at)
    agreement.refresh_from_db()
    assert agreement.complete_at is None
    sign(agreement, party=Party.GUARDIAN, by=world.people["coordinator"], at=world.at)
    agreement.refresh_from_db()
    assert agreement.complete_at == world.at


@pytest.mark.parametrize(
    ("party", "by"),
    [
        (Party.COMPANY, "coordinator"),
        (Party.SCHOOL, "trainer"),
        (Party.LEARNER, "coordinator"),
        (Party.GUARDIAN, "trainer"),
    ],
)
def test_each_party_signs_with_its_own_hand(world: World, there: Enrolment, party: Party, by: str):
    agreement = drawn(world, there)
    with pytest.raises(MayNotSign):
        sign(agreement, party=party, by=world.people[by], at=world.at)
    assert not Signature.objects.exists()


def test_only_the_parties_see_it(world: World, there: Enrolment):
    agreement = drawn(world, there)
    elsewhere = Organization.objects.create(
        region=world.region, code="elders", name="Elders", kind=OrganizationKind.COMPANY
    )
    stranger = world.someone("stranger", RoleCode.CONTACT, elsewhere)
    (other,) = world.students(1)
    today = localdate(world.at)
    readers = {"anna": there.person, "stranger": stranger, "other": other, **world.people}
    seen = {name for name, reader in readers.items() if agreement_for(reader, agreement.key, today)}
    assert seen == {"anna", "coordinator", "trainer"}


def test_the_database_knows_its_days_and_its_hours(world: World, there: Enrolment):
    agreement = drawn(world, there)
    for wrong in ({"ends_on": agreement.begins_on}, {"hours": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(**wrong)
    Signature.objects.create(agreement=agreement, party=Party.LEARNER, person=there.person, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(agreement=agreement, party=Party.LEARNER, person=there.person, at=world.at)
