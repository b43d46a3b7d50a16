"""Loads a region package: all of it or nothing, through the deeds of the steps, and twice is the same as once."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkveld.ground.places import region_package
from werkveld.ground.progress import Progress, silent
from werkveld.ground.records import Invented
from werkveld.ground.refusals import Refusal
from werkveld.regions.check import faults_in
from werkveld.regions.faults import PackageIsWrong
from werkveld.regions.plan import Gone, Plan, plan_for
from werkveld.regions.read import Placed, read_package
from werkveld.regions.reports import LoadReport, gone_line
from werkveld.regions.tables import Table
from werkveld.steps.offerings import actions as offerings
from werkveld.steps.people import actions as people
from werkveld.steps.people import queries
from werkveld.steps.people.models import Person, Region


class RowsAreNeeded(Refusal):
    """Rows were taken out of the package while others still need them."""

    sentence = _("Nothing was loaded: rows that are no longer in the package cannot go while others need them.")

    def __init__(self, gone: list[tuple[str, Gone]]) -> None:
        super().__init__()
        self.gone = gone

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *(gone_line(name, gone) for name, gone in self.gone)])


def load_region(
    path: Path,
    *,
    by: Person | None,
    at: datetime,
    check_only: bool = False,
    remove: bool = False,
    progress: Progress = silent,
    base: Path | None = None,
) -> LoadReport:
    """Loads the folder at `path` on top of what every region starts with.

    With `check_only` nothing is written. Rows that are no longer in the package stay, unless `remove` is asked for;
    then what hangs on them goes too. Without `by` the product itself does it.

    :raises PackageIsWrong: with every mistake, file and line.
    :raises RowsAreNeeded: `remove` was asked for rows that others still need.
    """
    package = read_package(path, base or region_package("base"))
    _refuse([*package.faults, *faults_in(package)])
    if check_only:
        plan = plan_for(package)
        _refuse(plan.faults)
        return LoadReport(plan, is_check=True, is_removing=remove)
    with transaction.atomic():
        plan = plan_for(package)
        _refuse(plan.faults)
        needed = [(t.table.name, gone) for t in plan.tables for gone in t.gone if gone.losses.in_the_way]
        if remove and needed:
            raise RowsAreNeeded(needed)
        _Load(plan, by, at, progress).run(remove=remove)
    return LoadReport(plan, is_check=False, is_removing=remove)


def _refuse(faults: list[Any]) -> None:
    if faults:
        raise PackageIsWrong(faults)


class _Load:
    """One loading: knows the records that rows can point at."""

    def __init__(self, plan: Plan, by: Person | None, at: datetime, progress: Progress) -> None:
        self.plan, self.at, self.progress = plan, at, progress
        self.known = {(t.table.name, key): record for t in plan.tables for key, record in t.stored.items()}
        self.region = self._region(by)
        self.by = by or queries.clockwork(self.region)
        self.total = sum(len(t.new) + len(t.changed) for t in plan.tables)
        self.done = 0

    def run(self, *, remove: bool) -> None:
        for table_plan in self.plan.tables:
            for placed in _parents_first(table_plan.new):
                self._describe(table_plan.table, placed, self._fresh(table_plan.table))
            for change in table_plan.changed:
                self._describe(table_plan.table, change.placed, change.record)
        if remove:
            for table_plan in reversed(self.plan.tables):
                for gone in table_plan.gone:
                    table_plan.table.strike(gone.record, by=self.by, at=self.at)
        self._describe_region(remove=remove)
        if self.plan.region and self.plan.changes_anything(removing=remove):
            offerings.refresh_catalogue(self.region, by=self.by, at=self.at)

    def _region(self, by: Person | None) -> Region:
        said = self.plan.package.region
        assert said is not None  # noqa: S101  a plan is made of a package with a region
        if self.plan.region is None:
            return people.found(code=said.code, by=by, at=self.at, **said.stored())
        return self.plan.region

    def _describe_region(self, *, remove: bool) -> None:
        facts = {name: after for name, (_before, after) in self.plan.region_changes.items()}
        people.describe(self.region, facts=facts, by=self.by, at=self.at)
        people.remember_package(self.region, rows=_memory(self.plan, remove=remove), by=self.by, at=self.at)

    def _fresh(self, table: Table) -> Any:
        """A record without its facts, marked as invented where the whole region is."""
        start: dict[str, Any] = {"region": self.region} if table.region == "region" else {}
        if issubclass(table.model, Invented):
            start["is_example"] = self.region.is_invented
        return table.model(**start)

    def _describe(self, table: Table, placed: Placed, record: Any) -> None:
        refs = table.row.references()
        facts, links = {}, {}
        for column, value in placed.row.stored().items():
            ref = refs.get(column)
            if ref is None or ref.is_word:
                facts[column] = value
            elif ref.many:
                links[column] = [self.known[ref.table, code] for code in sorted(value)]
            else:
                facts[column] = self.known[ref.table, value] if value else None
        self.known[table.name, placed.row.key] = table.describe(
            record, facts=facts, links=links, by=self.by, at=self.at
        )
        self.done += 1
        self.progress(gettext("rows of the region"), self.done, self.total)


def _parents_first(rows: list[Placed]) -> list[Placed]:
    """A part of an organisation comes after the whole; `check` has refused circles."""
    here = {placed.row.key: placed for placed in rows}

    def depth(placed: Placed) -> int:
        above = here.get(getattr(placed.row, "parent", "") or "")
        return 0 if above is None else 1 + depth(above)

    return sorted(rows, key=depth)


def _memory(plan: Plan, *, remove: bool) -> dict[str, list[str]]:
    """By table the keys that this region got from its package; a row that stays behind is remembered too."""
    memory = {}
    for table in plan.tables:
        keys = {placed.row.key for placed in plan.package.rows.get(table.table.name, [])}
        staying = set() if remove else {gone.key for gone in table.gone}
        memory[table.table.name] = sorted(keys | staying)
    return memory
