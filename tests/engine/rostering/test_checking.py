"""Bad input is refused before anything is reckoned, with its table, its row and why."""

from dataclasses import replace

import numpy as np
import pytest

from engine.rostering.terms import school_term, small_term
from werkveld_engine.inputs import InputRefused
from werkveld_engine.rostering.checking import check
from werkveld_engine.rostering.problem import Demand, Rules, Weights
from werkveld_engine.rostering.solve import solve

PROBLEM = school_term(1, students=3, coaches=1, weeks=1)
P, T = PROBLEM.shape


def with_one(values, at, value):
    other = np.asarray(values).copy()
    other[at] = value
    return other


def asked(*, shift=0, skill=0, asked=1, short=1, over=0):
    return Demand(
        *(
            np.array([2, each]) if name == "shift" else np.array([0, each])
            for name, each in (("shift", shift), ("skill", skill), ("asked", asked), ("short", short), ("over", over))
        )
    )


FAULTS = [
    ({"people": with_one(PROBLEM.people, 2, PROBLEM.people[0])}, ("people", 2, "twice")),
    ({"shifts": with_one(PROBLEM.shifts, 5, PROBLEM.shifts[1])}, ("shifts", 5, "twice")),
    ({"skills": ("hair", "hair")}, ("skills", 1, "twice")),
    ({"people": np.linspace(0, 1, P)}, ("people", None, "no_ids")),
    ({"day": PROBLEM.day[:-1]}, ("day", None, "shape")),
    ({"day": PROBLEM.day / 2}, ("day", None, "not_whole")),
    ({"day": with_one(PROBLEM.day, 3, -1)}, ("day", 3, "outside_term")),
    ({"day": with_one(PROBLEM.day, 3, 20_000)}, ("day", 3, "outside_term")),
    ({"starts": with_one(PROBLEM.starts, 4, 1440)}, ("starts", 4, "no_time_of_day")),
    ({"ends": with_one(PROBLEM.ends, 4, PROBLEM.starts[4])}, ("ends", 4, "not_after_start")),
    ({"ends": with_one(PROBLEM.ends, 4, 9000)}, ("ends", 4, "not_after_start")),
    ({"seats": with_one(PROBLEM.seats, 1, -1)}, ("seats", 1, "negative")),
    ({"per_coach": -1}, ("per_coach", None, "negative")),
    ({"per_coach": np.array([2, 2])}, ("per_coach", None, "shape")),
    ({"coaches_most": -2}, ("coaches_most", None, "negative")),
    ({"units": np.full(T, -1)}, ("units", 0, "not_to_be_counted")),
    ({"kind": np.zeros(T, int)}, ("kind", 1, "twice_on_a_day")),
    ({"available": PROBLEM.available.astype(int)}, ("available", None, "not_true_or_false")),
    ({"available": PROBLEM.available[:, :-1]}, ("available", None, "shape")),
    ({"coach": PROBLEM.coach[:-1]}, ("coach", None, "shape")),
    ({"has_skill": PROBLEM.has_skill[:, :1]}, ("has_skill", None, "shape")),
    ({"dislike": with_one(PROBLEM.dislike, (2, 1), 10**9)}, ("dislike", 2, "no_points")),
    ({"own": with_one(PROBLEM.own, 1, 77)}, ("own", 1, "unknown")),
    ({"own": with_one(PROBLEM.own, 1, 0)}, ("own", 1, "no_coach")),
    ({"rules": Rules(a_day=-2)}, ("rules.a_day", None, "negative_or_too_large")),
    ({"rules": Rules(rest=-1)}, ("rules.rest", None, "negative_or_too_large")),
    ({"rules": Rules(run_least=0)}, ("rules.run_least", None, "negative_or_too_large")),
    ({"rules": Rules(meet_weeks=0)}, ("rules.meet_weeks", None, "negative_or_too_large")),
    ({"rules": Rules(target=np.array([1, 1, -5, 1]))}, ("rules.target", 2, "negative_or_too_large")),
    ({"rules": Rules(target=np.array([1, 1]))}, ("rules.target", None, "shape")),
    ({"rules": Rules(target=np.array([1.5, 1, 1, 1]))}, ("rules.target", None, "not_whole")),
    ({"weights": Weights(fair=-1)}, ("weights.fair", None, "no_points")),
    ({"weights": Weights(short=10**9)}, ("weights.short", None, "no_points")),
    ({"demand": asked(shift=99)}, ("demand.shift", 1, "unknown")),
    ({"demand": asked(skill=2)}, ("demand.skill", 1, "unknown")),
    ({"demand": asked(skill=-2)}, ("demand.skill", 1, "unknown")),
    ({"demand": asked(asked=-1)}, ("demand.asked", 1, "negative_or_too_large")),
    ({"demand": asked(short=-1)}, ("demand.short", 1, "no_points")),
    ({"demand": asked(over=-1)}, ("demand.over", 1, "no_points")),
    ({"demand": asked(shift=2)}, ("demand", 1, "twice")),
    ({"demand": replace(asked(), asked=np.array([1]))}, ("demand.asked", None, "shape")),
    ({"kind_most": np.array([[9, 0, 1]])}, ("kind_most", 0, "unknown")),
    ({"kind_most": np.array([[0, 0, -1]])}, ("kind_most", 0, "negative_or_too_large")),
    ({"kind_most": np.array([[0, 0, 1], [0, 0, 2]])}, ("kind_most", 1, "twice")),
    ({"kind_most": np.array([[0, 0]])}, ("kind_most", None, "shape")),
    ({"not_after": np.array([1, 2])}, ("not_after", None, "shape")),
    ({"fixed": ~PROBLEM.available}, ("fixed", 0, "available")),
    ({"fixed": PROBLEM.available, "seats": np.full(T, 0)}, ("fixed", None, "seats")),
    ({"fixed": PROBLEM.available, "rules": Rules(a_week=1, a_day=2)}, ("fixed", 0, "a_week")),
]


@pytest.mark.parametrize(("change", "why"), FAULTS)
def test_what_cannot_be_meant_is_refused_with_table_and_row(change, why):
    with pytest.raises(InputRefused) as refused:
        solve(replace(PROBLEM, **change), seed=1)
    assert why in [(fault.table, fault.row, fault.why) for fault in refused.value.faults]


def test_a_promise_without_any_coach_is_refused():
    alone = np.zeros((P, T), np.bool_)
    alone[0, np.flatnonzero(PROBLEM.available[0] & ~PROBLEM.available[3])[0]] = True
    with pytest.raises(InputRefused, match="no_coach_could_come"):
        check(replace(PROBLEM, fixed=alone))


def test_no_more_than_a_hundred_faults_are_listed():
    with pytest.raises(InputRefused) as refused:
        check(replace(PROBLEM, dislike=np.full((P, T), 10**9), day=np.full(T, -3)))
    assert len(refused.value.faults) <= InputRefused.MOST_FAULTS


@pytest.mark.slow
def test_small_terms_by_chance_are_all_good():
    for number in range(200):
        check(small_term(number, people=(1, 6), most_cells=40))
