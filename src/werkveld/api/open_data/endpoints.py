"""The endpoints of the open data. Everybody may read them, from any site; they hold only what pages show too."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import NinjaAPI

from werkveld.api.open_data.shapes import Figure, FigureInParts, Figures, Missing, Part
from werkveld.steps.people.queries import home_region
from werkveld.steps.promises.queries import OpenFigure, open_figure, open_figures

LICENCE = "CC0-1.0"
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
    region = home_region()
    found = open_figures(region) if region else []
    whole = {
        "region": region.code if region else "",
        "licence": LICENCE,
        "figures": [Figure(**_shape(figure)).model_dump(mode="json") for figure in found],
    }
    return _open(request, json.dumps(whole, ensure_ascii=False), "application/json")


@api.get(
    "/figures/{year}/{code}.json",
    response={200: FigureInParts, 404: Missing},
    url_name="figure",
    summary="One counted figure, with its parts",
)
def figure(request: HttpRequest, year: int, code: str, promise: str = "") -> HttpResponse:
    """`promise`: as that one froze it, where another froze the same year before."""
    region = home_region()
    found = open_figure(region, code, year, promise) if region else None
    if found is None:
        return _open(request, json.dumps({"detail": "There is no such figure."}), "application/json", status=404)
    shape = FigureInParts(**_shape(found), lines=[Part(**part) for part in found.parts])
    return _open(request, shape.model_dump_json(), "application/json")


@api.get(
    "/figures.csv",
    url_name="figures_csv",
    summary="All public figures as a table",
    openapi_extra={"responses": {200: {"description": "Commas, UTF-8, a head line.", "content": {"text/csv": {}}}}},
)
def figures_csv(request: HttpRequest) -> HttpResponse:
    region = home_region()
    sheet = io.StringIO()
    table = csv.writer(sheet, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for found in open_figures(region) if region else ():
        table.writerow([_cell(getattr(found, column)) for column in COLUMNS])
    return _open(request, sheet.getvalue(), "text/csv")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _shape(figure: OpenFigure) -> dict[str, Any]:
    plain = {name: getattr(figure, name) for name in OpenFigure.__slots__ if name != "parts"}
    for name in ("name", "definition", "population"):
        plain[name] = {language: plain.pop(f"{name}_{language}") for language in ("nl", "en")}
    return plain


def _open(request: HttpRequest, content: str, kind: str, *, status: int = 200) -> HttpResponse:
    """Readable from any site; 304 for who has it already."""
    tag = f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'
    is_known = request.headers.get("If-None-Match") == tag
    make: Callable[..., HttpResponse] = HttpResponseNotModified if is_known else HttpResponse
    response = make() if is_known else make(content, content_type=f"{kind}; charset=utf-8", status=status)
    response.headers["ETag"] = tag
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
