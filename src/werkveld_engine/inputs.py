"""What every problem of the engine shares: input that is refused names its row, and a digest that ignores the order."""

import hashlib
from collections.abc import Iterable
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
