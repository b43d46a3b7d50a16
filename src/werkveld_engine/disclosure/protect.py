"""Hide small parts of breakdowns that are published together, and enough others that nobody gets them by arithmetic.

A hidden total hides everything below it. Tables without shared parts are decided line by line from the top, in closed
form; tables that share parts (cross tables) are completed line by line and then audited (`linked.py`, `audit.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from werkveld_engine.disclosure.level import choose
from werkveld_engine.disclosure.linked import hide_linked
from werkveld_engine.disclosure.shown import HIDDEN, Hidden, Shown, check_minimum, is_small
from werkveld_engine.disclosure.tables import CellId, Table, checked
from werkveld_engine.disclosure.web import Web, weave

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table as everyone may see it: same labels, in the order given."""

    name: str
    total: Shown[int] | Hidden
    parts: Mapping[str, Shown[int] | Hidden]

    def mask(self, values: Mapping[str, V]) -> dict[str, Shown[V] | Hidden]:
        """Show another value per part (a mean, hours, a share of the total) where its number of people is shown.

        :raises KeyError: a label that the table does not have.
        """
        return {label: HIDDEN if self.parts[label] == HIDDEN else Shown(value) for label, value in values.items()}


@dataclass(frozen=True, slots=True)
class Protected:
    """Tables as everyone may see them, and each cell by its id."""

    tables: Mapping[str, ProtectedTable]
    cells: Mapping[CellId, Shown[int] | Hidden]

    def __getitem__(self, name: str) -> ProtectedTable:
        """The table of that name; KeyError when there is none."""
        return self.tables[name]


def protect(tables: Iterable[Table], *, minimum: int) -> Protected:
    """Decide for all tables that are published together which cells are shown.

    Give every table about the same people in one call: two calls know nothing of each other.

    What holds afterwards, for an attacker who knows every shown number, that counts are whole and not negative, and
    this rule: a hidden cell of 1..minimum-1 people in a population of at least `minimum` keeps more than one possible
    value, one of which is at least `minimum`. Where no part is shared between tables this holds even when he runs this
    code himself. A whole population of 1..minimum-1 is hidden with all its parts; then it is known to be small, no more.

    Zero is shown, except inside a breakdown that is hidden whole. The answer does not depend on the order of tables or
    parts. O(n log n) for n cells without shared parts; with shared parts some linear programs of that size.

    Source: complementary suppression and its audit as in Hundepool et al., Statistical Disclosure Control (2012),
    chapter 4; the choice by counts as a bag (`level.py`) is ours.

    :param minimum: the smallest group that may be seen; 1 hides nothing.
    :raises TablesDisagree: the tables contradict themselves or each other.
    :raises ValueError: minimum is below 1 or is 2.
    """
    check_minimum(minimum)
    given = checked(tables)
    web = weave(given)
    hidden = _hidden(web, minimum) if minimum > 1 else frozenset[int]()
    cells: dict[CellId, Shown[int] | Hidden] = {
        cell: HIDDEN if number in hidden else Shown(web.people[number]) for number, cell in enumerate(web.ids)
    }
    return Protected({table.name: _protected(table, cells) for table in given}, cells)


def _protected(table: Table, cells: Mapping[CellId, Shown[int] | Hidden]) -> ProtectedTable:
    parts = {label: cells[cell.id] for label, cell in table.parts.items()}
    return ProtectedTable(table.name, cells[table.total.id], parts)


def _hidden(web: Web, minimum: int) -> frozenset[int]:
    """Numbers of all hidden cells. A population that a linked cluster must hide is hidden for the others as well."""
    clusters = list(web.clusters())
    hidden_roots = frozenset(root for root in web.roots() if is_small(web.people[root], minimum))
    while True:
        hidden = set(hidden_roots)
        for cluster in clusters:
            hidden |= _hidden_in(web, cluster, hidden_roots, minimum)
        if (more := hidden.intersection(web.roots())) == hidden_roots:
            return frozenset(hidden)
        hidden_roots = frozenset(more)


def _hidden_in(web: Web, cluster: tuple[int, ...], hidden_roots: frozenset[int], minimum: int) -> set[int]:
    parts = [cell for number in cluster for cell in web.lines[number].parts]
    if len(parts) != len(set(parts)):
        return hide_linked(web, cluster, hidden_roots, minimum)
    return _hide_from_the_top(web, cluster, hidden_roots, minimum)


def _hide_from_the_top(web: Web, cluster: tuple[int, ...], hidden_roots: frozenset[int], minimum: int) -> set[int]:
    """Decide line by line; a line with a hidden total is hidden whole."""
    hidden = set(hidden_roots)
    for number in cluster:
        line = web.lines[number]
        if line.total in hidden:
            hidden.update(line.parts)
        else:
            choice = choose([web.people[cell] for cell in line.parts], minimum)
            hidden.update(line.parts[position] for position in choice.hidden)
    return hidden
