"""The endpoints of the open data. Everybody may read them, from any site; they hold only what pages show too."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from werkveld.api.open_data.keeping import answered, opened
from werkveld.api.open_data.shapes import Figure, FigureInParts, Figures, Missing, Part
from werkveld.steps.promises.queries import OpenFigure, open_figure, open_figures

if TYPE_CHECKING:
    from werkveld.steps.people.models import Region

LICENCE = "CC0-1.0"
JSON = "application/json"
COLUMNS = [
    "code",
    "year",
    "origin",
    "stands",
    "promise",
    "state",
    "value",
    "live_value",
    "unit",
    "people",
    "margin",
    "name_nl",
    "name_en",
    "definition_version",
    "definition_nl",
    "definition_en",
    "population_nl",
    "population_en",
    "count_date",
    "source",
    "is_example",
    "counted_on",
    "lines_counted_on",
    "lines_total",
]

api = NinjaAPI(
    title="Werkveld open data",
    version="1",
    description="Every public figure of the region with its definition.",
    urls_namespace="open_data",
    docs_url=None,
)


@api.get("/figures.json", response={200: Figures}, url_name="figures", summary="All public figures")
def figures(request: HttpRequest) -> HttpResponse:
    return answered(request, JSON, _whole) or opened(
        HttpResponse(_listed("", []), content_type=f"{JSON}; charset=utf-8")
    )


def _whole(region: "Region") -> str:
    return _listed(region.code, open_figures(region))


def _listed(region: str, found: list[OpenFigure]) -> str:
    shapes = [Figure(**_shape(figure)).model_dump(mode="json") for figure in found]
    return json.dumps({"region": region, "licence": LICENCE, "figures": shapes}, ensure_ascii=False)


@api.get(
    "/figures/{year}/{code}.json",
    response={200: FigureInParts, 404: Missing},
    url_name="figure",
    summary="One counted figure, with its parts",
)
def figure(request: HttpRequest, year: int, code: str, promise: str = "") -> HttpResponse:
    """`promise`: as that one froze it, where another froze the same year before."""

    def alone(region: "Region") -> str | None:
        found = open_figure(region, code, year, promise)
        if found is None:
            return None
        return FigureInParts(**_shape(found), lines=[Part(**part) for part in found.parts]).model_dump_json()

    missing = json.dumps({"detail": "There is no such figure."})
    return answered(request, JSON, alone) or opened(HttpResponse(missing, content_type=JSON, status=404))


@api.get(
    "/figures.csv",
    url_name="figures_csv",
    summary="All public figures as a table",
    openapi_extra={"responses": {200: {"description": "Commas, UTF-8, a head line.", "content": {"text/csv": {}}}}},
)
def figures_csv(request: HttpRequest) -> HttpResponse:
    nothing = HttpResponse(_table([]), content_type="text/csv; charset=utf-8")
    return answered(request, "text/csv", lambda region: _table(open_figures(region))) or opened(nothing)


def _table(found: list[OpenFigure]) -> str:
    sheet = io.StringIO()
    table = csv.writer(sheet, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_cell(getattr(one, column)) for column in COLUMNS] for one in found)
    return sheet.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _shape(figure: OpenFigure) -> dict[str, Any]:
    plain = {name: getattr(figure, name) for name in OpenFigure.__slots__ if name != "parts"}
    for name in ("name", "definition", "population"):
        plain[name] = {language: plain.pop(f"{name}_{language}") for language in ("nl", "en")}
    return plain
