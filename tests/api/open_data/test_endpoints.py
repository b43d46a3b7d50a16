"""Open data: every public figure with its definition, for every site, and nothing that a page would not show."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from steps.promises.world import YEAR, Book, book
from werkveld.steps.promises.actions import freeze, renew_figures

pytestmark = pytest.mark.slow


@pytest.fixture
def told(db: None) -> Book:
    told = book(timezone.now())
    told.enrol("R1", 3)
    told.enrol("R2", 25, college=1)
    told.enrol("R3", 12, is_example=True)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=told.world.at)
    return told


def test_every_public_figure_comes_with_its_definition(told: Book):
    answer = Client().get("/data/figures.json").json()
    figures = {one["code"]: one for one in answer["figures"]}
    assert (answer["region"], answer["licence"]) == ("small", "CC0-1.0")
    assert set(figures) == {"people", "first", "mark", "new-partnerships", "said"}
    people = figures["people"]
    assert people["name"] == {"nl": "Mensen", "en": "People"}
    assert people["definition"] == {"nl": "Hoe people telt.", "en": "How people counts."}
    assert [people[name] for name in ("value", "people", "stands", "count_date", "is_example")] == [
        40,
        40,
        "live",
        f"{YEAR}-12-31",
        True,
    ]
    assert [figures["said"][name] for name in ("origin", "value", "year")] == ["claimed", 8.3, None]
    assert [figures["first"][name] for name in ("state", "value", "people")] == ["hidden", None, None]


def test_the_table_says_the_same(told: Book):
    answer = Client().get("/data/figures.csv")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (rows["people"]["value"], rows["people"]["name_nl"], rows["people"]["is_example"]) == (
        "40",
        "Mensen",
        "true",
    )
    assert (rows["first"]["state"], rows["first"]["value"]) == ("hidden", "")


def test_a_figure_has_its_parts_and_a_frozen_one_what_is_counted_now(told: Book):
    freeze(told.report, by=told.director, at=told.world.at)
    answer = Client().get(f"/data/figures/{YEAR}/people.json").json()
    assert (answer["stands"], answer["value"], answer["live_value"]) == ("frozen", 40, 40)
    assert [part["state"] for part in answer["lines"] if part["label"] == "R1"] == ["hidden"]
    assert [(part["name"], part["value"]) for part in answer["lines"] if part["label"] == "R2"] == [
        ({"nl": "Lijn R2", "en": "Line R2"}, 25)
    ]


def test_what_is_not_there_is_said_to_machines(told: Book):
    answer = Client().get(f"/data/figures/{YEAR}/none.json")
    assert (answer.status_code, answer.json()) == (404, {"detail": "There is no such figure."})


@pytest.mark.parametrize("address", ["/data/figures.json", "/data/figures.csv", f"/data/figures/{YEAR}/people.json"])
def test_any_site_may_read_it_and_who_has_it_gets_304(told: Book, address: str):
    answer = Client().get(address)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = Client().get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


ONE = f"/data/figures/{YEAR}/people.json"


@pytest.mark.parametrize(("address", "cold"), [("/data/figures.json", 6), ("/data/figures.csv", 6), (ONE, 7)])
@pytest.mark.parametrize("more_years", [0, 2])
def test_an_answer_costs_the_same_for_any_number_of_years_and_one_question_when_it_is_known(
    told: Book, address: str, cold: int, more_years: int
):
    for year in range(YEAR - more_years, YEAR):
        renew_figures(told.world.region, year, by=told.world.clockwork, at=told.world.at)
    with CaptureQueriesContext(connection) as first:
        answer = Client().get(address)
    with CaptureQueriesContext(connection) as again:
        Client().get(address)
    with CaptureQueriesContext(connection) as had:
        known = Client().get(address, headers={"If-None-Match": f'"other", {answer.headers["ETag"]}'})
    assert (len(first), len(again), len(had)) == (cold, 1, 1)
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize("address", ["/data/figures.json", "/data/figures.csv", ONE])
def test_what_moves_or_is_frozen_is_answered_at_once(told: Book, address: str):
    before = Client().get(address)
    told.enrol("R2", 30)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=told.world.at + timedelta(minutes=1))
    moved = Client().get(address, headers={"If-None-Match": before.headers["ETag"]})
    freeze(told.report, by=told.director, at=told.world.at + timedelta(minutes=1))
    frozen = Client().get(address, headers={"If-None-Match": moved.headers["ETag"]})
    assert (moved.status_code, frozen.status_code) == (200, 200)
    assert "70" in moved.content.decode()
    assert "frozen" in frozen.content.decode()
    assert "frozen" not in moved.content.decode()


def test_what_is_not_there_is_not_kept(told: Book):
    address = f"/data/figures/{YEAR - 1}/people.json"
    assert Client().get(address).status_code == 404
    renew_figures(told.world.region, YEAR - 1, by=told.world.clockwork, at=told.world.at)
    assert Client().get(address).status_code == 200


def test_the_description_for_machines_names_every_answer():
    paths = Client().get("/data/openapi.json").json()["paths"]
    assert set(paths) == {"/data/figures.json", "/data/figures.csv", "/data/figures/{year}/{code}.json"}
    assert set(paths["/data/figures/{year}/{code}.json"]["get"]["responses"]) == {"200", "404"}


@pytest.mark.django_db
def test_without_a_region_there_are_no_figures():
    assert Client().get("/data/figures.json").json()["figures"] == []
