"""Compiles loops that allocate nothing, so that no reference to an array has to be counted."""

from collections.abc import Callable
from typing import Any

from numba import njit


def lean(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `numba.njit`, for functions that get their arrays in a tuple and make none.

    Taking an array out of a tuple counts a reference, which took more than half of the time. Numba has this switch for
    its own use and does not promise it; without it everything works as well, only slower.
    """
    switches: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
    compiled: Callable[..., Any] = njit(**switches)(function)
    return compiled
