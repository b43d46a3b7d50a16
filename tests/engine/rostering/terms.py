"""Small terms by chance, with every rule somewhere; and the best roster of one by trying them all."""

import itertools
from dataclasses import fields, replace

import numpy as np

from werkveld_engine.rostering.points import points, usable
from werkveld_engine.rostering.problem import Demand, Problem, Rules, Weights
from werkveld_engine.rostering.promises import broken


def small_term(number, *, people=(1, 4), days=(1, 9), most_cells=11):
    """The same number gives the same term; few enough cells to try every roster."""
    draw = np.random.default_rng(number)
    p = int(draw.integers(*people, endpoint=True))
    day = np.sort(draw.choice(15, size=int(draw.integers(*days, endpoint=True)), replace=False))
    kinds = int(draw.integers(1, 3))
    day, kind = np.repeat(day, kinds), np.tile(np.arange(kinds), len(day))
    t = len(day)
    coach = draw.random(p) < 0.35
    available = draw.random((p, t)) < 0.6
    while available.sum() > most_cells:
        cells = np.argwhere(available)
        available[tuple(cells[draw.integers(len(cells))])] = False
    r = int(draw.integers(0, 4))
    pairs = np.array([(s, k) for s in range(t) for k in (-1, 0, 1)])
    chosen = pairs[draw.choice(len(pairs), size=min(r, len(pairs)), replace=False)].reshape(-1, 2)
    coaches = np.flatnonzero(coach)
    own = np.full(p, -1)
    if len(coaches):
        own = np.where(coach, -1, draw.choice(np.append(coaches, -1), size=p))

    def some(*values):
        return draw.choice(values, size=p)

    return Problem(
        people=np.array([f"p{one}" for one in draw.permutation(p)]),
        shifts=draw.permutation(t),
        day=day,
        starts=kind * 240 + 540,
        ends=kind * 240 + 540 + draw.choice([180, 300], size=t),
        available=available,
        coach=coach,
        seats=draw.choice([0, 1, 2, 10**9], size=t, p=[0.1, 0.3, 0.4, 0.2]),
        per_coach=draw.choice([0, 1, 2, 10**9], size=t) if draw.random() < 0.7 else 2,
        units=draw.choice([1, 2, 3], size=t) if draw.random() < 0.5 else None,
        kind=kind,
        skills=("b", "a"),
        has_skill=draw.random((p, 2)) < 0.5,
        demand=Demand(
            *chosen.T,
            draw.integers(0, 4, len(chosen)),
            draw.integers(0, 12, len(chosen)),
            draw.integers(0, 3, len(chosen)),
        ),
        rules=Rules(
            a_day=some(1, 1, 2, -1),
            rest=some(0, 11 * 60, 18 * 60),
            a_week=some(-1, 1, 3),
            most=some(-1, -1, 4),
            run_most=some(-1, -1, 1, 2),
            run_least=some(1, 1, 2, 3),
            off_least=some(1, 1, 2, 3),
            weekends=some(-1, -1, 0, 1),
            target=some(-1, 2, 3, 6),
            least=some(0, 0, 3),
            fair_from=some(0, 0, 1),
            week_least=some(0, 1, 2),
            week_wish=some(-1, 1, 2),
            meet_times=some(0, 1, 3),
            meet_weeks=some(1, 2),
        ),
        dislike=draw.integers(-3, 4, (p, t)),
        own=own,
        fixed=None,
        kind_most=np.array([(who, 0, int(draw.integers(0, 3))) for who in range(p) if draw.random() < 0.2])
        .reshape(-1, 3)
        .astype(int),
        not_after=np.array([(1, 0)]) if draw.random() < 0.3 else np.empty((0, 2), int),
        weights=Weights(*draw.integers(0, 12, 8).tolist()),
        coaches_most=draw.choice([-1, -1, 0, 1, 2], size=t) if draw.random() < 0.5 else 1,
    )


def every_roster(problem):
    """All rosters over the cells that anyone may work: what a student cannot do for want of a coach included."""
    cells = np.argwhere(problem.available)
    for chosen in itertools.product((False, True), repeat=len(cells)):
        works = np.zeros(problem.shape, np.bool_)
        works[tuple(cells[list(chosen)].T)] = True
        yield works


def cheapest(problem):
    """What the best allowed roster costs, by trying all of them."""
    allowed = (works for works in every_roster(problem) if not any(broken(problem, works)))
    return min(sum(points(problem, works).values()) for works in allowed)


def some_rosters(problem, draw, count):
    """Rosters by chance, from sparse to full, over cells that may be worked."""
    able = usable(problem)
    for share in draw.random(count):
        yield able & (draw.random(problem.shape) < share)


def shuffled(problem, draw):
    """The same problem with its people, shifts and rows in another order; and that order of people and shifts."""
    person, shift = (draw.permutation(size) for size in problem.shape)
    at_person, at_shift = np.append(np.argsort(person), -1), np.argsort(shift)
    skill = draw.permutation(len(problem.skills))
    at_skill = np.append(np.argsort(skill), -1)
    rows = draw.permutation(len(problem.demand.shift))
    asked = problem.demand
    rules = {one.name: np.asarray(getattr(problem.rules, one.name)) for one in fields(Rules)}
    most = problem.kind_most.copy()
    most[:, 0] = at_person[most[:, 0]]

    def of_shift(values):
        return values if values is None or np.ndim(values) == 0 else np.asarray(values)[shift]

    other = replace(
        problem,
        people=np.asarray(problem.people)[person],
        shifts=np.asarray(problem.shifts)[shift],
        **{
            name: of_shift(getattr(problem, name))
            for name in ("day", "starts", "ends", "seats", "units", "kind", "per_coach", "coaches_most")
        },
        available=problem.available[person][:, shift],
        coach=problem.coach[person],
        skills=tuple(problem.skills[one] for one in skill),
        has_skill=problem.has_skill[person][:, skill],
        demand=Demand(
            at_shift[asked.shift[rows]] if len(shift) else asked.shift,
            at_skill[asked.skill[rows]],
            asked.asked[rows],
            asked.short[rows],
            asked.over[rows],
        ),
        rules=Rules(**{name: each if each.ndim == 0 else each[person] for name, each in rules.items()}),
        dislike=problem.dislike[person][:, shift],
        own=at_person[problem.own[person]],
        fixed=None if problem.fixed is None else problem.fixed[person][:, shift],
        kind_most=most[draw.permutation(len(most))],
    )
    return other, person, shift


def school_term(number, *, students=12, coaches=3, weeks=3, hours=2):
    """A term as schools have them: a timetable that leaves half days, appointments, own coach, steady pattern."""
    draw = np.random.default_rng(number)
    p, days = students + coaches, 5
    coach = np.arange(p) >= students
    week, weekday, kind = (each.reshape(-1) for each in np.indices((weeks, days, hours)))
    timetable = draw.random((p, days, hours)) < np.where(coach, 0.7, 0.55)[:, None, None]
    available = timetable[:, weekday, kind] & (draw.random((p, len(week))) > 0.08)
    asked = np.minimum(draw.poisson(0.8, (len(week), 3)), 4)
    shift, skill = np.nonzero(asked)
    target = np.where(coach, -1, draw.integers(1, 4, p) * weeks)
    return Problem(
        people=np.array([f"person-{one:03d}" for one in range(p)]),
        shifts=np.array([f"shift-{one:03d}" for one in range(len(week))]),
        day=week * 7 + weekday,
        starts=540 + 240 * kind,
        ends=720 + 240 * kind,
        available=available,
        coach=coach,
        seats=np.full(len(week), students // 3 + 1),
        per_coach=4,
        skills=("hair", "care"),
        has_skill=draw.random((p, 2)) < 0.5,
        demand=Demand(
            shift,
            np.where(skill == 2, -1, skill),
            asked[shift, skill],
            np.where(skill == 2, 6, 10),
            np.zeros(len(shift), int),
        ),
        rules=Rules(
            a_day=np.where(coach, hours, 1),
            target=target,
            a_week=np.where(coach, -1, target // weeks + 2),
            week_least=np.where(coach, 0, target // weeks),
            week_wish=np.where(coach, 5, -1),
            meet_times=np.where(coach, 0, 1),
        ),
        dislike=np.where(coach[:, None], 0, draw.integers(0, 3, (p, days, hours))[:, weekday, kind]),
        own=np.where(coach, -1, students + np.arange(p) % coaches),
    )
