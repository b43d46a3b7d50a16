"""What each hat is for, where, and until when."""

from datetime import date, timedelta

import pytest

from journeys.world import World
from werkveld.steps.people.enums import Can, OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person, Role
from werkveld.steps.people.rules import HATS, homes_where, may, may_anywhere, may_give, may_invite, may_see_person

TODAY = date(2026, 9, 1)


def test_a_hat_at_the_school_counts_at_its_colleges_and_not_at_a_company(world: World):
    carla = world.people["coordinator"]
    assert may(carla, Can.PLACE, world.school, TODAY)
    assert may(carla, Can.PLACE, world.college, TODAY)
    assert not may(carla, Can.PLACE, world.company, TODAY)


def test_a_hat_at_a_college_does_not_count_at_its_school(world: World):
    coach = world.people["coach"]
    assert may(coach, Can.AWARD, world.college, TODAY)
    assert not may(coach, Can.AWARD, world.school, TODAY)


@pytest.mark.parametrize(("days", "counts"), [(0, False), (1, True), (5, True), (6, False)])
def test_a_role_counts_from_its_first_day_to_its_last(world: World, days: int, counts: bool):
    gijs = Person.objects.create(region=world.region, given_name="Gijs")
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=5)
    Role.objects.create(person=gijs, organization=world.school, code=RoleCode.COACH, begins_on=first, ends_on=last)
    assert may_anywhere(gijs, Can.AWARD, TODAY + timedelta(days=days)) is counts
    assert homes_where(gijs, Can.AWARD, TODAY + timedelta(days=days)) == [world.school.pk] * counts


def test_somebody_without_a_hat_may_nothing(world: World):
    (anna,) = world.students(1)
    assert [what for what in Can if may_anywhere(anna, what, TODAY)] == []


def test_the_product_itself_may_do_what_a_job_does(world: World):
    assert all(may(world.clockwork, what, world.company, TODAY) for what in Can)


def test_only_a_director_publishes_and_freezes():
    able = {code for code, hat in HATS.items() if {Can.PUBLISH, Can.FREEZE} & hat.may}
    assert able == {RoleCode.DIRECTOR}


@pytest.mark.parametrize(
    ("role", "at_school", "at_company"),
    [
        (RoleCode.LEARNER, True, False),
        (RoleCode.COACH, True, True),
        (RoleCode.CONTACT, True, True),
        (RoleCode.COORDINATOR, True, False),
        (RoleCode.QUALITY, False, False),
        (RoleCode.DIRECTOR, False, False),
        (RoleCode.KEEPER, False, False),
    ],
)
def test_a_coordinator_gives_no_more_than_a_coordinator_should(
    world: World, role: RoleCode, at_school: bool, at_company: bool
):
    carla = world.people["coordinator"]
    assert may_give(carla, role, world.college, TODAY) is at_school
    assert may_invite(carla, role, world.company, TODAY) is at_company


def test_a_coordinator_gives_nothing_at_another_school(world: World):
    other = Organization.objects.create(
        region=world.region, code="ander", name="Ander", kind=OrganizationKind.VOCATIONAL_COLLEGE
    )
    assert [role for role in RoleCode if may_give(world.people["coordinator"], role, other, TODAY)] == []


def test_the_keeper_gives_every_role(world: World):
    keeper = world.someone("keeper", RoleCode.KEEPER, world.school)
    assert [role for role in RoleCode if not may_give(keeper, role, world.company, TODAY)] == []


def test_a_person_is_seen_by_themselves_and_by_who_registers_at_their_school(world: World):
    anna, other = world.students(2)
    seen_by = [
        name
        for name, reader in {**world.people, "anna": anna, "other": other}.items()
        if may_see_person(reader, anna, TODAY)
    ]
    assert seen_by == ["coordinator", "anna"]
