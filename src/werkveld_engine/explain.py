"""What made two sets of records differ, by id; and a digest that shows whether a kept set was touched."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# What a record contributes to a figure. Decimal, dates and the like are written out by the caller, who knows how.
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of records: only in the live set, only in the frozen set, in both with another value, in both alike."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    kept: frozenset[str]

    @property
    def touched(self) -> int:
        """How many records make the difference."""
        return len(self.added) + len(self.removed) + len(self.changed)

    @property
    def net(self) -> int:
        """How much larger the live set is."""
        return len(self.added) - len(self.removed)


def compare(frozen: Mapping[str, object], live: Mapping[str, object]) -> Difference:
    """Compare two sets of records, given as id -> value (any value that can be compared); O(n)."""
    both = frozen.keys() & live.keys()
    changed = frozenset(record for record in both if frozen[record] != live[record])
    return Difference(
        added=frozenset(live.keys() - frozen.keys()),
        removed=frozenset(frozen.keys() - live.keys()),
        changed=changed,
        kept=frozenset(both) - changed,
    )


def digest(records: Mapping[str, Scalar] | Iterable[tuple[str, Scalar]]) -> str:
    r"""SHA-256 over records, the same for every order; O(n log n).

    Format, so that anyone can check it: one line a record, `["<id>",<value>]` as JSON without spaces, characters
    outside ASCII as \uXXXX, floats as JSON writes them (shortest form that reads back, and 8.0 is not 8). Lines are
    sorted by code point, each ends in a line feed, the bytes are hashed and written as 64 hexadecimal digits.
    The digest of nothing is that of the empty string.

    :raises ValueError: an id stands twice, or a value is not a number (NaN, infinity).
    """
    pairs = list(records.items() if isinstance(records, Mapping) else records)
    if len({record for record, _ in pairs}) != len(pairs):
        raise ValueError("A record stands twice.")
    lines = sorted(json.dumps(pair, separators=(",", ":"), allow_nan=False) for pair in pairs)
    return hashlib.sha256("".join(line + "\n" for line in lines).encode("ascii")).hexdigest()
