"""Small groups stay hidden, also from who subtracts, joins tables or waits for the next publication.

The rule, its proof and its limits are told in `docs/developers/disclosure.md`. What callers need:

- `disclose`, `disclose_mean`, `disclose_share`, `disclose_movement`: one number about one group;
- `protect(tables, minimum=…)`: breakdowns that are published together;
- `hold(published, live, minimum=…)`: a live figure that was published before;
- `hold_with_whole(published, live, …)`: the same, where parts count someone twice and a whole counts everybody once.
"""

from werkveld_engine.disclosure.hold import Beside, Publication, Sighting, difference_is_safe, hold
from werkveld_engine.disclosure.moments import Kind, Moment, counted, person_of
from werkveld_engine.disclosure.protect import Protected, ProtectedTable, protect
from werkveld_engine.disclosure.shown import (
    HIDDEN,
    Hidden,
    Shown,
    disclose,
    disclose_mean,
    disclose_movement,
    disclose_share,
    is_small,
)
from werkveld_engine.disclosure.tables import Cell, CellId, Table, TablesDisagree, cross
from werkveld_engine.disclosure.twice import hold_with_whole

__all__ = [
    "HIDDEN",
    "Beside",
    "Cell",
    "CellId",
    "Hidden",
    "Kind",
    "Moment",
    "Protected",
    "ProtectedTable",
    "Publication",
    "Shown",
    "Sighting",
    "Table",
    "TablesDisagree",
    "counted",
    "cross",
    "difference_is_safe",
    "disclose",
    "disclose_mean",
    "disclose_movement",
    "disclose_share",
    "hold",
    "hold_with_whole",
    "is_small",
    "person_of",
    "protect",
]
