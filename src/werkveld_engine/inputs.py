"""What every problem of the engine shares: input that is refused names its row, and a digest that ignores the order."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which table (`wishes`), which row of it counted from 0, and why.

    The row is None when the table as a whole is wrong. `why` is a code for the doors to put into words, `detail` what
    stood there.
    """

    table: str
    row: int | None
    why: str
    detail: str = ""

    def __str__(self) -> str:
        where = self.table if self.row is None else f"{self.table}, row {self.row}"
        return f"{where}: {self.why}" + (f" ({self.detail})" if self.detail else "")


class InputRefused(ValueError):
    """Nothing was computed. `faults` holds at most `MOST_FAULTS`, in the order of the tables and their rows."""

    MOST_FAULTS = 100

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)[: self.MOST_FAULTS]
        super().__init__("; ".join(str(fault) for fault in self.faults[:5]))


def digest(**tables: NDArray[Any] | float | str | None) -> str:
    """SHA-256 over named arrays and values, as hexadecimal text; O(bytes).

    Types and shapes count too. Rows have to be in a standing order: sort them by id before.
    """
    found = hashlib.sha256()
    for name in sorted(tables):
        value = tables[name]
        if isinstance(value, np.ndarray):
            whole = np.ascontiguousarray(value)
            if whole.dtype.byteorder == ">":
                whole = whole.astype(whole.dtype.newbyteorder("<"))
            found.update(f"{name}:{whole.dtype.str}:{whole.shape};".encode())
            found.update(whole.data)
        else:
            found.update(f"{name}={value!r};".encode())
    return found.hexdigest()


LARGEST = (1 << 62) - 1  # of a number that is given: twice it still fits


def not_whole(table: str, values: NDArray[Any]) -> Iterator[Fault]:
    """Numbers that are not whole, or too large to reckon with: the rows where they stand, or the table for its type."""
    if not values.size:
        return
    if values.dtype.kind in "iu":
        if values.dtype.itemsize == 8 and values.max() > LARGEST:
            yield from _rows(table, values > LARGEST, "too_large", values)
        return
    rows = list(_rows(table, values != np.floor(values), "not_whole", values)) if values.dtype.kind == "f" else []
    yield from rows or [Fault(table, None, "not_whole", str(values.dtype))]


def not_ids(table: str, ids: Any) -> Iterator[Fault]:
    """Ids that are neither text nor whole numbers."""
    found = np.asarray(ids)
    if found.size and found.dtype.kind not in "iuUS":
        wrong = np.array([not isinstance(one, str | int) for one in found.tolist()])
        yield from _rows(table, wrong, "no_id", found)


def _rows(table: str, wrong: NDArray[np.bool_], why: str, values: NDArray[Any]) -> Iterator[Fault]:
    found = np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))[: InputRefused.MOST_FAULTS]
    yield from (Fault(table, int(row), why, str(values[row])) for row in found)
