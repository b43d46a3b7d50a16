"""One class per table of a package: which columns it has, and what each may hold.

A column without a default must be filled in. Columns that end in _nl and _en hold the same words in two languages.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from werkveld.regions.cells import (
    Code,
    Crebo,
    Day,
    Kvk,
    Latitude,
    Link,
    Longitude,
    Moment,
    MonthAndDay,
    NormValue,
    Number,
    Pairs,
    PostcodeDigits,
    Ref,
    SbbId,
    StoryRows,
    When,
    Whole,
    Year,
    YesNo,
    one_of,
    refs,
    wrong,
)
from werkveld.steps.experiences.enums import Respondents
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.people.enums import OrganizationKind, PartnershipStep
from werkveld.steps.promises.enums import Direction, PeriodKind, SectionKind, Unit


class Row(BaseModel):
    """A row of any table. `source` cites the passage; `note` is for the people who keep the package."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key_columns: ClassVar[tuple[str, ...]] = ("code",)
    said_in_each_language: ClassVar[tuple[str, ...]] = ()
    unstored: ClassVar[frozenset[str]] = frozenset({"note"})

    source: str
    note: str = ""

    @property
    def key(self) -> str:
        """Names the row within its table; several columns with a slash between them."""
        return "/".join(_word(getattr(self, column)) for column in self.key_columns)

    @classmethod
    def references(cls) -> dict[str, Ref]:
        """Which columns name rows of another table."""
        return {name: ref for name, field in cls.model_fields.items() for ref in field.metadata if isinstance(ref, Ref)}

    def stored(self) -> dict[str, Any]:
        """By column of the table what it should say: references as keys, several of them as a set."""
        refs_of = type(self).references()
        return {
            name: _as_kept(getattr(self, name), refs_of.get(name))
            for name in type(self).model_fields
            if name not in self.unstored
        }


def _word(value: Any) -> str:
    return value.on.isoformat() if isinstance(value, Moment) else str(value)


def _as_kept(value: Any, ref: Ref | None) -> Any:
    if ref is None or ref.is_word:
        return value
    return frozenset(value) if ref.many else value or None


class Named(Row):
    """A row with a code and a name in each language of the region."""

    said_in_each_language: ClassVar[tuple[str, ...]] = ("name",)

    code: Code
    name_nl: str = ""
    name_en: str = ""


class Theme(Named):
    pass


class Organization(Row):
    code: Code
    name: str
    kind: Annotated[str, one_of(OrganizationKind)]
    parent: Annotated[str, Ref("organizations")] = ""
    description_nl: str = ""
    description_en: str = ""
    website: Link = ""
    sbb_id: SbbId = ""
    kvk: Kvk = ""
    themes: refs("themes") = ()  # type: ignore[valid-type]


class Site(Row):
    code: Code
    organization: Annotated[str, Ref("organizations")]
    name: str
    street: str = ""
    postcode: str = ""
    city: str
    lat: Latitude
    lon: Longitude
    is_campus: YesNo = False
    facilities_nl: str = ""
    facilities_en: str = ""
    is_step_free: YesNo | None = None


class PostcodeArea(Row):
    code: PostcodeDigits
    town: str
    lat: Latitude
    lon: Longitude


class Qualification(Row):
    key_columns = ("crebo",)
    unstored = frozenset({"note", "source"})

    crebo: Crebo
    name: str
    level: Whole | None = None
    dossier: str = ""
    stated_in: Year


class FundingLine(Named):
    pass


class Partnership(Named):
    purpose_nl: str = ""
    purpose_en: str = ""
    themes: refs("themes") = ()  # type: ignore[valid-type]
    funding_line: Annotated[str, Ref("funding_lines")] = ""
    ended_on: Day | None = None


class PartnershipPartner(Row):
    key_columns = ("partnership", "organization")

    partnership: Annotated[str, Ref("partnerships")]
    organization: Annotated[str, Ref("organizations")]
    is_lead: YesNo = False
    contribution_nl: str = ""
    contribution_en: str = ""
    amount: Number | None = None


class PartnershipEvent(Row):
    key_columns = ("partnership", "step", "on")

    partnership: Annotated[str, Ref("partnerships")]
    step: Annotated[str, one_of(PartnershipStep)]
    on: When
    what_nl: str = ""
    what_en: str = ""

    def stored(self) -> dict[str, Any]:
        return super().stored() | {"on": self.on.on, "precision": self.on.precision.value}


class Project(Named):
    key_columns = ("partnership", "code")

    partnership: Annotated[str, Ref("partnerships")]
    starts_on: Day | None = None
    ends_on: Day | None = None
    budget: Number | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "Project":
        return in_order(self, self.starts_on, self.ends_on)


class Norm(Named):
    key_columns = ("code", "valid_from")

    value: NormValue
    unit: str = ""
    valid_from: Day
    valid_until: Day | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "Norm":
        return in_order(self, self.valid_from, self.valid_until)


def in_order(row: Any, first: date | None, last: date | None) -> Any:
    if first and last and last <= first:
        raise wrong("order", "", first=first, last=last)
    return row


class OfferingKind(Named):
    unstored = frozenset({"note", "source"})
    said_in_each_language = ("name", "plural")

    plural_nl: str = ""
    plural_en: str = ""
    ordering: Whole = 100
    is_ranked: YesNo = False
    needs_agreement: YesNo = False
    needs_recognition: YesNo = False
    has_hours: YesNo = False
    has_appointments: YesNo = False
    needs_host: YesNo = False
    is_counted_by_head: YesNo = False
    gives_evidence: YesNo = False
    hours_rule: Annotated[str, Ref("dated_rules")] = ""


class Programme(Named):
    rows: StoryRows = ""
    kind: Annotated[str, Ref("offering_kinds")]
    description_nl: str = ""
    description_en: str = ""
    organization: Annotated[str, Ref("organizations")]
    site: Annotated[str, Ref("sites")] = ""
    partnership: Annotated[str, Ref("partnerships")] = ""
    themes: refs("themes") = ()  # type: ignore[valid-type]
    audience: Annotated[str, one_of(Audience)] = Audience.LEARNER.value


class ProgrammePart(Row):
    key_columns = ("programme", "ordering")
    said_in_each_language = ("title",)

    programme: Annotated[str, Ref("programmes")]
    ordering: Whole
    title_nl: str = ""
    title_en: str = ""
    organization: Annotated[str, Ref("organizations")]
    site: Annotated[str, Ref("sites")] = ""
    hours: Whole | None = None


class ExternalMeasure(Row):
    key_columns = ("series", "year")
    said_in_each_language = ("name",)

    series: Code
    name_nl: str = ""
    name_en: str = ""
    respondents: Annotated[str, one_of(Respondents)]
    year: Year
    value: Number
    unit: str = "score"
    n: Whole | None = None
    margin: Number | None = None


class Indicator(Row):
    unstored = frozenset({"note", "source"})

    code: Code
    unit: Annotated[str, one_of(Unit)]
    direction: Annotated[str, one_of(Direction)] = Direction.UP.value
    ordering: Whole = 100
    rows: StoryRows = ""


class IndicatorVersion(Row):
    key_columns = ("indicator", "number")
    said_in_each_language = ("name", "definition")

    indicator: Annotated[str, Ref("indicators")]
    number: Whole
    first_year: Year
    name_nl: str = ""
    name_en: str = ""
    definition_nl: str = ""
    definition_en: str = ""
    population_nl: str = ""
    population_en: str = ""
    counter: Code
    params: Pairs = {}
    period: Annotated[str, one_of(PeriodKind)] = PeriodKind.CALENDAR_YEAR.value
    count_day: MonthAndDay = "12-31"
    benchmark_series: Annotated[str, Ref("external_series")] = ""


class ClaimedFigure(Named):
    value: Number
    unit: Annotated[str, one_of(Unit)]
    year: Year | None = None
    n: Whole | None = None
    margin: Number | None = None
    benchmark_series: Annotated[str, Ref("external_series")] = ""
    benchmark_year: Year | None = None
    is_said_equal: YesNo = False
    is_said_stable: YesNo = False


class Target(Named):
    promise: Annotated[str, Ref("promises")] = ""
    indicator: Annotated[str, Ref("indicators")] = ""
    programme: Annotated[str, Ref("programmes")] = ""
    value: Number
    unit: Annotated[str, one_of(Unit)]
    by_on: Day | None = None


class Promise(Row):
    said_in_each_language = ("title",)

    code: Code
    title_nl: str = ""
    title_en: str = ""


class Report(Row):
    key_columns = ("promise", "year")
    unstored = frozenset({"note", "source"})

    source: str = ""
    promise: Annotated[str, Ref("promises")]
    year: Year


class Section(Row):
    """A piece of a report; its words come from a Markdown file for each language."""

    key_columns = ("report", "code")
    unstored = frozenset({"note", "source"})
    said_in_each_language = ("heading",)

    source: str = ""
    report: Annotated[str, Ref("reports")]
    code: Code
    kind: Annotated[str, one_of(SectionKind)] = SectionKind.SECTION.value
    ordering: Whole
    heading_nl: str = ""
    heading_en: str = ""
    body_nl: str = ""
    body_en: str = ""


class Region(BaseModel):
    """What region.toml says about the region itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Code
    name_nl: str = ""
    name_en: str = ""
    languages: tuple[str, ...] = ("nl", "en")
    is_invented: bool = False
    centre_lat: Latitude
    centre_lon: Longitude
    zoom: Whole = 10
    help_phone: Annotated[str, Field(max_length=20)] = ""
    help_when_nl: Annotated[str, Field(max_length=120)] = ""
    help_when_en: Annotated[str, Field(max_length=120)] = ""
    brand: dict[str, str] = {}
    sources: dict[str, str | dict[Literal["nl", "en", "short_nl", "short_en", "lang"], str]] = {}
    outline: dict[str, Any] | None = None

    def stored(self) -> dict[str, Any]:
        return self.model_dump(exclude={"code", "languages"})
