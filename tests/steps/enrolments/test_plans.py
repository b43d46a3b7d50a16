"""A plan is its person's own: changed by nobody else, read by a coach only when it is shared."""

from datetime import date, timedelta

import pytest

from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.enrolments import actions
from werkveld.steps.enrolments.models import Enrolment, Plan, PlanItem
from werkveld.steps.enrolments.queries import item_of, lines_of, plan_of, plan_shared_with
from werkveld.steps.enrolments.rules import term_of, terms_from
from werkveld.steps.offerings.models import OfferingKind
from werkveld.steps.people.models import Person


@pytest.fixture
def anna(world: World) -> Person:
    (anna,) = world.students(1)
    return anna


def titles(person: Person) -> list[str]:
    return [line.title for line in lines_of(person)]


def test_a_half_year_begins_in_august_and_in_february():
    days = (date(2026, 8, 1), date(2027, 1, 31), date(2027, 2, 1), date(2027, 7, 31))
    autumn, spring = date(2026, 8, 1), date(2027, 2, 1)
    assert [term_of(day) for day in days] == [autumn, autumn, spring, spring]
    assert terms_from(date(2027, 1, 5), 3) == [autumn, spring, date(2027, 8, 1)]


def test_an_offering_and_own_words_stand_in_their_terms(world: World, anna: Person, deeds_on: DeedsOn):
    later = actions.put_in_plan(person=anna, words="Een jaar naar Spanje", by=anna, at=world.at)
    lassen = actions.put_in_plan(
        person=anna, offering=world.offering("Lassen"), why="Ik wil bouwen", by=anna, at=world.at
    )
    assert [(line.title, line.term_on) for line in lines_of(anna)] == [
        ("Lassen", date(2026, 8, 1)),
        ("Een jaar naar Spanje", None),
    ]
    assert [deeds_on(item) for item in (later, lassen)] == [[("planned", anna.key)]] * 2


def test_what_one_takes_part_in_appears_by_itself_once(world: World, anna: Person):
    lassen, zorg = world.offering("Lassen"), world.offering("Zorg")
    actions.put_in_plan(person=anna, offering=lassen, by=anna, at=world.at)
    for offering in (lassen, zorg):
        actions.place(person=anna, offering=offering, by=anna, at=world.at)
    assert [(line.title, line.item is None, line.enrolment is None) for line in lines_of(anna)] == [
        ("Lassen", False, False),
        ("Zorg", True, False),
    ]


def test_having_a_plan_does_not_stand_in_the_plan(world: World, anna: Person):
    own = world.offering("Mijn eigen plan")
    OfferingKind.objects.filter(pk=own.programme.kind_id).update(code="personal_plan")
    actions.place(person=anna, offering=own, by=anna, at=world.at)
    assert titles(anna) == []


def test_putting_in_twice_changes_nothing_and_what_was_taken_out_comes_back_with_its_notes(world: World, anna: Person):
    lassen = world.offering("Lassen")
    item = actions.put_in_plan(person=anna, offering=lassen, why="Ik wil bouwen", by=anna, at=world.at)
    assert actions.put_in_plan(person=anna, offering=lassen, by=anna, at=world.at) == item
    actions.take_out(item, by=anna, at=world.at)
    assert (titles(anna), item_of(anna, lassen.key)) == ([], None)
    again = actions.put_in_plan(person=anna, offering=lassen, by=anna, at=world.at)
    assert (again, again.why, titles(anna)) == (item, "Ik wil bouwen", ["Lassen"])


def test_her_own_order_stays_also_of_what_came_by_itself(world: World, anna: Person):
    first, second = world.offering("A"), world.offering("B")
    place = actions.place(person=anna, offering=second, by=anna, at=world.at)
    item = actions.put_in_plan(person=anna, offering=first, by=anna, at=world.at)
    assert titles(anna) == ["A", "B"]
    actions.arrange(person=anna, order=[place, item], by=anna, at=world.at)
    assert titles(anna) == ["B", "A"]


def test_done_keeps_its_first_day(world: World, anna: Person):
    item = actions.put_in_plan(person=anna, words="Spanje", by=anna, at=world.at)
    for days in (1, 2):
        actions.describe_item(item, is_done=True, notes="Mooi", by=anna, at=world.at + timedelta(days=days))
    item.refresh_from_db()
    assert (item.done_at, item.notes) == (world.at + timedelta(days=1), "Mooi")
    actions.describe_item(item, is_done=False, by=anna, at=world.at)
    assert [line.is_done for line in lines_of(anna)] == [False]


def test_words_are_needed(world: World, anna: Person):
    with pytest.raises(actions.PlanSaysNothing):
        actions.put_in_plan(person=anna, words=" ", by=anna, at=world.at)
    item = actions.put_in_plan(person=anna, words="Spanje", by=anna, at=world.at)
    with pytest.raises(actions.PlanSaysNothing):
        actions.describe_item(item, is_done=False, words="", by=anna, at=world.at)


def test_nobody_else_writes_in_it(world: World, anna: Person):
    coach, item = world.people["coach"], actions.put_in_plan(person=anna, words="Spanje", by=anna, at=world.at)
    for deed in (
        lambda: actions.put_in_plan(person=anna, words="Rekenen", by=coach, at=world.at),
        lambda: actions.take_out(item, by=coach, at=world.at),
        lambda: actions.set_goal(person=anna, goal="Rijk worden", by=coach, at=world.at),
        lambda: actions.share_plan(person=anna, is_shared=True, by=coach, at=world.at),
    ):
        with pytest.raises(actions.PlanIsNotYours):
            deed()
    assert titles(anna) == ["Spanje"]


def test_a_coach_reads_it_while_it_is_shared(world: World, anna: Person):
    coach = world.people["coach"]
    actions.place(
        person=anna, offering=world.offering("Zorg"), coach=coach, by=world.people["coordinator"], at=world.at
    )
    plan = actions.set_goal(person=anna, goal="Zelf bouwen", by=anna, at=world.at)
    assert plan_shared_with(coach, anna) is None
    actions.share_plan(person=anna, is_shared=True, by=anna, at=world.at)
    assert plan_shared_with(coach, anna) == plan
    assert plan_shared_with(world.people["trainer"], anna) is None
    actions.share_plan(person=anna, is_shared=False, by=anna, at=world.at)
    assert plan_shared_with(coach, anna) is None


def test_a_plan_holds_sixty_things(world: World, anna: Person):
    actions.put_in_plan(person=anna, words="0", by=anna, at=world.at)
    plan = plan_of(anna)
    PlanItem.objects.bulk_create(PlanItem(plan=plan, words=str(n), added_at=world.at) for n in range(1, 60))
    with pytest.raises(actions.PlanIsFull) as refused:
        actions.put_in_plan(person=anna, words="61", by=anna, at=world.at)
    assert "60" in str(refused.value)


def test_who_goes_takes_the_plan_along(world: World, anna: Person):
    actions.put_in_plan(person=anna, offering=world.offering("Lassen"), by=anna, at=world.at)
    actions.leave_plan(anna, by=anna, at=world.at)
    assert not Plan.objects.exists()
    assert not Enrolment.objects.exists()
