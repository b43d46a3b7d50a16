"""A trial tells how a round would turn out, and publishing gives exactly that or refuses."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from django.db.models import F
from django.utils.timezone import localdate

from journeys.world import World
from werkveld.journeys.draw_places import WishesHaveMoved, draw_places
from werkveld.journeys.solve_round import Solved, solve_round
from werkveld.journeys.try_round import try_round
from werkveld.steps.enrolments.actions import (
    MayNotDraw,
    describe_round,
    fix_place,
    name_periods,
    open_round,
    put_in_round,
    rank_groups,
    wish,
)
from werkveld.steps.enrolments.enums import Aim, EnrolmentState
from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult, Trial, Wish
from werkveld.steps.enrolments.queries import Posed, posed
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person
from werkveld_engine.electives import FULL, Objective, Problem, solve, verify

pytestmark = pytest.mark.slow


class Term:
    """Six learners and three electives, A wanted by all; a round that is open."""

    def __init__(self, world: World) -> None:
        self.world, self.at, self.carla = world, world.at, world.people["coordinator"]
        self.a, self.b, self.c = (world.offering(name, capacity=2, is_ranked=True) for name in "abc")
        self.people = world.students(6)
        self.round = open_round(
            region=world.region,
            offerings=[self.a, self.b, self.c],
            opens_at=world.at,
            closes_at=world.at + timedelta(days=7),
            seed=5,
            wishes_most=3,
            name_nl="Keuze",
            name_en="Choice",
            by=self.carla,
            at=world.at,
        )

    def wish(self, person: Person, *offerings: Offering) -> None:
        wish(choice_round=self.round, person=person, offerings=offerings, by=person, at=self.at)

    def all_wish(self) -> None:
        for person in self.people:
            self.wish(person, self.a, self.b, self.c)

    def titles(self) -> dict[str, list[str]]:
        live = Enrolment.objects.filter(state=EnrolmentState.PLACED).select_related("person", "offering")
        held: dict[str, list[str]] = {}
        for one in live.order_by("offering__title_nl"):
            held.setdefault(one.person.given_name, []).append(one.offering.title_nl)
        return held


@pytest.fixture
def term(world: World) -> Term:
    return Term(world)


def test_a_trial_is_numbers_and_touches_nothing(term: Term, at: datetime):
    term.all_wish()
    trial = try_round(term.round, aim=Aim.TOTAL_RANK, by=term.carla, at=at)
    figures = trial.figures
    assert (figures["by_rank"], figures["cost"], figures["is_best"]) == ([2, 2, 2], 12, True)
    assert (figures["people"], figures["first"], figures["unplaced"], figures["worst"]) == (6, 2, 0, 3)
    assert [(row["given"], row["first_wishes"]) for row in figures["offerings"]] == [(2, 6), (2, 0), (2, 0)]
    assert figures["by_college"] == [
        {"name": "College", "people": 6, "first": 2, "top3": 6, "unplaced": 0, "mean": 2.0, "worst": 3}
    ]
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()
    assert not any(person.given_name in str(figures) for person in term.people)


def test_one_seat_more_tells_what_it_would_really_do(term: Term, at: datetime):
    term.all_wish()
    trial = try_round(term.round, aim=Aim.TOTAL_RANK, by=term.carla, at=at)
    assert [row["one_more"] for row in trial.figures["offerings"]] == [
        {"placed": 0, "first": 1},
        {"placed": 0, "first": 0},
        {"placed": 0, "first": 0},
    ]
    more = try_round(term.round, aim=Aim.TOTAL_RANK, by=term.carla, at=at, extra_seats={str(term.a.key): 1})
    assert more.figures["first"] == trial.figures["first"] + 1
    assert more.digest != trial.digest


def test_how_many_seats_would_help_whom_is_true_when_it_is_solved_again(term: Term, at: datetime):
    rng = np.random.default_rng(4)
    told = set()
    for aim in (Objective.DRAW, Objective.TOTAL_RANK, Objective.RANK_MAXIMAL, Objective.FAIR):
        for person in term.people:
            order = rng.permutation([term.a, term.b, term.c])[: rng.integers(1, 4)]
            term.wish(person, *order)
        Offering.objects.filter(pk__in=[term.a.pk, term.b.pk]).update(capacity=1)
        solved = solve_round(term.round, localdate(at), aim=aim, seed=3)
        for row, wishes in enumerate(solved.posed.problem.wishes):
            for rank, offering in enumerate(wishes):
                if offering < 0 or not (seats := solved.seats_that_help(row, rank)):
                    continue
                full = Offering.objects.filter(pk=solved.posed.choices[offering].offering_id)
                full.update(capacity=F("capacity") + seats)
                changed = solve_round(term.round, localdate(at), aim=aim, seed=3)
                full.update(capacity=F("capacity") - seats)
                assert np.isin(wishes[: rank + 1], changed.solution.held[row]).any()
                told.add((aim, row, rank, seats))
    assert len(told) > 8
    assert {seats for *_who, seats in told} == {1, 2, 4}


def test_publishing_gives_what_the_trial_told(term: Term, at: datetime):
    term.all_wish()
    trial = try_round(term.round, aim=Aim.TOTAL_RANK, by=term.carla, at=at)
    draw_places(term.round, trial=trial, by=term.carla, at=at)
    term.round.refresh_from_db()
    assert (term.round.digest, term.round.aim, Trial.objects.count()) == (trial.digest, "total_rank", 1)
    assert sorted(title for held in term.titles().values() for title in held) == ["a", "a", "b", "b", "c", "c"]


@pytest.mark.parametrize("change", ["wish", "seat", "other round"])
def test_a_trial_of_before_a_change_is_not_published(term: Term, at: datetime, change: str):
    term.all_wish()
    trial = try_round(term.round, aim=Aim.DRAW, by=term.carla, at=at)
    if change == "wish":
        term.wish(term.people[0], term.c)
    if change == "seat":
        Offering.objects.filter(pk=term.a.pk).update(capacity=1)
    if change == "other round":
        trial.round_id = Round.objects.create(
            region=term.world.region, opens_at=at, closes_at=at + timedelta(1), seed=1, name_nl="x", name_en="x"
        ).pk
    with pytest.raises(WishesHaveMoved):
        draw_places(term.round, trial=trial, by=term.carla, at=at)
    term.round.refresh_from_db()
    assert (term.round.state, Enrolment.objects.count(), RoundResult.objects.count()) == ("open", 0, 0)


def test_a_coach_tries_nothing(term: Term, at: datetime):
    with pytest.raises(MayNotDraw):
        try_round(term.round, aim=Aim.DRAW, by=term.world.people["coach"], at=at)


def test_too_small_a_group_is_cancelled_and_its_people_go_elsewhere(term: Term, at: datetime):
    Offering.objects.filter(pk=term.c.pk).update(capacity_min=2)
    Offering.objects.filter(pk__in=[term.a.pk, term.b.pk]).update(capacity=3)
    for person in term.people[:5]:
        term.wish(person, term.a, term.b)
    term.wish(term.people[5], term.c, term.b)
    draw_places(term.round, by=term.carla, at=at)
    term.c.refresh_from_db()
    assert term.c.state == OfferingState.CANCELLED
    assert term.titles()[term.people[5].given_name] == ["b"]
    facts = RoundResult.objects.get(person=term.people[5]).facts
    assert [line["why"] for line in facts["wishes"]] == ["cancelled", "given"]


def test_a_fixed_place_is_given_and_named(term: Term, at: datetime):
    fix_place(term.round, person=term.people[0], offering=term.a, why="Wedstrijd.", by=term.carla, at=at)
    term.all_wish()
    draw_places(term.round, by=term.carla, at=at)
    assert term.titles()[term.people[0].given_name] == ["a"]
    facts = RoundResult.objects.get(person=term.people[0]).facts
    assert [(one["reason"], one["rank"]) for one in facts["got"]] == [("fixed", 1)]


def test_who_goes_before_has_the_place_that_both_want(term: Term, at: datetime):
    first = [term.people[4], term.people[5]]
    Person.objects.filter(pk__in=[one.pk for one in first]).update(level=4)
    rank_groups(term.round, [{"name_nl": "N4", "name_en": "L4", "level": 4}], by=term.carla, at=at)
    term.all_wish()
    draw_places(term.round, by=term.carla, at=at)
    held = term.titles()
    assert [held[one.given_name] for one in first] == [["a"], ["a"]]
    facts = {one.person: one.facts for one in RoundResult.objects.select_related("person")}
    assert [facts[one]["priority"] for one in (first[0], term.people[0])] == [[], [["N4", "L4"]]]
    assert {facts[one]["wishes"][0]["why"] for one in term.people[:4]} == {"priority", "lot"}


def test_who_chose_nothing_takes_no_time_of_what_is_worked_out():
    """An integer program, and a hundred people among thousands who were asked."""
    chance = np.random.default_rng(1)
    wishes = np.full((3000, 3), -1)
    wishes[:100] = np.argsort(chance.random((100, 6)) / (1 + np.arange(6)), axis=1)[:, :3]
    problem = Problem(np.arange(3000), np.arange(6), wishes, np.full(6, 14), minimum=np.full(6, 4))
    solution = solve(problem, Objective.FAIR, seed=1)
    silent = frozenset(range(100, 3000))
    solved = Solved(Posed(problem, [], [None] * 6, {}, silent), solution, verify(problem, solution), {})
    told = [(row, rank) for row, rank in np.argwhere(np.isin(solved.reasons.why[:100], FULL))]
    assert [seats for _row, seats in solved.tries][:2] == [1, 1]
    assert len(told) > 20
    assert all(solved.most_tried(row, rank) for row, rank in told)
    assert any(solved.seats_that_help(row, rank) for row, rank in told)


def test_two_places_are_never_in_one_period(term: Term, at: datetime):
    describe_round(term.round, seats=2, by=term.carla, at=at)
    name_periods(term.round, [("Blok 1", ""), ("Blok 2", "")], by=term.carla, at=at)
    one, two = term.round.periods.order_by("number")
    put_in_round(term.round, [term.a, term.b], period=one, by=term.carla, at=at)
    put_in_round(term.round, [term.c], period=two, by=term.carla, at=at)
    Offering.objects.update(capacity=6)
    term.all_wish()
    draw_places(term.round, by=term.carla, at=at)
    assert set(map(tuple, term.titles().values())) == {("a", "c")}
    facts = RoundResult.objects.order_by("id")[0].facts
    assert [(line["why"], line["period"]) for line in facts["wishes"]] == [
        ("given", ["Blok 1", "Blok 1"]),
        ("same_period", ["Blok 1", "Blok 1"]),
        ("given", ["Blok 2", "Blok 2"]),
    ]


@pytest.mark.parametrize("places_silent", [False, True])
def test_who_ranked_nothing_gets_what_is_left_only_where_the_round_says_so(term: Term, at: datetime, places_silent):
    describe_round(term.round, places_silent=places_silent, by=term.carla, at=at)
    term.wish(term.people[0], term.a)
    draw_places(term.round, by=term.carla, at=at)
    held = term.titles()
    assert held[term.people[0].given_name] == ["a"]
    assert len(held) == (6 if places_silent else 1)
    assert RoundResult.objects.count() == len(held)
    assert sorted(Offering.objects.values_list("seats_taken", flat=True)) == ([2, 2, 2] if places_silent else [0, 0, 1])


def test_what_somebody_has_or_what_closed_is_no_wish_any_more(term: Term, at: datetime):
    term.all_wish()
    Offering.objects.filter(pk=term.b.pk).update(state=OfferingState.CLOSED)
    Person.objects.filter(pk=term.people[0].pk).update(level=1)
    Offering.objects.filter(pk=term.a.pk).update(level_min=2, level_max=4)
    asked = posed(term.round, localdate(at))
    assert asked.problem.capacity.tolist() == [2, 0, 2]
    assert asked.problem.wishes[0].tolist() == [1, 2, -1]
    assert asked.problem.wishes[1].tolist() == [0, 1, 2]


def test_the_answer_is_that_of_the_engine_on_the_same_problem(term: Term, at: datetime):
    term.all_wish()
    solved = solve_round(term.round, localdate(at), aim="fair", seed=9)
    again = solve(solved.posed.problem, Objective.FAIR, seed=9)
    assert np.array_equal(solved.solution.held, again.held)
    assert Wish.objects.count() == 18
