"""Compares a package with what is stored. Only reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkveld.regions.faults import Fault
from werkveld.regions.losses import Losses, Spot, losses
from werkveld.regions.read import Package, Placed
from werkveld.regions.tables import TABLES, Table, key_of
from werkveld.steps.people.models import Region
from werkveld.steps.promises.actions import DefinitionIsFrozen
from werkveld.steps.promises.models import FrozenFigure, IndicatorVersion, Section


@dataclass(frozen=True)
class Change:
    """A stored record that says something else than its row: by column, before and after."""

    placed: Placed
    record: Any
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Gone:
    """A record whose row is no longer in the package."""

    key: str
    record: Any
    losses: Losses


@dataclass
class TablePlan:
    table: Table
    new: list[Placed] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    same: int = 0
    edited: list[str] = field(default_factory=list)
    stored: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    """What loading would do. `region` is None when the region is new."""

    package: Package
    region: Region | None
    region_changes: dict[str, tuple[Any, Any]]
    tables: list[TablePlan]

    def changes_anything(self, *, removing: bool) -> bool:
        """Rows that are gone are a change only when they are taken out."""
        rows = any(plan.new or plan.changed or (removing and plan.gone) for plan in self.tables)
        return rows or bool(self.region_changes)

    @property
    def faults(self) -> list[Fault]:
        return [fault for table in self.tables for fault in _frozen_definitions(table)]


def plan_for(package: Package) -> Plan:
    """Two questions a table at most, however many rows it has, and some for each row that is gone."""
    said = package.region
    if said is None:
        raise ValueError("a package without a region has faults and no plan")
    region = Region.objects.filter(code=said.code).first()
    changes = _differences({name: getattr(region, name) for name in said.stored()} if region else {}, said.stored())
    tables = [_table_plan(table, package.rows.get(table.name, []), region) for table in TABLES.values()]
    _find_gone(tables, (region.package if region else {}), package)
    return Plan(package, region, changes, tables)


def _table_plan(table: Table, wanted: list[Placed], region: Region | None) -> TablePlan:
    plan = TablePlan(table, stored={key_of(table.name, record): record for record in table.records(region)})
    for placed in wanted:
        record = plan.stored.get(placed.row.key)
        if record is None:
            plan.new.append(placed)
        elif not (columns := _differences(table.said_by(record), placed.row.stored())):
            plan.same += 1
        elif is_edited(record):
            plan.edited.append(placed.row.key)
        else:
            plan.changed.append(Change(placed, record, columns))
    return plan


def _differences(stored: dict[str, Any], said: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (stored.get(name), value) for name, value in said.items() if stored.get(name) != value}


def is_edited(record: Any) -> bool:
    """Words that the board has changed or frozen since belong to the board."""
    return isinstance(record, Section) and bool(record.turn or record.report.frozen_at)


def _find_gone(tables: list[TablePlan], remembered: dict[str, list[str]], package: Package) -> None:
    """Only what an earlier package held can be gone: what people added at their desks is theirs."""
    going: set[Spot] = set()
    candidates: list[tuple[TablePlan, str]] = []
    for plan in tables:
        wanted = {placed.row.key for placed in package.rows.get(plan.table.name, [])}
        for key in remembered.get(plan.table.name, []):
            if key not in wanted and key in plan.stored and not plan.table.is_shared:
                candidates.append((plan, key))
                going.add((plan.table.model, plan.stored[key].pk))
    for plan, key in candidates:
        record = plan.stored[key]
        plan.gone.append(Gone(key, record, losses(record, also_going=going)))


def _frozen_definitions(plan: TablePlan) -> Iterator[Fault]:
    """The deed would refuse it too; a plan says it with file and line."""
    for change in plan.changed:
        version = change.record
        if not isinstance(version, IndicatorVersion):
            return
        if FrozenFigure.objects.filter(indicator_id=version.indicator_id, version=version.number).exists():
            facts = (("number", version.number), ("indicator", version.indicator.code))
            yield Fault(change.placed.file, change.placed.line, "", DefinitionIsFrozen.sentence, facts)
