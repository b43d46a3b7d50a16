"""Rounds are prepared, tried on a copy, and closed once; who may not run them changes nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from journeys.world import World
from werkveld.steps.enrolments.actions import (
    IsAnotherLevel,
    IsFixedAlready,
    IsNotAsked,
    IsNotInRound,
    MayNotDraw,
    RoundHasBegun,
    RoundIsClosed,
    RoundIsEmpty,
    TooFewWishes,
    TooManyWishes,
    WishesAreNotInRound,
    close_choosing,
    close_round,
    copy_as_test,
    describe_round,
    fix_place,
    loosen_place,
    name_periods,
    open_choosing,
    prepare_round,
    put_in_round,
    rank_groups,
    remind,
    share_limit,
    take_out_of_round,
    take_over_wishes,
    wish,
)
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import FixedPlace, Quota, Round, Wish
from werkveld.steps.enrolments.queries import (
    NamesAreHidden,
    asked_people,
    rounds_for,
    rounds_to_choose_in,
    rounds_to_remind,
    silent_names,
    standing_of,
)
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.actions import register
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person


@pytest.fixture
def offerings(world: World) -> list[Offering]:
    return [world.offering("a", capacity=2), world.offering("b", capacity=2)]


@pytest.fixture
def people(world: World) -> list[Person]:
    return world.students(3)


@pytest.fixture
def draft(world: World, people: list[Person], offerings: list[Offering]) -> Round:
    made = prepare_round(
        region=world.region,
        organization=world.school,
        colleges=[world.college],
        name_nl="Keuze",
        name_en="Choice",
        opens_at=world.at,
        closes_at=world.at + timedelta(days=7),
        seed=3,
        wishes_most=2,
        by=world.people["coordinator"],
        at=world.at,
    )
    put_in_round(made, offerings, by=world.people["coordinator"], at=world.at)
    return made


@pytest.fixture
def opened(world: World, draft: Round) -> Round:
    return open_choosing(draft, by=world.people["coordinator"], at=world.at)


def test_a_draft_is_seen_by_who_runs_it_and_by_nobody_who_chooses(world: World, people: list[Person], draft: Round):
    (anna,) = people[:1]
    day = localdate(world.at)
    assert list(rounds_for(world.people["coordinator"], day)) == [draft]
    assert list(rounds_for(world.people["coach"], day)) == []
    assert rounds_to_choose_in(anna, day) == []
    open_choosing(draft, by=world.people["coordinator"], at=world.at)
    assert rounds_to_choose_in(anna, day) == [draft]


def test_an_empty_round_does_not_open(world: World, people: list[Person], draft: Round, offerings: list[Offering]):
    carla = world.people["coordinator"]
    for offering in offerings:
        take_out_of_round(draft, offering, by=carla, at=world.at)
    with pytest.raises(RoundIsEmpty):
        open_choosing(draft, by=carla, at=world.at)


def test_opening_twice_opens_once(world: World, people: list[Person], opened: Round, deeds_on):
    open_choosing(opened, by=world.people["coordinator"], at=world.at)
    assert [verb for verb, _by in deeds_on(opened)].count("opened round") == 1


@pytest.mark.parametrize("who", ["coach", "trainer"])
def test_who_gives_no_places_runs_no_round(world: World, people: list[Person], draft: Round, who: str):
    by, (anna,) = world.people[who], people[:1]
    deeds = [
        lambda: describe_round(draft, by=by, at=world.at, name_nl="Anders"),
        lambda: open_choosing(draft, by=by, at=world.at),
        lambda: copy_as_test(draft, by=by, at=world.at),
        lambda: remind(draft, by=by, at=world.at),
        lambda: take_over_wishes(draft, {anna: []}, by=by, at=world.at),
        lambda: close_round(draft, by=by, at=world.at),
    ]
    for deed in deeds:
        with pytest.raises(MayNotDraw):
            deed()
    assert Round.objects.get().name_nl == "Keuze"


def test_a_coordinator_of_another_school_runs_no_round_of_this_one(world: World, draft: Round):
    other = Organization.objects.create(
        region=world.region, code="other", name="Other", kind=OrganizationKind.VOCATIONAL_COLLEGE
    )
    otto = register(organization=other, role=RoleCode.COORDINATOR, given_name="Otto", by=world.clockwork, at=world.at)
    with pytest.raises(MayNotDraw):
        describe_round(draft, by=otto, at=world.at, name_nl="Anders")
    assert list(rounds_for(otto, localdate(world.at))) == []


def test_how_many_wishes_stays_when_somebody_chose(
    world: World, people: list[Person], opened: Round, offerings: list[Offering]
):
    carla, (anna,) = world.people["coordinator"], people[:1]
    assert describe_round(opened, by=carla, at=world.at, wishes_most=1).wishes_most == 1
    wish(choice_round=opened, person=anna, offerings=offerings[:1], by=anna, at=world.at)
    with pytest.raises(RoundHasBegun):
        describe_round(opened, by=carla, at=world.at, wishes_most=2)
    with pytest.raises(RoundHasBegun):
        take_out_of_round(opened, offerings[0], by=carla, at=world.at)
    assert describe_round(opened, by=carla, at=world.at, name_en="Other").name_en == "Other"


def test_a_period_that_holds_something_does_not_go(
    world: World, people: list[Person], draft: Round, offerings: list[Offering]
):
    carla = world.people["coordinator"]
    name_periods(draft, [("Blok 1", "Term 1"), ("Blok 2", "")], by=carla, at=world.at)
    first, second = draft.periods.order_by("number")
    assert second.name_en == "Blok 2"
    put_in_round(draft, offerings[:1], by=carla, at=world.at, period=second)
    with pytest.raises(RoundHasBegun):
        name_periods(draft, [("Blok 1", "")], by=carla, at=world.at)
    put_in_round(draft, offerings[:1], by=carla, at=world.at, period=first)
    name_periods(draft, [("Blok een", "")], by=carla, at=world.at)
    assert [period.name_nl for period in draft.periods.order_by("number")] == ["Blok een"]


def test_only_who_is_asked_chooses_and_within_the_number(
    world: World, people: list[Person], opened: Round, offerings: list[Offering]
):
    (anna,) = people[:1]
    stranger = register(
        organization=world.school, role=RoleCode.LEARNER, given_name="Vreemd", by=world.clockwork, at=world.at
    )
    with pytest.raises(IsNotAsked):
        wish(choice_round=opened, person=stranger, offerings=offerings[:1], by=stranger, at=world.at)
    describe_round(opened, by=world.people["coordinator"], at=world.at, wishes_least=2)
    with pytest.raises(TooFewWishes):
        wish(choice_round=opened, person=anna, offerings=offerings[:1], by=anna, at=world.at)
    with pytest.raises(TooManyWishes):
        wish(choice_round=opened, person=anna, offerings=[*offerings, world.offering("c")], by=anna, at=world.at)
    wish(choice_round=opened, person=anna, offerings=offerings, by=anna, at=world.at)
    wish(choice_round=opened, person=anna, offerings=[], by=anna, at=world.at)
    assert not Wish.objects.exists()


def test_what_does_not_fit_the_level_is_no_wish(world: World, opened: Round, offerings: list[Offering]):
    anna = register(
        organization=world.college, role=RoleCode.LEARNER, given_name="Anna", college=world.college, level=2,
        by=world.clockwork, at=world.at,
    )  # fmt: skip
    Offering.objects.filter(pk=offerings[0].pk).update(level_min=3, level_max=4)
    offerings[0].refresh_from_db()
    with pytest.raises(IsAnotherLevel):
        wish(choice_round=opened, person=anna, offerings=offerings[:1], by=anna, at=world.at)


def test_a_place_is_fixed_once_with_its_reason(
    world: World, people: list[Person], draft: Round, offerings: list[Offering]
):
    carla, (anna,) = world.people["coordinator"], people[:1]
    fix_place(draft, person=anna, offering=offerings[0], why="Doet mee aan een wedstrijd.", by=carla, at=world.at)
    with pytest.raises(IsFixedAlready):
        fix_place(draft, person=anna, offering=offerings[1], why="Ook.", by=carla, at=world.at)
    with pytest.raises(IsNotInRound):
        fix_place(draft, person=anna, offering=world.offering("z"), why="Ook.", by=carla, at=world.at)
    loosen_place(draft, person=anna, by=carla, at=world.at)
    assert not FixedPlace.objects.exists()


def test_the_database_wants_a_reason_for_a_fixed_place(world: World, people: list[Person], draft: Round):
    (anna,) = people[:1]
    with pytest.raises(IntegrityError), transaction.atomic():
        FixedPlace.objects.create(choice=draft.choices.order_by("id")[0], person=anna, why="")


def test_groups_and_limits_hold_only_what_is_in_the_round(
    world: World, people: list[Person], draft: Round, offerings: list[Offering]
):
    carla, outside = world.people["coordinator"], world.offering("z")
    group = {"name_nl": "Eerst", "name_en": "First", "college": world.college}
    with pytest.raises(IsNotInRound):
        rank_groups(draft, [{**group, "quotas": {outside: 1}}], by=carla, at=world.at)
    rank_groups(draft, [{**group, "quotas": {offerings[0]: 1}}], by=carla, at=world.at)
    rank_groups(draft, [{**group, "quotas": {offerings[1]: 2}}], by=carla, at=world.at)
    assert list(Quota.objects.values_list("choice__offering", "most")) == [(offerings[1].pk, 2)]
    with pytest.raises(IsNotInRound):
        share_limit(draft, [outside], name_nl="Lokaal", name_en="", capacity=3, by=carla, at=world.at)
    share_limit(draft, offerings, name_nl="Lokaal", name_en="", capacity=3, by=carla, at=world.at)
    share_limit(draft, offerings, name_nl="Lokaal", name_en="Room", capacity=4, by=carla, at=world.at)
    assert list(draft.shared_limits.values_list("name_en", "capacity")) == [("Room", 4)]


def test_a_copy_to_try_holds_everything_and_gives_no_place(
    world: World, people: list[Person], opened: Round, offerings: list[Offering]
):
    carla, (anna, ben) = world.people["coordinator"], people[:2]
    name_periods(opened, [("Blok 1", "Term 1")], by=carla, at=world.at)
    put_in_round(opened, offerings, by=carla, at=world.at, period=opened.periods.get())
    rank_groups(
        opened,
        [{"name_nl": "E", "name_en": "F", "level": 2, "quotas": {offerings[0]: 1}}],
        by=carla, at=world.at,
    )  # fmt: skip
    share_limit(opened, offerings, name_nl="Lokaal", name_en="", capacity=3, by=carla, at=world.at)
    fix_place(opened, person=ben, offering=offerings[1], why="Zo is het.", by=carla, at=world.at)
    wish(choice_round=opened, person=anna, offerings=offerings, by=anna, at=world.at)
    test = copy_as_test(opened, by=carla, at=world.at)
    assert (test.test_of, test.name_nl, list(test.colleges.all())) == (opened, "Keuze", [world.college])
    assert [choice.period.round for choice in test.choices.select_related("period__round")] == [test, test]
    assert list(test.wishes.values_list("person", "rank").order_by("rank")) == [(anna.pk, 1), (anna.pk, 2)]
    assert Quota.objects.get(choice__round=test).group.round == test
    assert test.shared_limits.get().choices.count() == 2
    assert FixedPlace.objects.get(choice__round=test).person == ben
    assert rounds_to_choose_in(anna, localdate(world.at)) == [opened]
    with pytest.raises(RoundIsClosed):
        close_round(test, by=carla, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=test.pk).update(state=RoundState.DRAWN, drawn_at=world.at)


def test_wishes_from_a_sheet_are_taken_over_all_or_nothing(
    world: World, people: list[Person], opened: Round, offerings: list[Offering]
):
    carla, (anna, ben) = world.people["coordinator"], people[:2]
    with pytest.raises(WishesAreNotInRound):
        take_over_wishes(opened, {anna: offerings, ben: [world.offering("z")]}, by=carla, at=world.at)
    assert not Wish.objects.exists()
    after = world.at + timedelta(days=8)
    assert take_over_wishes(opened, {anna: offerings, ben: offerings[1:]}, by=carla, at=after) == 2
    assert list(Wish.objects.order_by("person", "rank").values_list("person", "rank")) == [
        (anna.pk, 1),
        (anna.pk, 2),
        (ben.pk, 1),
    ]


def test_who_ranked_nothing_is_reminded_once(
    world: World, people: list[Person], opened: Round, offerings: list[Offering]
):
    carla, (anna, ben, cas) = world.people["coordinator"], people
    fix_place(opened, person=cas, offering=offerings[0], why="Zo is het.", by=carla, at=world.at)
    wish(choice_round=opened, person=anna, offerings=offerings, by=anna, at=world.at)
    soon = world.at + timedelta(days=6, hours=2)
    assert list(rounds_to_remind(world.at, world.at + timedelta(days=1))) == []
    assert list(rounds_to_remind(soon, soon + timedelta(days=1))) == [opened]
    assert remind(opened, by=world.clockwork, at=soon) == 1
    assert list(rounds_to_remind(soon, soon + timedelta(days=1))) == []
    assert [message.to for message in Message.objects.filter(kind="choose-soon")] == [ben]


def test_numbers_show_at_once_and_names_after_the_closing(
    world: World, people: list[Person], opened: Round, offerings: list[Offering]
):
    carla, (anna, ben, cas) = world.people["coordinator"], people
    wish(choice_round=opened, person=anna, offerings=offerings[:1], by=anna, at=world.at)
    now = standing_of(opened, localdate(world.at))
    assert (now.asked, now.chose, now.silent) == (3, 1, 2)
    assert now.wanted == {offerings[0].pk: (1, 1)}
    assert now.by_college == [("College", 1, 3)]
    with pytest.raises(NamesAreHidden):
        silent_names(carla, opened, world.at)
    closed = close_choosing(opened, by=carla, at=world.at + timedelta(hours=1))
    assert list(silent_names(carla, closed, world.at + timedelta(hours=2))) == [ben, cas]
    with pytest.raises(NamesAreHidden):
        silent_names(world.people["coach"], closed, world.at + timedelta(hours=2))


def test_only_learners_of_the_level_are_asked(world: World, people: list[Person], draft: Round):
    low, high = (
        register(
            organization=world.college, role=RoleCode.LEARNER, given_name=f"L{level}", college=world.college,
            level=level, by=world.clockwork, at=world.at,
        )
        for level in (2, 4)
    )  # fmt: skip
    describe_round(draft, by=world.people["coordinator"], at=world.at, level_min=3)
    draft.refresh_from_db()
    assert list(asked_people(draft, localdate(world.at))) == [*people, high]
    assert low != high
