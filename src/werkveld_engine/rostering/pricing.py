"""Prices of the rows by a first-order method, and the fractional roster that goes with them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.pdlp import solvers_pb2
from ortools.pdlp.python import pdlp
from scipy.sparse import csr_array

from werkveld_engine.rostering.bound import as_prices, lower_bound
from werkveld_engine.rostering.rows import Numbers, Rows


@dataclass(frozen=True, slots=True)
class Priced:
    """prices: int64[rows] as in `bound`; bound: points; share: float64[columns], the fractional answer."""

    prices: Numbers
    bound: int
    share: NDArray[np.float64]


def price(rows: Rows, rounds: int, seconds: float | None = None) -> Priced:
    """PDLP (D. Applegate et al., 2021) for at most so many matrix products; O(entries · rounds).

    One thread and a fixed number of rounds, so the same rows give the same prices unless `seconds` cuts it short. Wherever
    it stops, its prices prove a bound; the bound of no prices at all is kept when that is higher.
    """
    nothing = Priced(np.zeros(len(rows.least), np.int64), 0, np.zeros(rows.columns))
    nothing = Priced(nothing.prices, lower_bound(rows, nothing.prices), nothing.share)
    if rounds == 0 or rows.columns == 0 or len(rows.least) == 0:
        return nothing
    answer = pdlp.primal_dual_hybrid_gradient(_programme(rows), _limits(rounds, seconds))
    prices = as_prices(np.asarray(answer.dual_solution, np.float64))
    found = Priced(prices, lower_bound(rows, prices), np.asarray(answer.primal_solution, np.float64))
    return found if found.bound >= nothing.bound else Priced(nothing.prices, nothing.bound, found.share)


def _programme(rows: Rows) -> pdlp.QuadraticProgram:
    programme = pdlp.QuadraticProgram()
    programme.resize_and_initialize(rows.columns, len(rows.least))
    shape = (len(rows.least), rows.columns)
    programme.constraint_matrix = csr_array((rows.value.astype(float), (rows.row, rows.column)), shape=shape).tocsc()
    programme.objective_vector = rows.cost.astype(float)
    programme.constraint_lower_bounds = rows.least.astype(float)
    programme.constraint_upper_bounds = np.full(len(rows.least), np.inf)
    programme.variable_lower_bounds = rows.lowest.astype(float)
    programme.variable_upper_bounds = rows.highest.astype(float)
    return programme


def _limits(rounds: int, seconds: float | None) -> solvers_pb2.PrimalDualHybridGradientParams:
    limits = solvers_pb2.PrimalDualHybridGradientParams()
    limits.num_threads = 1
    limits.termination_criteria.iteration_limit = rounds
    limits.termination_criteria.simple_optimality_criteria.eps_optimal_relative = 1e-7
    limits.termination_criteria.simple_optimality_criteria.eps_optimal_absolute = 1e-7
    if seconds is not None:
        limits.termination_criteria.time_sec_limit = seconds
    return limits
