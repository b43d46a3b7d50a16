"""Which table each row becomes, how its stored rows are found, and by which deeds it is described and struck."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from werkveld.regions import schema
from werkveld.regions.read import schema_of
from werkveld.steps.experiences import actions as experiences
from werkveld.steps.experiences.models import ExternalMeasure
from werkveld.steps.offerings import actions as offerings
from werkveld.steps.offerings.models import Help, OfferingKind, PostcodeArea, Programme, ProgrammePart
from werkveld.steps.people import actions as people
from werkveld.steps.people.models import (
    ClosedDays,
    FundingLine,
    Norm,
    OpeningHours,
    Organization,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Project,
    Qualification,
    Region,
    Room,
    Site,
    Skill,
    Theme,
    WorkProcess,
)
from werkveld.steps.promises import actions as promises
from werkveld.steps.promises.models import (
    ClaimedFigure,
    Indicator,
    IndicatorVersion,
    Promise,
    Report,
    Section,
    Target,
)


@dataclass(frozen=True)
class Table:
    """`region` is the way from a row to its region; empty where regions share the rows."""

    name: str
    model: type[Any]
    step: Any
    region: str = "region"

    @property
    def row(self) -> type[schema.Row]:
        return schema_of(self.name)

    @property
    def is_shared(self) -> bool:
        return not self.region

    @property
    def describe(self) -> Callable[..., Any]:
        return self.step.describe

    @property
    def strike(self) -> Callable[..., None]:
        return self.step.strike

    def records(self, region: Region | None) -> QuerySet[Any]:
        """The stored rows of a region, with all that their keys and references need, in a fixed order."""
        rows = self.model.objects.order_by("pk")
        if not self.is_shared:
            rows = rows.filter(**{self.region: region}) if region else rows.none()
        refs = {column: ref for column, ref in self.row.references().items() if not ref.is_word}
        near = [way for column, ref in refs.items() if not ref.many for way in _way(column, ref.table)]
        far = [column for column, ref in refs.items() if ref.many]
        return rows.select_related(*near).prefetch_related(*far)

    def said_by(self, record: Any) -> dict[str, Any]:
        """What a stored row says, as comparable with `Row.stored`."""
        refs = self.row.references()
        said: dict[str, Any] = {}
        for column in self.columns:
            ref = refs.get(column)
            if ref is None or ref.is_word:
                said[column] = getattr(record, column)
            elif ref.many:
                said[column] = frozenset(key_of(ref.table, other) for other in getattr(record, column).all())
            else:
                other = getattr(record, column)
                said[column] = key_of(ref.table, other) if other is not None else None
        return said

    @property
    def columns(self) -> list[str]:
        more = ["precision"] if self.model is PartnershipEvent else []
        return [column for column in self.row.model_fields if column not in self.row.unstored] + more


def _way(column: str, table: str) -> list[str]:
    """A reference whose own key names another row is read along, so that a key costs no query."""
    further = [f"{column}__{name}" for name in key_references(table)]
    return [column, *further]


def key_references(table: str) -> list[str]:
    row = schema_of(table)
    return [column for column in row.key_columns if column in row.references()]


def key_of(table: str, record: Any) -> str:
    """The key of a stored row, as its package would write it."""
    row = schema_of(table)
    refs = row.references()
    parts = []
    for column in row.key_columns:
        value = getattr(record, column)
        if column in refs:
            value = key_of(refs[column].table, value) if value is not None else ""
        parts.append(str(value))
    return "/".join(parts)


# In the order in which they can be described; they are struck the other way round.
TABLES: dict[str, Table] = {
    table.name: table
    for table in [
        Table("themes", Theme, people),
        Table("norms", Norm, people),
        Table("qualifications", Qualification, people, region=""),
        Table("organizations", Organization, people),
        Table("sites", Site, people, region="organization__region"),
        Table("postcode_areas", PostcodeArea, offerings),
        Table("funding_lines", FundingLine, people),
        Table("partnerships", Partnership, people),
        Table("partnership_partners", PartnershipPartner, people, region="partnership__region"),
        Table("partnership_events", PartnershipEvent, people, region="partnership__region"),
        Table("projects", Project, people, region="partnership__region"),
        Table("offering_kinds", OfferingKind, offerings),
        Table("programmes", Programme, offerings),
        Table("programme_parts", ProgrammePart, offerings, region="programme__region"),
        Table("skills", Skill, people),
        Table("work_processes", WorkProcess, people, region=""),
        Table("opening_hours", OpeningHours, people, region="site__organization__region"),
        Table("closed_days", ClosedDays, people),
        Table("rooms", Room, people, region="site__organization__region"),
        Table("kinds_of_help", Help, offerings, region="programme__region"),
        Table("external_measures", ExternalMeasure, experiences),
        Table("indicators", Indicator, promises),
        Table("indicator_versions", IndicatorVersion, promises, region="indicator__region"),
        Table("claimed_figures", ClaimedFigure, promises),
        Table("promises", Promise, promises),
        Table("targets", Target, promises),
        Table("reports", Report, promises, region="promise__region"),
        Table("sections", Section, promises, region="report__promise__region"),
    ]
}
