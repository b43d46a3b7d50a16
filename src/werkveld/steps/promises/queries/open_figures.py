"""Every public figure with its definition, as machines read it: nothing in it that a page would not show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from werkveld.steps.people.models import Region
from werkveld.steps.promises.models import ClaimedFigure
from werkveld.steps.promises.queries.figures import Counted, counted_figure, every_figure
from werkveld.steps.promises.queries.naming import line_names_in

COUNTED, CLAIMED = "counted", "claimed"


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """`state`: shown, hidden or not counted; `stands`: frozen, live or claimed. `parts` only where there are any.

    `counted_on`: the day of what is shown; the parts may stand at another, and then come to a total of their own.
    `promise`: for which promise it was frozen; two may freeze the same year.
    """

    code: str
    year: int | None
    origin: str
    stands: str
    promise: str
    state: str
    value: str | None
    live_value: str | None
    unit: str
    people: int | None
    margin: str | None
    name_nl: str
    name_en: str
    definition_version: int | None
    definition_nl: str
    definition_en: str
    population_nl: str
    population_en: str
    count_date: date | None
    source: str
    is_example: bool
    counted_on: str | None
    lines_counted_on: str | None
    lines_total: str | None
    parts: list[dict[str, Any]]


def open_figures(region: Region) -> list[OpenFigure]:
    """Counted ones of every year that was counted, newest year first, then the claimed ones. Four queries."""
    counted = [_counted(figure) for figure in every_figure(region) if figure.is_counted]
    return counted + [_claimed(figure) for figure in ClaimedFigure.objects.filter(region=region).order_by("id")]


def open_figure(region: Region, code: str, year: int, promise: str = "") -> OpenFigure | None:
    """One counted figure, with its parts under their names."""
    figure = counted_figure(region, code, year, promise=promise)
    return _counted(figure, line_names_in(region)) if figure and figure.is_counted else None


Names = dict[str, dict[str, str]]


def _counted(figure: Counted, names: Names | None = None) -> OpenFigure:
    public, words = figure.public, figure.definition
    live = figure.live.public if figure.live else {}
    return OpenFigure(
        code=figure.indicator.code,
        year=figure.year,
        origin=COUNTED,
        stands="frozen" if figure.frozen else "live",
        promise=figure.frozen.report.promise.code if figure.frozen else "",
        state="shown" if figure.is_shown else "hidden",
        value=public.get("value") if figure.is_shown else None,
        live_value=live.get("value") if live.get("shown") else None,
        unit=figure.indicator.unit,
        people=public.get("people") if figure.is_shown and figure.is_about_people else None,
        margin=public.get("margin") if figure.is_shown else None,
        definition_version=words["number"],
        count_date=figure.last_day,
        source=words["source"],
        is_example=figure.is_example,
        counted_on=public.get("on"),
        lines_counted_on=public.get("lines_on"),
        lines_total=public.get("lines_total"),
        parts=_parts(public, names) if names else [],
        **{key: words[key] for key in _WORDS},
    )


_WORDS = ("name_nl", "name_en", "definition_nl", "definition_en", "population_nl", "population_en")


def _parts(public: dict[str, Any], names: Names) -> list[dict[str, Any]]:
    """Name by name what may be seen of it; a part that is not shown has no value."""
    return [
        {
            "label": part["label"],
            "name": names.get(part["label"], {"nl": "", "en": ""}),
            "state": "shown" if part["shown"] else "hidden",
            "value": part.get("value") if part["shown"] else None,
        }
        for part in public.get("lines", [])
    ]


def _claimed(figure: ClaimedFigure) -> OpenFigure:
    return OpenFigure(
        code=figure.code,
        year=figure.year,
        origin=CLAIMED,
        stands=CLAIMED,
        promise="",
        state="shown",
        value=f"{figure.value.normalize():f}",
        live_value=None,
        unit=figure.unit,
        people=figure.n,
        margin=None if figure.margin is None else f"{figure.margin.normalize():f}",
        name_nl=figure.name_nl,
        name_en=figure.name_en,
        definition_version=None,
        definition_nl="",
        definition_en="",
        population_nl="",
        population_en="",
        count_date=None,
        source=figure.source,
        is_example=False,
        counted_on=None,
        lines_counted_on=None,
        lines_total=None,
        parts=[],
    )
