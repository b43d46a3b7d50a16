"""A proof that needs no solver: prices of rows tell below which cost no roster can come. Imports NumPy only."""

import numpy as np
from numpy.typing import NDArray

from werkveld_engine.rostering.rows import Numbers, Rows

SCALE = 1 << 16  # prices are whole numbers of 1/65536 point, so that the bound is reckoned without rounding
DEAREST = 1 << 40


def as_prices(found: NDArray[np.float64]) -> Numbers:
    """Whole prices near those of a solver, int64[rows]; what is below nothing or no number becomes nothing."""
    return np.round(np.clip(np.nan_to_num(found, nan=0.0), 0, DEAREST / SCALE) * SCALE).astype(np.int64)


def lower_bound(rows: Rows, prices: Numbers) -> int:
    """No roster costs less, whatever the prices are: the Lagrangian bound, rounded up to whole points; O(entries).

    Every row says A · v - least ≥ 0, so cost · v ≥ cost · v - prices · (A · v - least); that is smallest with each
    column at the end of its bounds that the sign of its reduced cost names (A. M. Geoffrion, Lagrangean relaxation
    for integer programming, 1974). Costs and values are whole numbers, so the next whole number holds too.

    :raises ValueError: a price is below nothing, or there are more or fewer than rows.
    """
    if prices.shape != rows.least.shape or (prices < 0).any():
        raise ValueError("One price of at least nothing for each row.")
    reduced = reduced_costs(rows, prices)
    ends = np.where(reduced > 0, rows.lowest, rows.highest)
    whole = sum((reduced.astype(object) * ends).tolist()) + sum((prices.astype(object) * rows.least).tolist())
    return int(-(-whole // SCALE)) + rows.constant


def reduced_costs(rows: Rows, prices: Numbers) -> Numbers:
    """What a column costs beyond what it brings the rows, in 1/65536 point; int64[columns]."""
    reduced = rows.cost * SCALE
    np.subtract.at(reduced, rows.column, rows.value * prices[rows.row])
    return reduced
