"""Rows about practice in the neighbourhood: when sites are open, what is taught, and what residents can have done."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import model_validator

from werkveld.regions.cells import (
    Clock,
    Day,
    Languages,
    Number,
    Quarters,
    Ref,
    Weekday,
    Whole,
    WorkProcessCode,
    YesNo,
    between,
    refs,
    wrong,
)
from werkveld.regions.schema import Named, Row, in_order


class OpeningHours(Row):
    """A stretch of a weekday; closed at noon is two rows."""

    key_columns = ("site", "weekday", "opens", "valid_from")

    site: Annotated[str, Ref("sites")]
    weekday: Weekday
    opens: Clock
    closes: Clock
    valid_from: Day
    valid_until: Day | None = None

    @model_validator(mode="after")
    def closes_after_it_opens(self) -> "OpeningHours":
        opens: time = self.opens
        if self.closes <= opens:
            raise wrong("order", "", first=opens, last=self.closes)
        return in_order(self, self.valid_from, self.valid_until)


class ClosedDays(Row):
    """Without a site it holds for every site of the region."""

    key_columns = ("site", "first_on")
    said_in_each_language = ("name",)

    site: Annotated[str, Ref("sites")] = ""
    first_on: Day
    last_on: Day
    name_nl: str = ""
    name_en: str = ""

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "ClosedDays":
        first: date = self.first_on
        if self.last_on < first:
            raise wrong("order", "", first=first, last=self.last_on)
        return self


class Room(Named):
    key_columns = ("site", "code")

    site: Annotated[str, Ref("sites")]
    capacity: Annotated[Whole, between(1, 1000)]


class Skill(Named):
    """Students of these qualifications have it from a year of study on."""

    qualifications: refs("qualifications") = ()  # type: ignore[valid-type]
    from_year: Whole = 1


class WorkProcess(Row):
    key_columns = ("qualification", "code")

    qualification: Annotated[str, Ref("qualifications")]
    code: WorkProcessCode
    name: str


class Help(Named):
    """What residents can have done, for how long, by how many students, and where."""

    key_columns = ("programme", "code")

    programme: Annotated[str, Ref("programmes")]
    ordering: Whole = 100
    does_nl: str = ""
    does_en: str = ""
    does_not_nl: str = ""
    does_not_en: str = ""
    minutes: Quarters
    skill: Annotated[str, Ref("skills")] = ""
    level_min: Whole | None = None
    price: Number = Decimal(0)
    languages: Languages = "nl"
    is_at_home: YesNo = False
    is_walking_along: YesNo = False
    people: Annotated[Whole, between(1, 2)] = 1
    needs_vetting: YesNo = False
    sites: refs("sites") = ()  # type: ignore[valid-type]

    @model_validator(mode="after")
    def nobody_comes_to_a_home_alone(self) -> "Help":
        if self.is_at_home and not (self.needs_vetting and self.people == 2):
            raise wrong("at_home", "")
        return self
