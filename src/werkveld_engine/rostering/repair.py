"""Somebody cannot come: the roster is mended with the fewest changes for everybody else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.inputs import Fault, InputRefused
from werkveld_engine.rostering.checking import check
from werkveld_engine.rostering.halting import Halt
from werkveld_engine.rostering.mending import Aim, Mending, mending, without_coach
from werkveld_engine.rostering.neighbourhoods import columns
from werkveld_engine.rostering.problem import Problem, Stopped
from werkveld_engine.rostering.programme import Found, search
from werkveld_engine.rostering.rows import Numbers
from werkveld_engine.rostering.standing import Standing, as_given, as_standing, standing

Works = NDArray[np.bool_]
STEPS = 4.0


@dataclass(frozen=True, slots=True)
class Absence:
    """A row of the people, the first day and the last (day numbers of the term)."""

    person: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Repair:
    """works: bool[p, t]. lost: (person, shift) that fell away by the absence itself; came, went: the changes.

    uncovered: points of demand that was met before and no longer is. fewest: with so little uncovered no repair has
    fewer changes than this. cost: points of the whole roster, among repairs with as few changes. digest: of `problem`,
    which is the problem with the absences in it.
    """

    problem: Problem
    works: Works
    lost: tuple[tuple[int, int], ...]
    came: tuple[tuple[int, int], ...]
    went: tuple[tuple[int, int], ...]
    uncovered: int
    fewest: int
    cost: int
    stopped: Stopped
    seed: int
    digest: str

    @property
    def changes(self) -> int:
        return len(self.came) + len(self.went)


def repair(
    problem: Problem,
    works: Works,
    absences: Sequence[Absence],
    *,
    seed: int,
    from_day: int = 0,
    steps: float = STEPS,
    seconds: float | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Repair:
    """First as little as can be of what residents were promised is left without students, then as few people as can be
    get or lose a shift, then the roster costs as few points as can be. Nothing before `from_day` changes.

    A shift that falls away through the absence is no change. Where a coach is missing, another one comes, or students
    lose their shift. Who is absent, or was on a shift with somebody who is, need not keep to shortest runs of days.
    `steps` for each of the three aims; with enough of them `Repair.stopped` is optimal. Deterministic like `solve`.

    :raises InputRefused: also when the roster has another shape, an absence names nobody, or the past breaks rules.
    """
    check(problem)
    _refuse(problem, works, absences)
    halt = Halt(seconds, cancelled)
    changed = with_absences(problem, works, absences, from_day)
    order = standing(changed, seed)
    old, kept = as_standing(order, works), as_standing(order, works & changed.available)
    aims = mending(order, old, kept, from_day)
    values = aims.rows.values(without_coach(order, kept))
    if len(aims.rows.broken(values)):
        raise InputRefused([Fault("roster", None, "breaks_rules")])
    ask = partial(search, steps=steps, seed=seed, halt=halt)
    values, least_uncovered = _reach(aims, aims.uncovered, values, ask)
    values, fewest = _reach(aims, aims.changes, values, ask)
    values = _cheaper(aims, values, order, old, ask)
    uncovered, changes = (aims.total(aim, values) for aim in (aims.uncovered, aims.changes))
    proven = least_uncovered == uncovered and fewest == changes
    after = as_given(order, aims.works(values))
    return Repair(
        problem=changed,
        works=after,
        lost=_pairs(works & ~changed.available),
        came=_pairs(after & ~works),
        went=_pairs(works & changed.available & ~after),
        uncovered=uncovered,
        fewest=fewest,
        cost=aims.rows.total(values),
        stopped=Stopped.OPTIMAL if proven else halt.why or Stopped.EFFORT,
        seed=seed,
        digest=changed.digest(),
    )


def _reach(aims: Mending, aim: Aim, values: Numbers, ask: Callable[..., Found]) -> tuple[Numbers, int]:
    """The values that come nearest to an aim, which is held from then on; and below what nothing can come."""
    if aims.total(aim, values) == 0:
        aims.hold(aim, 0)
        return values, 0
    rows = aims.towards(aim)
    found = ask(rows, values, rows.lowest < rows.highest)
    if found.values is not None and rows.total(found.values) < rows.total(values):
        values = aims.rows.values(aims.works(found.values))
    aims.hold(aim, reached := aims.total(aim, values))
    return values, reached if found.exhausted else max(0, found.bound or 0)


def _cheaper(aims: Mending, values: Numbers, order: Standing, old: Works, ask: Callable[..., Found]) -> Numbers:
    """With the same number of changes, those that cost least, in the weeks where anything changes."""
    if aims.total(aims.changes, values) == 0:
        return values
    weeks = np.unique(order.week[(aims.works(values) != old).any(axis=0)])
    cells = (aims.rows.cell >= 0) & np.isin(order.week, weeks)
    free = columns(aims.rows, cells) & (aims.rows.lowest < aims.rows.highest)
    found = ask(aims.rows, values, free)
    return values if found.values is None or aims.rows.total(found.values) >= aims.rows.total(values) else found.values


def _pairs(cells: Works) -> tuple[tuple[int, int], ...]:
    return tuple((person, shift) for person, shift in np.argwhere(cells).tolist())


def with_absences(problem: Problem, works: Works, absences: Sequence[Absence], from_day: int = 0) -> Problem:
    """The problem in which nobody is available who said so; promises that cannot be kept are dropped with them."""
    available = problem.available.copy()
    day = np.asarray(problem.day)
    for one in absences:
        available[one.person, (day >= max(one.first, from_day)) & (day <= one.last)] = False
    lost = works & ~available
    bare = lost[problem.coach].any(axis=0) & (problem.per_shift("per_coach") > 0)
    touched = np.asarray(lost.any(axis=1) | works[:, bare].any(axis=1), np.bool_)
    rules = problem.rules
    least = {name: np.where(touched, 1, rules.of(name, len(works))) for name in ("run_least", "off_least")}
    fixed = None if problem.fixed is None else problem.fixed & available & ~bare
    return replace(problem, available=available, fixed=fixed, rules=replace(rules, **least))


def _refuse(problem: Problem, works: Works, absences: Sequence[Absence]) -> None:
    faults = []
    if works.shape != problem.shape or works.dtype != np.bool_:
        faults.append(Fault("roster", None, "shape", f"{works.shape} instead of {problem.shape}"))
    for row, one in enumerate(absences):
        if not 0 <= one.person < len(problem.people):
            faults.append(Fault("absences", row, "unknown", str(one.person)))
        if one.last < one.first:
            faults.append(Fault("absences", row, "ends_before_it_begins", f"{one.first}-{one.last}"))
    if faults:
        raise InputRefused(faults)
