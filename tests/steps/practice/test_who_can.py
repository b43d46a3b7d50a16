"""On the day itself nobody goes around skill, level and certificate: who takes a visit over, and who helps who walks in."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate

from steps.practice.conftest import TEN, Morning
from steps.types import DeedsOn
from werkveld.steps.offerings.models import Help
from werkveld.steps.people.models import Mastery, Person, Skill, Vetting
from werkveld.steps.practice.actions import DeedOnPhone, pass_on, take_in, walk_in
from werkveld.steps.practice.actions.overruns import CannotDoThis, SayInsteadOfWhom, StudentHelpsSomebody
from werkveld.steps.practice.actions.quarters import hold
from werkveld.steps.practice.actions.walking_in import IsNotDoneHere
from werkveld.steps.practice.enums import DayKind
from werkveld.steps.practice.models import Appointment, HeldQuarter, Turn
from werkveld.steps.practice.queries import days_of_coach
from werkveld.steps.practice.queries.slots import able_by_kind, able_people

pytestmark = pytest.mark.slow
DAY = localdate(TEN)
AT_HOME: dict[str, Any] = {"is_at_home": True, "needs_vetting": True, "people": 2}


def vetted(morning: Morning, person: Person, until: date = date(2027, 1, 1)) -> None:
    Vetting.objects.create(
        person=person,
        issued_on=date(2026, 1, 1),
        valid_until=until,
        seen_by=morning.coach,
        seen_at=morning.world.at,
    )


def skilled(morning: Morning, code: str = "papier", **facts: Any) -> Help:
    """For which Anna was seen to be able, and Bo was not."""
    skill = Skill.objects.create(region=morning.world.region, code=code, name_nl=code, name_en=code, **facts)
    Mastery.objects.create(person=morning.anna, skill=skill, seen_by=morning.coach, seen_at=morning.world.at)
    return morning.kind(code, skill=skill)


def at_home(morning: Morning) -> Appointment:
    """With Anna and Bo, while a third is on the shift too."""
    visit = morning.book(morning.anna)
    visit.help, visit.second, visit.place = morning.kind("thuis", **AT_HOME), morning.bo, "Dorpsstraat 1"
    visit.save()
    HeldQuarter.objects.all().delete()
    hold([visit])
    Turn.objects.create(shift=morning.shift, person=morning.stranger)
    return visit


def test_who_was_not_seen_to_be_able_takes_nothing_over(morning: Morning):
    visit = morning.book(morning.anna)
    Appointment.objects.filter(pk=visit.pk).update(help=skilled(morning))
    with pytest.raises(CannotDoThis):
        pass_on(visit, learner=morning.bo, by=morning.coach, at=TEN)
    visit.refresh_from_db()
    assert visit.learner == morning.anna
    assert set(HeldQuarter.objects.values_list("learner", flat=True)) == {morning.anna.pk}


def test_a_level_is_asked_too(morning: Morning):
    visit = morning.book(morning.anna)
    Appointment.objects.filter(pk=visit.pk).update(help=morning.kind(level_min=4))
    Person.objects.filter(pk=morning.bo.pk).update(level=3)
    with pytest.raises(CannotDoThis):
        pass_on(visit, learner=morning.bo, by=morning.coach, at=TEN)
    Person.objects.filter(pk=morning.bo.pk).update(level=4)
    assert pass_on(visit, learner=morning.bo, by=morning.coach, at=TEN).learner == morning.bo


@pytest.mark.parametrize(("until", "may_go"), [(DAY, False), (date(2026, 9, 9), True)])
def test_to_a_home_goes_only_who_was_vetted_on_that_day(morning: Morning, until: date, may_go: bool):
    visit = at_home(morning)
    vetted(morning, morning.stranger, until)
    if may_go:
        pass_on(visit, learner=morning.stranger, instead_of=morning.anna, by=morning.coach, at=TEN)
    else:
        with pytest.raises(CannotDoThis):
            pass_on(visit, learner=morning.stranger, instead_of=morning.anna, by=morning.coach, at=TEN)


def test_of_two_it_is_said_who_does_not_come(morning: Morning, deeds_on: DeedsOn):
    visit = at_home(morning)
    vetted(morning, morning.stranger)
    for nobody in (None, morning.coach):
        with pytest.raises(SayInsteadOfWhom):
            pass_on(visit, learner=morning.stranger, instead_of=nobody, by=morning.coach, at=TEN)
    passed = pass_on(visit, learner=morning.stranger, instead_of=morning.bo, by=morning.coach, at=TEN)
    assert (passed.learner, passed.second) == (morning.anna, morning.stranger)
    held = HeldQuarter.objects.filter(appointment=visit).values_list("learner", flat=True)
    assert sorted(held) == sorted([morning.anna.pk, morning.stranger.pk] * 2)
    assert deeds_on(visit)[-1] == ("passed on", morning.coach.key)


def test_who_helps_as_the_other_of_two_is_not_free(morning: Morning):
    at_home(morning)
    HeldQuarter.objects.all().delete()
    one = morning.book(morning.stranger, resident=Person.objects.create(region=morning.world.region, given_name="Jo"))
    with pytest.raises(StudentHelpsSomebody):
        pass_on(one, learner=morning.bo, by=morning.coach, at=TEN)


def test_who_had_somebody_at_this_minute_is_refused_in_words(morning: Morning):
    first = morning.book(morning.anna)
    Appointment.objects.filter(pk=first.pk).update(state="missed", closed_at=morning.after(10))
    HeldQuarter.objects.all().delete()
    other = morning.book(morning.bo, resident=Person.objects.create(region=morning.world.region, given_name="Jo"))
    with pytest.raises(StudentHelpsSomebody):
        pass_on(other, learner=morning.anna, by=morning.coach, at=morning.after(10))


def test_who_walks_in_is_helped_by_who_can(morning: Morning):
    facts = {"given_name": "Joop", "kind": skilled(morning), "by": morning.coach, "at": TEN}
    with pytest.raises(CannotDoThis):
        walk_in(morning.shift, learner=morning.bo, **facts)
    assert walk_in(morning.shift, learner=morning.anna, **facts).learner == morning.anna


@pytest.mark.parametrize("facts", [AT_HOME, {"is_walking_along": True}, {"people": 2}])
def test_nobody_walks_in_for_what_is_done_elsewhere_or_by_two(morning: Morning, facts: dict[str, Any]):
    kind = morning.kind(**facts)
    vetted(morning, morning.anna)
    for one in (kind, None):
        with pytest.raises(IsNotDoneHere):
            walk_in(morning.shift, learner=morning.anna, given_name="Joop", kind=one, by=morning.coach, at=TEN)
    (day,) = days_of_coach(morning.coach, TEN)
    assert day.walk_ins == []


def test_the_day_offers_only_who_can(morning: Morning):
    visit = morning.book(morning.anna)
    other = morning.book(morning.bo, 30)
    kind, anybody = skilled(morning), morning.kind("anders")
    Appointment.objects.filter(pk__in=[visit.pk, other.pk]).update(help=kind)
    (day,) = days_of_coach(morning.coach, TEN)
    by_start = {one.pk: one for one in day.visits}
    assert day.others_for(by_start[visit.pk]) == []
    assert day.others_for(by_start[other.pk]) == [morning.anna_here]
    walk_ins = {kind.code: {turn.person for turn in who} for kind, who in day.walk_ins if kind}
    assert walk_ins == {"papier": {morning.anna}, anybody.code: {morning.anna, morning.bo}}


def test_who_is_not_here_is_replaced_first(morning: Morning):
    visit = at_home(morning)
    Turn.objects.filter(person=morning.anna, shift=morning.shift).update(
        state="present", came_at=TEN, seen_by=morning.coach
    )
    (day,) = days_of_coach(morning.coach, TEN)
    (shown,) = [one for one in day.visits if one.pk == visit.pk]
    assert day.helpers_of(shown) == [morning.bo, morning.anna]


def test_many_kinds_are_asked_at_once_and_say_the_same(morning: Morning, django_assert_num_queries):
    morning.learns(morning.bo)
    Person.objects.filter(pk=morning.bo.pk).update(study_year=2, level=4)
    taught = skilled(morning, "leren", from_year=2)
    taught.skill.qualifications.add(morning.bo.qualification)
    vetted(morning, morning.bo)
    kinds = [morning.kind(), morning.kind("hoog", level_min=4), morning.kind("thuis", **AT_HOME), taught]
    kinds += [skilled(morning)]
    people = {one.pk for one in (morning.anna, morning.bo, morning.stranger)}
    with django_assert_num_queries(1):
        found = able_by_kind(kinds, people, DAY)
    assert found == {kind.pk: able_people(kind, people, [DAY])[DAY] for kind in kinds}
    assert {key: len(who) for key, who in found.items()} == dict(
        zip([kind.pk for kind in kinds], [3, 1, 1, 2, 1], strict=True)
    )


def test_a_phone_says_instead_of_whom_and_with_what_at_once(morning: Morning):
    visit = at_home(morning)
    vetted(morning, morning.stranger)
    skilled(morning)
    their = Turn.objects.get(person=morning.stranger, shift=morning.shift).key
    said = [
        (DayKind.PASS_ON, {"visit": visit.key, "turn": their, "instead": morning.bo.key}),
        (DayKind.WALK_IN, {"turn": f"{morning.bo_here.key} papier", "name": "Joop"}),
        (DayKind.WALK_IN, {"turn": f"{morning.anna_here.key} anders", "name": "Joop"}),
        (DayKind.WALK_IN, {"turn": f"{morning.anna_here.key} papier", "name": "Joop"}),
    ]
    done = [
        take_in(
            DeedOnPhone(uuid.uuid4(), kind, {name: str(value) for name, value in facts.items()}, morning.after(31)),
            by=morning.coach,
            at=morning.after(31),
        )
        for kind, facts in said
    ]
    assert [bool(one.refusal) for one in done] == [False, True, True, False]
    visit.refresh_from_db()
    assert visit.second == morning.stranger
    assert Appointment.objects.get(is_walk_in=True).help.code == "papier"
