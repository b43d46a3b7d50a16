"""When a live figure may be published again: only in steps that are about no one or about enough people.

Whether a new state may be seen is decided by numbers that the public has, or gets, and not by hidden ones: a rule that
looked at a hidden cell would tell about it by holding. For values (means, sums) it looks at who was touched as well.
Never tell the public that something is held: "held" says that a few people came or left. Say the date of what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from werkveld_engine.disclosure.moments import Kind, Moment, People
from werkveld_engine.disclosure.protect import Protected, ProtectedTable, protect
from werkveld_engine.disclosure.shown import HIDDEN, Hidden, Shown, check_minimum, is_small
from werkveld_engine.disclosure.tables import CellId
from werkveld_engine.disclosure.web import weave
from werkveld_engine.explain import compare


def difference_is_safe(before: People, after: People, *, minimum: int, kind: Kind = "count") -> bool:
    """May a group be published as `after` when it was published as `before`? O(n).

    - count: who subtracts learns only people who came minus people who left; that is 0 or at least `minimum` in size.
      A person replaced by another gives 0: the number stays the same and tells nothing.
    - values: who subtracts two sums learns the sum over everyone who came, left or changed; nobody or at least
      `minimum` persons, on top of the rule for the count. A person replaced by another is two persons, so not safe.
    """
    difference = compare(before, after)
    if is_small(abs(difference.net), minimum):
        return False
    return kind == "count" or not is_small(difference.touched, minimum)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One table, or one whole population (`parts` is empty), as the public saw it, with the people behind it.

    `on`: the day of this state, for readers. The same state on a later day is no other state.
    """

    name: str
    total: CellId
    parts: Mapping[str, CellId]
    shown: frozenset[CellId]
    members: Mapping[CellId, People] = field(repr=False)
    on: date | None = field(default=None, compare=False)

    def seen(self, cell: CellId) -> Shown[int] | Hidden:
        """The number of people in a cell, as the public sees it."""
        return Shown(len(self.members[cell])) if cell in self.shown else HIDDEN

    def table(self) -> ProtectedTable:
        """This table as the public sees it."""
        return ProtectedTable(self.name, self.seen(self.total), {k: self.seen(cell) for k, cell in self.parts.items()})

    def people(self, cells: Iterable[CellId]) -> People:
        """Everyone in these cells; a cell that was not there then had no people."""
        return {person: value for cell in cells for person, value in self.members.get(cell, {}).items()}

    def hidden_parts(self) -> frozenset[CellId]:
        """The parts that the public does not see."""
        return frozenset(self.parts.values()) - self.shown


@dataclass(frozen=True, slots=True)
class Beside:
    """Shown parts that may count someone twice, and the whole beside them that counts everybody once: numbers only."""

    parts: Mapping[CellId, int]
    whole: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What stands now per table and per population, and all that was ever seen; keep it for the next `hold`.

    A breakdown may stand at an older moment than its population: it has its own total, of its own moment.
    `held` names the tables that did not move though they differ; for the board only, never for the public.
    `beside`: parts and whole that readers saw beside each other, where parts may count someone twice (`twice.py`).
    """

    tables: Mapping[str, Sighting]
    populations: Mapping[CellId, Sighting]
    held: frozenset[str] = frozenset()
    earlier: tuple[Sighting, ...] = field(default=(), repr=False)
    beside: tuple[Beside, ...] = ()

    def __getitem__(self, name: str) -> ProtectedTable:
        """The table of that name as the public sees it; KeyError when there is none."""
        return self.tables[name].table()

    def standing(self, like: Sighting) -> Sighting | None:
        """What stands now of the same table or population."""
        return self.tables.get(like.name) if like.parts else self.populations.get(like.total)

    def knowing(self, *others: "Publication") -> "Publication":
        """The same, for a public that has seen other publications too, such as a frozen year."""
        seen = [sighting for other in others for sighting in other.earlier if sighting not in self.earlier]
        return replace(self, earlier=(*self.earlier, *seen))


NOTHING_YET = Publication({}, {})


def hold(published: Publication | None, live: Moment, *, minimum: int) -> Publication:
    """Publish the live state where that is safe, and keep the previous state where it is not.

    A unit moves as a whole: one population by itself, or all breakdowns that share a part (nested, crossed). It moves
    when, against everything ever seen, and for all its tables:

    1. every cell shown then and now differs safely (`difference_is_safe`);
    2. so does every group of parts whose sum the public has at both times: the parts hidden then or now;
    3. the parts hidden now are none of the parts hidden then, or all of them and perhaps more: a hidden small part
       that gets another partner could be cornered between the two;
    4. no population that was shown gets hidden.

    What is seen for the first time is published by `protect` alone. O(sightings times people).

    :param published: the answer of the last call, or None.
    :raises TablesDisagree: the live tables contradict themselves or each other.
    :raises ValueError: minimum is below 1 or is 2.
    """
    check_minimum(minimum)
    before = published or NOTHING_YET
    tables, populations = dict(before.tables), dict(before.populations)
    held, seen = set[str](), list(before.earlier)
    for unit in _units(live, minimum):
        news = [sighting for sighting in unit if before.standing(sighting) != sighting]
        if not all(_is_safe(old, new, minimum, live.kind) for new in news for old in before.earlier):
            held |= {sighting.name for sighting in unit}
            continue
        tables |= {sighting.name: sighting for sighting in news if sighting.parts}
        populations |= {sighting.total: sighting for sighting in news if not sighting.parts}
        seen += news
    return Publication(tables, populations, frozenset(held), tuple(seen), before.beside)


def _units(live: Moment, minimum: int) -> Iterator[list[Sighting]]:
    """What moves together: each whole population by itself, each cluster of tables that share a part."""
    protected, web = protect(live.tables, minimum=minimum), weave(live.tables)
    for root in web.roots():
        yield [_sighting(web.ids[root][-1], web.ids[root], {}, live, protected)]
    parts = {table.name: {label: cell.id for label, cell in table.parts.items()} for table in live.tables}
    for cluster in web.clusters():
        lines = [web.lines[number] for number in cluster]
        yield [_sighting(line.name, web.ids[line.total], parts[line.name], live, protected) for line in lines]


def _sighting(name: str, total: CellId, parts: Mapping[str, CellId], live: Moment, protected: Protected) -> Sighting:
    cells = [total, *parts.values()]
    shown = frozenset(cell for cell in cells if protected.cells[cell] != HIDDEN)
    return Sighting(name, total, parts, shown, {cell: live.members[cell] for cell in cells}, live.on)


def _is_safe(old: Sighting, new: Sighting, minimum: int, kind: Kind) -> bool:
    """Whether who saw `old` may see `new`: rules 1 to 4 of `hold`."""
    if not new.parts and new.total in old.shown and new.total not in new.shown:
        return False
    groups = [[cell] for cell in old.shown & new.shown]
    if new.parts and old.name == new.name and {old.total} <= old.shown and {new.total} <= new.shown:
        then, now = old.hidden_parts(), new.hidden_parts()
        if then & now and not then <= now:
            return False
        groups += [sorted(now)] if then & now else [sorted(then), sorted(now)]
    return all(difference_is_safe(old.people(group), new.people(group), minimum=minimum, kind=kind) for group in groups)
