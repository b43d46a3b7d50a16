"""Raw counts with the people and records behind them. They leave this step only disclosed."""

from werkveld.steps.promises._counting.counters import COUNTERS, Counter, UnknownCounter, counter_of
from werkveld.steps.promises._counting.counts import Count, count, has_example, records_of, span_of
from werkveld.steps.promises._counting.families import Family, family_of, moment_of
from werkveld.steps.promises._counting.keeping import (
    pack_behind,
    pack_publication,
    pack_records,
    unpack_behind,
    unpack_publication,
    unpack_records,
)

__all__ = [
    "COUNTERS",
    "Count",
    "Counter",
    "Family",
    "UnknownCounter",
    "count",
    "counter_of",
    "family_of",
    "has_example",
    "moment_of",
    "pack_behind",
    "pack_publication",
    "pack_records",
    "records_of",
    "span_of",
    "unpack_behind",
    "unpack_publication",
    "unpack_records",
]
