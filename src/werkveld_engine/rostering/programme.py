"""Rows given to CP-SAT: what is free is searched, the rest stays as it is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from werkveld_engine.rostering.halting import Halt
from werkveld_engine.rostering.rows import Numbers, Rows

MOST_SEED = (1 << 31) - 1
GLANCE = 0.1  # seconds between two looks at whether to stop


@dataclass(frozen=True, slots=True)
class Found:
    """values: int64[columns], or None when nothing was found; bound: points, with the rest as it is.

    exhausted: there is nothing better (or nothing at all) among the free columns.
    """

    values: Numbers | None
    bound: int | None
    exhausted: bool


def search(
    rows: Rows,
    at: Numbers,
    free: NDArray[np.bool_],
    *,
    steps: float,
    seed: int,
    hinted: bool = True,
    halt: Halt | None = None,
) -> Found:
    """The best values of the free columns that a fixed number of steps finds (CP-SAT's deterministic time).

    at: int64[columns], where the others stay and, when hinted, where the search begins. One thread and no clock, so the
    same question gives the same answer; only `halt` can cut that short. The whole linear relaxation is kept in sight (`linearization_level` 2, nothing lazy): on rosters that is what finds and what proves.
    """
    part = np.flatnonzero(free)
    model = _model(rows, at, free, hinted=hinted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % MOST_SEED
    solver.parameters.max_deterministic_time = steps
    solver.parameters.linearization_level = 2
    solver.parameters.add_lp_constraints_lazily = False
    with _watched(solver, halt):
        status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Found(None, None, exhausted=True)
    bound = int(np.ceil(solver.best_objective_bound - 1e-6))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, bound, exhausted=False)
    values = at.copy()
    values[part] = np.fromiter(solver.response_proto.solution, np.int64, len(part))
    return Found(values, bound, exhausted=status == cp_model.OPTIMAL)


@contextmanager
def _watched(solver: cp_model.CpSolver, halt: Halt | None) -> Iterator[None]:
    """Stops the solver soon after halt says so."""
    if halt is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        while not over.wait(GLANCE):
            if halt.now():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _model(rows: Rows, at: Numbers, free: NDArray[np.bool_], *, hinted: bool) -> cp_model.CpModel:
    """Only the free columns and the rows they stand in; the rest is taken off the right-hand side."""
    part = np.flatnonzero(free)
    model = cp_model.CpModel()
    bounds = zip(rows.lowest[part].tolist(), rows.highest[part].tolist(), strict=True)
    columns = [model.new_int_var(low, high, "") for low, high in bounds]
    renumbered = np.full(rows.columns, -1)
    renumbered[part] = np.arange(len(part))
    inside = free[rows.column]
    least = rows.least.copy()
    np.subtract.at(least, rows.row[~inside], rows.value[~inside] * at[rows.column[~inside]])
    order = np.argsort(rows.row[inside], kind="stable")
    row, column, value = (each[inside][order] for each in (rows.row, renumbered[rows.column], rows.value))
    numbers, first = np.unique(row, return_index=True)
    chosen, worth = [columns[each] for each in column.tolist()], value.tolist()
    ends = np.append(first, len(row))[1:].tolist()
    for number, begin, end in zip(numbers.tolist(), first.tolist(), ends, strict=True):
        model.add(cp_model.LinearExpr.weighted_sum(chosen[begin:end], worth[begin:end]) >= int(least[number]))
    fixed = rows.total(at) - int(rows.cost[part] @ at[part])
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, rows.cost[part].tolist()) + fixed)
    if hinted:
        for each, hint in zip(columns, at[part].tolist(), strict=True):
            model.add_hint(each, hint)
    return model
