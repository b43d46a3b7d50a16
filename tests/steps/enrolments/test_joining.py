"""Who signs up alone keeps to what an offering is for; a school that places somebody decides for itself."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from werkveld.steps.enrolments.actions import (
    GoesByRound,
    IsAnotherLevel,
    IsForGroups,
    IsForOthers,
    close_round,
    open_round,
    place,
    wait,
)
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import enrolment_in, turn_in_line, without_coach
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person


@pytest.fixture
def anna(world: World) -> Person:
    (anna,) = world.students(1)
    return anna


def for_whom(world: World, audience: Audience, **columns: int) -> Offering:
    offering = world.offering(f"for {audience}")
    Offering.objects.filter(pk=offering.pk).update(audience=audience, **columns)
    offering.refresh_from_db()
    return offering


@pytest.mark.parametrize(
    ("audience", "welcome"),
    [
        (Audience.LEARNER, {"learner", "professional"}),
        (Audience.PROFESSIONAL, {"learner", "professional", "resident", "coach", "contact"}),
        (Audience.RESIDENT, {"learner", "professional", "resident", "coach", "contact"}),
        (Audience.TEACHER, {"coach", "contact"}),
        (Audience.PUPIL, {"contact"}),
    ],
)
def test_an_offering_says_who_may_sign_up_alone(world: World, audience: Audience, welcome: set[str]):
    offering, came = for_whom(world, audience), set()
    for code in ("learner", "professional", "resident", "coach", "contact"):
        person = world.someone(code, RoleCode(code), world.company if code == "contact" else world.school)
        try:
            place(person=person, offering=offering, by=person, at=world.at)
            came.add(code)
        except IsForOthers as refused:
            assert str(audience.label) in str(refused)  # noqa: PT017  what is refused differs by case
    assert came == welcome


def test_a_school_places_whom_it_wants(world: World):
    els = world.someone("els", RoleCode.RESIDENT, world.school)
    offering = for_whom(world, Audience.LEARNER)
    with pytest.raises(IsForOthers):
        wait(person=els, offering=offering, by=els, at=world.at)
    assert place(person=els, offering=offering, by=world.people["coordinator"], at=world.at).person == els


@pytest.mark.parametrize(("level", "fits"), [(None, True), (1, False), (2, True), (3, True), (4, False)])
def test_a_level_is_kept_to(world: World, anna: Person, level: int | None, fits: bool):
    anna.level = level
    offering = for_whom(world, Audience.LEARNER, level_min=2, level_max=3)
    if fits:
        assert place(person=anna, offering=offering, by=anna, at=world.at)
        return
    with pytest.raises(IsAnotherLevel, match=r"2.*3"):
        place(person=anna, offering=offering, by=anna, at=world.at)


def test_nobody_comes_alone_where_groups_come(world: World, anna: Person):
    with pytest.raises(IsForGroups):
        place(person=anna, offering=world.offering("visit", is_counted_by_head=True), by=anna, at=world.at)


def test_before_a_round_is_drawn_nobody_comes_first_and_after_it_what_is_left_is_free(world: World, anna: Person):
    offering, carla = world.offering("elective", is_ranked=True), world.people["coordinator"]
    with pytest.raises(GoesByRound):
        place(person=anna, offering=offering, by=anna, at=world.at)
    choice_round = open_round(
        region=world.region,
        offerings=[offering],
        opens_at=world.at,
        closes_at=world.at + timedelta(days=7),
        seed=1,
        name_nl="Ronde",
        name_en="Round",
        by=carla,
        at=world.at,
    )
    with pytest.raises(GoesByRound):
        wait(person=anna, offering=offering, by=anna, at=world.at)
    assert not Enrolment.objects.exists()
    close_round(choice_round, digest="x", by=carla, at=world.at)
    assert place(person=anna, offering=offering, by=anna, at=world.at)


def test_a_reader_finds_the_own_place_and_turn(world: World):
    first, second, third = world.students(3)
    offering = world.offering("a", capacity=1)
    seat = place(person=first, offering=offering, by=first, at=world.at)
    turns = [
        wait(person=who, offering=offering, by=who, at=world.at + timedelta(minutes=minute))
        for minute, who in enumerate((third, second))
    ]
    assert (enrolment_in(first, offering), enrolment_in(third, offering)) == (seat, turns[0])
    assert [turn_in_line(turn) for turn in turns] == [1, 2]


def test_who_has_hours_and_no_coach_is_on_the_list_of_the_own_school(world: World):
    first, second = world.students(2)
    offering = world.offering("zorg", has_hours=True)
    alone = place(person=second, offering=offering, by=second, at=world.at)
    place(person=first, offering=offering, coach=world.people["coach"], by=world.people["coordinator"], at=world.at)
    place(person=first, offering=world.offering("meeting"), by=first, at=world.at)
    today = localdate(world.at)
    assert list(without_coach(world.people["coordinator"], today)) == [alone]
    assert list(without_coach(world.people["coach"], today)) == []
    stranger = world.someone("stranger", RoleCode.LEARNER, world.company, college=world.company)
    place(person=stranger, offering=offering, by=stranger, at=world.at)
    assert list(without_coach(world.people["coordinator"], today)) == [alone]
