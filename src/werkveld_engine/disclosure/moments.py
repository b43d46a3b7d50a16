"""A live figure at one moment: its tables, and who is in each cell."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from werkveld_engine.disclosure.tables import CellId, Table, TablesDisagree

# person -> what that person contributes; for a count every contribution is alike.
People = Mapping[str, object]
Kind = Literal["count", "values", "sums"]
IN_A_PART = "@"


def person_of(name: str) -> str:
    """Who can be in two parts stands in each under a name of its own: `17@R10` is person `17`."""
    return name.split(IN_A_PART, 1)[0]


def counted(people: Iterable[str]) -> dict[str, object]:
    """People who are only counted."""
    return dict.fromkeys(people, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """Tables and the persons behind every cell, hidden cells included: server side only, never in a page.

    `kind` says what the public gets to see of a shown cell: only how many people ("count"), or also a mean, a sum or
    another value that changes when one person's contribution changes ("values"); "sums" are values of which the parts
    come to the whole, so that readers may have the total of the parts too. `on`: the day of this state.
    """

    tables: tuple[Table, ...]
    members: Mapping[CellId, People]
    kind: Kind = "count"
    on: date | None = None

    @classmethod
    def of(
        cls,
        population: str,
        breakdowns: Mapping[str, Mapping[str, People | Collection[str]]],
        *,
        kind: Kind = "count",
    ) -> "Moment":
        """One population and its breakdowns, as breakdown -> label -> people.

        :raises TablesDisagree: a person stands in two parts, or two breakdowns are of different people.
        """
        tables, members = [], dict[CellId, People]()
        for name, parts in breakdowns.items():
            people = {label: group if isinstance(group, Mapping) else counted(group) for label, group in parts.items()}
            tables.append(Table.of(name, {label: len(group) for label, group in people.items()}, population=population))
            members |= {(name, label): group for label, group in people.items()}
            everyone = {person: value for group in people.values() for person, value in group.items()}
            if members.setdefault((population,), everyone) != everyone:
                raise TablesDisagree(f"{name!r} is not a breakdown of the same people.")
        return cls.checked(tables, members, kind=kind)

    @classmethod
    def checked(cls, tables: Iterable[Table], members: Mapping[CellId, People], *, kind: Kind = "count") -> "Moment":
        """Tables of any shape with the people of every cell.

        :raises TablesDisagree: a cell without its people, or with another number of them than the table says.
        """
        given = tuple(tables)
        for table in given:
            for cell in (table.total, *table.parts.values()):
                if cell.id not in members or len(members[cell.id]) != cell.people:
                    raise TablesDisagree(f"The people of {cell.id} are not the {cell.people} that the table counts.")
        return cls(given, members, kind)
