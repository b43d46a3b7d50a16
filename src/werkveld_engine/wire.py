"""Tasks and answers as text, so that any queue can carry them to another machine. Nothing in a text is ever executed.

Only what is listed here comes out of it: the records of the engine, arrays of numbers and of text, and plain values.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import fields
from typing import Any
from zlib import compress, decompress

import numpy as np

from werkveld_engine import blocks, electives, ranking
from werkveld_engine.electives.problem import Quota, Shared

RECORDS: dict[str, Any] = {
    "round": blocks.Round,
    "people": blocks.People,
    "electives": electives.Problem,
    "shared": Shared,
    "quota": Quota,
    "places": electives.Solution,
    "ranking": ranking.Problem,
    "recommended": ranking.Solution,
}
NAMES = {kind: name for name, kind in RECORDS.items()}
KINDS = "biufUS"  # of arrays: numbers and text, never objects
QUICK = 1  # of the nine levels of zlib: arrays of wishes halve, and it takes no time


def packed(value: Any) -> str:
    """A text of JSON; O(size).

    :raises TypeError: something is not listed here.
    """
    return json.dumps(_told(value), separators=(",", ":"))


def unpacked(text: str) -> Any:
    """What was packed: the same values in the same types.

    :raises ValueError, KeyError, TypeError: it was not packed here.
    """
    return _meant(json.loads(text))


def _told(value: Any) -> Any:
    if isinstance(value, electives.Objective):
        return {"objective": str(value)}
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.integer | np.floating):
        return value.item()
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, list | tuple):
        return {type(value).__name__: [_told(one) for one in value]}
    return {NAMES[_listed(value)]: {one.name: _told(getattr(value, one.name)) for one in fields(value)}}


def _listed(value: Any) -> type:
    kind = type(value)
    if kind not in NAMES:
        raise TypeError(f"{kind.__name__} does not travel")
    return kind


def _array(values: Any) -> dict[str, Any]:
    if values.dtype.kind not in KINDS:
        raise TypeError(f"an array of {values.dtype} does not travel")
    whole = np.ascontiguousarray(values)
    return {"array": [whole.dtype.str, list(whole.shape), b64encode(compress(whole.tobytes(), QUICK)).decode()]}


def _meant(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    ((name, inside),) = told.items()
    if name == "objective":
        return electives.Objective(inside)
    if name == "array":
        return _as_array(*inside)
    if name in ("list", "tuple"):
        found = [_meant(one) for one in inside]
        return found if name == "list" else tuple(found)
    return RECORDS[name](**{key: _meant(one) for key, one in inside.items()})


def _as_array(kind: str, shape: list[int], text: str) -> Any:
    dtype = np.dtype(kind)
    if dtype.kind not in KINDS:
        raise TypeError(f"an array of {dtype} does not travel")
    return np.ndarray(shape, dtype, bytearray(decompress(b64decode(text))))
