"""What a figure looks like to a machine; the OpenAPI document at /data/openapi.json is made of this."""

from datetime import date

from ninja import Field, Schema


class Words(Schema):
    nl: str
    en: str


class Part(Schema):
    label: str = Field(description="The row of programmes; «-» is everything else.")
    name: Words
    state: str = Field(description="shown or hidden")
    value: float | None = Field(description="Empty when hidden.")


class Figure(Schema):
    """One figure in one year. A hidden figure has no value: a group behind it, or beside it, is small."""

    code: str
    year: int | None = Field(description="Empty when a claimed figure does not say its year.")
    origin: str = Field(description="counted from our own records, or claimed by a source outside")
    stands: str = Field(description="frozen, live or claimed")
    promise: str = Field(description="For which promise it was frozen; empty while it moves.")
    state: str = Field(description="shown or hidden")
    value: float | None
    live_value: float | None = Field(description="What is counted now, where the year is frozen.")
    unit: str
    people: int | None = Field(description="How many different people it is about, or answered.")
    margin: float | None = Field(description="Half of the 95 % interval of a mean.")
    name: Words
    definition: Words
    population: Words
    definition_version: int | None
    count_date: date | None
    source: str
    is_example: bool = Field(description="Counted from invented data, to show how the system works.")
    counted_on: date | None = Field(description="The day of what is shown, where it is shown.")
    lines_counted_on: date | None = Field(description="The day of the parts: they may stand at another than the whole.")
    lines_total: float | None = Field(
        description="All parts together on that day, hidden ones too; empty where parts do not add up or could tell of few."
    )


class FigureInParts(Figure):
    lines: list[Part] = Field(description="By row of programmes.")


class Figures(Schema):
    region: str
    licence: str
    figures: list[Figure]


class Missing(Schema):
    detail: str
