"""Addresses of the promise. A figure has its own, whichever report it stands in."""

from typing import Any

from django.urls import path

from werkveld.web.public.addresses import words
from werkveld.web.public.promises import figures, records, reports

app_name = "promises"


def address(dutch: str, english: str, rest: str = "") -> Any:
    """The first word follows the language of the page."""
    return words(f"{dutch}/{rest}", f"{english}/{rest}")


urlpatterns = [
    path(address("belofte", "promise"), reports.listed, name="list"),
    path(address("belofte", "promise", "<slug:promise>/<int:year>/"), reports.report, name="report"),
    path(address("belofte", "promise", "<slug:promise>/<int:year>/summary.pdf"), reports.summary, name="pdf"),
    path(address("cijfer", "figure", "<int:year>/<slug:code>/"), figures.counted, name="figure"),
    path(address("cijfer", "figure", "<int:year>/<slug:code>/records/"), records.records, name="records"),
    path(
        address("cijfer", "figure", "<int:year>/<slug:code>/records/difference/"), records.difference, name="difference"
    ),
    path(address("bewering", "claim", "<slug:code>/"), figures.claimed, name="claimed"),
    path("open-data/", reports.open_data, name="open_data"),
]
