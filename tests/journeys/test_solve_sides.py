"""Places that both sides chose: stable, explained with what is true, and given once."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from django.utils import translation
from django.utils.timezone import localdate

from journeys.siding import Sided, sided_round
from journeys.world import World
from werkveld.journeys.draw_places import WishesHaveMoved, draw_places
from werkveld.journeys.gather_own_data import gather_own_data
from werkveld.journeys.solve_sides import RULES, Sides, solve_sides
from werkveld.journeys.try_round import try_round
from werkveld.journeys.write_reason import promise_of, told_wishes
from werkveld.steps.enrolments.actions import AimDoesNotFit, fix_place, pass_on, stop_hearing_hosts
from werkveld.steps.enrolments.enums import BOTH_SIDES, Aim, EnrolmentState, Reason, Says
from werkveld.steps.enrolments.models import Enrolment, Regard, RoundResult
from werkveld.steps.enrolments.queries import do_limits_cross
from werkveld.steps.enrolments.queries.posing_sides import GLADLY
from werkveld_engine.inputs import InputRefused
from werkveld_engine.places import solve

pytestmark = pytest.mark.slow


def told(sided: Sided, number: int) -> list[list[str]]:
    facts = RoundResult.objects.get(person=sided.people[number]).facts
    with translation.override("en"):
        return [list(one.reasons) for one in told_wishes(facts)]


def solved(sided: Sided, aim: Aim = Aim.STABLE, **facts: Any) -> Sides:
    return solve_sides(sided.round, localdate(sided.ready), aim=aim, seed=5, **facts)


def test_a_place_goes_to_whom_the_host_would_rather_have(world: World):
    sided = sided_round(world, people=3, a=1, b=1)
    for number in range(3):
        sided.wishes(number, "a", "b")
    sided.says("a", p2=Says.GLADLY, p0=(Says.NO, "He was here last year."))
    sided.says("b", p0=Says.FINE, p1=Says.GLADLY)
    draw_places(sided.round, by=sided.carla, at=sided.ready)
    rows = Enrolment.objects.order_by("state", "rank", "person")
    assert list(rows.values_list("person__given_name", "offering__title_nl", "state", "reason", "rank")) == [
        ("Student 3", "a", EnrolmentState.PLACED, Reason.WISH, 1),
        ("Student 2", "b", EnrolmentState.PLACED, Reason.WISH, 2),
        ("Student 1", "b", EnrolmentState.WAITING, Reason.FULL, 2),
    ]
    assert told(sided, 0) == [
        ["Company thinks that this place does not fit you now. That says nothing about other places."],
        [
            "It was full. The places went to students whom Company would rather have.",
            "With one more place in it, you would have had it, or something you ranked higher.",
            "If Company had said «gladly» of you, you would have had it, or something you ranked higher.",
        ],
    ]
    assert told(sided, 1)[0] == [
        "It was full. The places went to students whom Company would rather have.",
        "With one more place in it, you would have had it.",
    ]
    assert told(sided, 2)[0] == ["You have a place here."]


def test_the_lot_decides_only_among_who_is_as_welcome(world: World):
    sided = sided_round(world, people=2, a=1)
    for number in range(2):
        sided.wishes(number, "a")
    draw_places(sided.round, by=sided.carla, at=sided.ready)
    loser = Enrolment.objects.get(state=EnrolmentState.WAITING).person
    assert told(sided, sided.people.index(loser)) == [
        [
            "It was full. Somebody there is as welcome to Company as you, and the lot decided.",
            "With one more place in it, you would have had it.",
        ]
    ]


def test_why_a_host_says_no_is_read_only_where_it_was_passed_on(world: World):
    sided = sided_round(world, people=2, a=2)
    for number in range(2):
        sided.wishes(number, "a")
    sided.says("a", p0=(Says.NO, "Secret."), p1=(Says.NO, "You need a driving licence."))
    regard = Regard.objects.get(person=sided.people[1])
    pass_on(regard, is_passed_on=True, by=sided.carla, at=sided.closed)
    draw_places(sided.round, by=sided.carla, at=sided.ready)
    assert not Enrolment.objects.exists()
    assert "Secret" not in str(RoundResult.objects.get(person=sided.people[0]).facts)
    assert told(sided, 1)[0][0].endswith("They say: «You need a driving licence.»")
    held = {one.table: one.rows for one in gather_own_data(sided.people[0], by=sided.people[0], with_rows=True)}
    assert ["why" in row for row in held["Regard"]] == [False]
    assert "Secret" not in str(held)


def test_what_is_shared_holds_and_is_named(world: World):
    sided = sided_round(world, people=2, a=1, b=1)
    sided.share("Coach Kim", 1, "a", "b")
    sided.wishes(0, "a")
    sided.wishes(1, "b")
    sided.says("b", p1=Says.GLADLY)
    draw_places(sided.round, by=sided.carla, at=sided.ready)
    assert [one.person for one in Enrolment.objects.filter(state=EnrolmentState.PLACED)] == [sided.people[1]]
    assert told(sided, 0)[0] == [
        "«Coach Kim» was full, with students who are more welcome to their hosts than you were here.",
        "With room for one more in «Coach Kim», you would have had it, or something you ranked higher.",
        "If Company had said «gladly» of you, you would have had it, or something you ranked higher.",
    ]


def test_a_fixed_place_goes_before_what_hosts_say(world: World):
    sided = sided_round(world, people=2, a=1)
    sided.wishes(0, "a")
    sided.wishes(1, "a")
    fix_place(sided.round, person=sided.people[1], offering=sided.offerings["a"], why="x", by=sided.carla, at=world.at)
    sided.says("a", p0=Says.GLADLY, p1=Says.NO)
    draw_places(sided.round, by=sided.carla, at=sided.ready)
    placed = Enrolment.objects.get(state=EnrolmentState.PLACED)
    assert (placed.person, placed.reason) == (sided.people[1], Reason.FIXED)
    assert told(sided, 0)[0][0] == "Every place was fixed before the round."


def test_fixed_places_that_do_not_fit_are_refused(world: World):
    sided = sided_round(world, people=2, a=1)
    for person in sided.people:
        fix_place(sided.round, person=person, offering=sided.offerings["a"], why="x", by=sided.carla, at=world.at)
    with pytest.raises(InputRefused):
        solved(sided)


def test_a_trial_is_published_only_as_long_as_no_host_says_otherwise(world: World):
    sided = sided_round(world, people=2, a=1)
    sided.wishes(0, "a")
    sided.wishes(1, "a")
    trial = try_round(sided.round, aim=Aim.STABLE, by=sided.carla, at=sided.closed)
    sided.says("a", p1=Says.GLADLY)
    stop_hearing_hosts(sided.round, by=sided.carla, at=sided.closed)
    with pytest.raises(WishesHaveMoved):
        draw_places(sided.round, trial=trial, by=sided.carla, at=sided.ready)
    again = try_round(sided.round, aim=Aim.STABLE_MOST, by=sided.carla, at=sided.ready)
    draw_places(sided.round, trial=again, by=sided.carla, at=sided.ready)
    assert Enrolment.objects.get(state=EnrolmentState.PLACED).person == sided.people[1]


def test_a_trial_tells_what_was_proven(world: World):
    sided = sided_round(world, people=3, a=1, b=1)
    for number in range(3):
        sided.wishes(number, "a", "b")
    sided.says("a", p0=Says.GLADLY, p1=Says.NO)
    figures = try_round(sided.round, aim=Aim.STABLE, by=sided.carla, at=sided.closed).figures
    assert figures["sides"] == {"blocking": 0, "nested": True, "gladly": 1, "refused": 1}
    assert (figures["first"], figures["unplaced"], figures["by_rank"]) == (1, 1, [1, 1])
    assert [one["one_more"]["placed"] for one in figures["offerings"]] == [1, 1]
    with pytest.raises(AimDoesNotFit):
        try_round(sided.round, aim=Aim.DRAW, by=sided.carla, at=sided.closed)


@pytest.mark.parametrize("seed", range(12))
def test_what_would_have_helped_is_true_when_it_is_solved_again(world: World, seed: int):
    """Each sentence is tried: with those seats, that room, or that word of the host."""
    sided = random_round(world, seed)
    found = solved(sided, BOTH_SIDES[seed % 2])
    for person, wish in found.helped:
        line = dict(found.lines(person))[int(found.wishes[person, wish])]
        for changed in changes_of(found, line, person, wish):
            place = changed_place(found, changed, person)
            assert place in found.wishes[person, : wish + 1].tolist(), (line, person, wish)


@pytest.mark.parametrize("seed", range(12))
def test_every_reason_is_true(world: World, seed: int):
    """Against the answer itself, by plain loops: who is in, how welcome, and drawn when."""
    sided = random_round(world, seed)
    found = solved(sided, BOTH_SIDES[seed % 2])
    problem, place, turn = found.asked.problem, found.solution.place, found.solution.turn
    column = {(i, int(j)): k for i, row in enumerate(problem.wishes) for k, j in enumerate(row) if j >= 0}
    for person in range(len(place)):
        for wished, line in found.lines(person):
            if line["limit"]:
                limit = next(one for one in problem.limits if one.kind == line["limit"][0])
                inside = [i for i in np.flatnonzero(place >= 0).tolist() if limit.of[place[i]] == 0]
                assert len(inside) == limit.most[0]
            else:
                inside = np.flatnonzero(place == wished).tolist()
            mine = int(problem.score[person, column[person, wished]])
            theirs = [int(problem.score[i, column[i, int(place[i])]]) for i in inside]
            if line["why"] == "rather":
                assert min(theirs) > mine
            if line["why"] == "drawn":
                assert any(score == mine and turn[i] < turn[person] for i, score in zip(inside, theirs, strict=True))
            if line["why"] == "favour":
                assert mine in theirs
            if line["why"] == "host_no":
                assert problem.barred[person, column[person, wished]]
            if line["why"] in {"rather", "drawn", "favour"} and not line["limit"]:
                assert len(inside) == problem.capacity[wished]


def random_round(world: World, seed: int) -> Sided:
    chance = np.random.default_rng(seed)
    names = "abcd"
    seats = {name: int(chance.integers(1, 3)) for name in names}
    sided = sided_round(world, people=10, aim=BOTH_SIDES[seed % 2], **seats)
    if seed % 3 == 1:
        sided.share("Coach", 2, "a", "b")
    if seed % 6 == 5:
        sided.share("Region", 2, "b", "c")
    asking: dict[str, list[int]] = {name: [] for name in names}
    for number in range(10):
        chosen = [names[at] for at in chance.permutation(4)[: int(chance.integers(1, 4))]]
        sided.wishes(number, *chosen)
        for name in chosen:
            asking[name].append(number)
    for name, numbers in asking.items():
        said = {f"p{number}": list(Says)[int(chance.integers(3))] for number in numbers if chance.random() < 0.8}
        if said:
            sided.says(name, **said)
    return sided


def changes_of(found: Sides, line: dict[str, Any], person: int, wish: int) -> list[Any]:
    problem, place = found.asked.problem, int(found.wishes[person, wish])
    changes = []
    if line["more_seats"]:
        capacity = np.array(problem.capacity)
        capacity[place] += line["more_seats"]
        changes.append(replace(problem, capacity=capacity))
    if line["more_limit"]:
        more, name, _english = line["more_limit"]
        limits = [replace(one, most=one.most + more) if one.kind == name else one for one in problem.limits]
        changes.append(replace(problem, limits=tuple(limits)))
    if line["gladly"]:
        score = np.array(problem.score)
        score[person, wish] = GLADLY
        changes.append(replace(problem, score=score))
    return changes


def changed_place(found: Sides, changed: Any, person: int) -> int:
    """Under the lottery solved from the start; where more get a place with the same favour, as the engine says it."""
    if found.aim == Aim.STABLE:
        return int(solve(changed, RULES[found.aim], seed=found.solution.seed).place[person])
    from werkveld_engine.places import again

    return int(again(changed, found.asked.problem, found.solution).place[person])


def test_a_promise_is_made_only_where_it_holds(world: World):
    sided = sided_round(world, people=1, a=1, b=1, c=1)
    sided.share("Coach", 1, "a", "b")
    assert not do_limits_cross(sided.round)
    sided.share("Region", 1, "b", "c")
    assert do_limits_cross(sided.round)
    with translation.override("en"):
        assert "cannot gain" in promise_of(Aim.STABLE).property
        assert "could gain" in promise_of(Aim.STABLE, do_cross=True).property
        assert "could gain" in promise_of(Aim.STABLE_MOST).property
