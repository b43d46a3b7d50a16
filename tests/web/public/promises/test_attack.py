"""An attacker reads every page, every sheet and every paper, subtracts whatever can be subtracted, and waits for more."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import timedelta
from html.parser import HTMLParser
from itertools import combinations

import pytest
from django.test import Client
from pypdf import PdfReader

from steps.promises.world import LINES, YEAR, Book, indicator
from werkveld.steps.promises.actions import freeze, publish, renew_figures
from werkveld.steps.promises.models import Indicator

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


PEOPLE = f"/en/figure/{YEAR}/people/"
DAY = 24 * 60
PARTS = ("lines", "lines_total", "lines_counted_on")


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def said(html: str) -> str:
    reader = Words()
    reader.feed(html)
    return " ".join(" ".join(reader.found).split())


@pytest.fixture
def told(told: Book) -> Book:
    """Three people in the first line, with hours and marks that nobody else could have."""
    indicator(told.world, "hours", "approved_hours", "hours", name=("Uren", "Hours"))
    for line in LINES:
        code = line.lower()
        indicator(told.world, f"hours-{code}", "approved_hours", "hours", params={"row": line})
        indicator(told.world, f"people-{code}", "people_placed", "people", params={"row": line})
    for line, count, hours in (("R1", 3, "41.25"), ("R2", 25, "10"), ("R3", 12, "7")):
        told.work(told.enrol(line, count, college=line == "R2"), hours)
    told.answer([6, 7, 7, 6])
    publish(told.report, by=told.director, at=told.world.at)
    return told


def count_again(told: Book, minutes: int) -> None:
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=told.world.at + timedelta(minutes=minutes))


def everything(client: Client) -> dict[str, str]:
    """All words that anyone can get, by address."""
    codes = list(Indicator.objects.order_by("code").values_list("code", flat=True))
    pages = ["/nl/belofte/", "/en/promise/", f"/nl/belofte/samen/{YEAR}/", f"/en/promise/samen/{YEAR}/"]
    pages += ["/en/claim/said/", "/en/open-data/", *(f"/en/figure/{YEAR}/{code}/" for code in codes)]
    sheets = ["/data/figures.json", "/data/figures.csv", *(f"/data/figures/{YEAR}/{code}.json" for code in codes)]
    papers = [f"/en/promise/samen/{YEAR}/summary.pdf"]
    found = {page: said(client.get(page).content.decode()) for page in pages}
    found |= {sheet: client.get(sheet).content.decode() for sheet in sheets}
    for paper in papers:
        pdf = PdfReader(io.BytesIO(client.get(paper).content))
        found[paper] = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    return found


def numbers(texts: Iterable[str]) -> set[str]:
    return {number.replace(",", "").rstrip(".") for text in texts for number in re.findall(r"\d[\d.,]*", text)}


def parts(client: Client, code: str) -> list[float | None]:
    return [part["value"] for part in client.get(f"/data/figures/{YEAR}/{code}.json").json()["lines"]]


def test_nothing_small_is_printed_anywhere(told: Book, visitor: Client):
    count_again(told, 1)
    found = everything(visitor)
    seen = numbers(found.values())
    assert {"123.75", "123.8", "123", "6.5", "250", "373.75"} & seen <= {
        "250"
    }  # the small line, alone or with the rest
    for address, text in found.items():
        after = re.findall(r"Line R1 (\S+ \S+)", text)
        assert set(after) <= {"not shown"}, address
    sheet = {row["code"]: row for row in csv.DictReader(io.StringIO(found["/data/figures.csv"]))}
    assert [(sheet[code]["state"], sheet[code]["value"], sheet[code]["people"]) for code in ("people-r1", "mark")] == [
        ("hidden", "", "")
    ] * 2


def test_nothing_small_comes_out_by_subtracting(told: Book, visitor: Client):
    count_again(told, 1)
    for code in ("people", "hours"):
        hidden = [value for value in parts(visitor, code) if value is None]
        assert len(hidden) == 2
    shown = [float(number) for number in numbers([visitor.get("/data/figures.json").content.decode()])]
    small = 3 * 41.25
    sheet = visitor.get(f"/data/figures/{YEAR}/hours.json").json()
    shown += [sheet["lines_total"], *(part["value"] for part in sheet["lines"] if part["value"] is not None)]
    assert sheet["lines_total"] == sheet["value"]
    assert [pair for pair in combinations(shown, 2) if abs(abs(pair[0] - pair[1]) - small) < 0.01] == []


def test_nothing_small_comes_out_of_parts_that_stand_still_beside_a_whole_that_moves(told: Book, visitor: Client):
    """Two in a small line and three in a large one: five in the whole, which moves; the lines do not."""
    count_again(told, 1)
    old = visitor.get(f"/data/figures/{YEAR}/hours.json").json()
    told.work(told.enrol("R1", 2), "41.25")
    told.work(told.enrol("R2", 3), "3")
    count_again(told, 1 + DAY)
    new = visitor.get(f"/data/figures/{YEAR}/hours.json").json()
    assert (new["value"] - old["value"], new["counted_on"] > old["counted_on"]) == (91.5, True)
    assert [new[name] for name in PARTS] == [old[name] for name in PARTS]
    told.work(told.enrol("R1", 1), "8")
    count_again(told, 1 + 2 * DAY)
    after = visitor.get(f"/data/figures/{YEAR}/hours.json").json()
    assert [after[name] for name in ("value", *PARTS)] == [new[name] for name in ("value", *PARTS)]


def test_nothing_small_comes_out_by_waiting(told: Book, visitor: Client):
    count_again(told, 1)
    first = everything(visitor)
    told.enrol("R2", 1)
    told.enrol("R1", 1)
    count_again(told, 2)
    assert everything(visitor) == first


def test_nothing_small_comes_out_of_a_frozen_year_that_moves(told: Book, visitor: Client):
    (gone, *_kept) = told.enrol("R3", 9)
    freeze(told.report, by=told.director, at=told.world.at)
    before = numbers(everything(visitor).values())
    gone.delete()
    told.enrol("R3", 9)
    count_again(told, 3)
    after = everything(visitor)
    assert re.findall(r"\w+ (?:was|were) (?:added|removed)", after[PEOPLE]) == []
    assert "How many people that is about is not shown." in after[PEOPLE]
    assert "49" in before  # forty and nine, frozen
    assert "57" in after[PEOPLE]
