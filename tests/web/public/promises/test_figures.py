"""A figure opened: by everybody, and by who guards it."""

from datetime import timedelta

import pytest
from django.test import Client

from steps.promises.world import YEAR, Book
from werkveld.steps.promises.actions import freeze, renew_figures

pytestmark = pytest.mark.slow
FIGURE = f"/en/figure/{YEAR}/people/"


def words(response: object) -> str:
    return response.content.decode()


def test_a_figure_shows_its_definition_and_its_parts_by_name(published: Book, visitor: Client):
    page = words(visitor.get(FIGURE))
    for said in ("How people counts.", "version 1, since 2020", "31 December 2025", "Fewer than 5 people", "Line R3"):
        assert said in page


def test_a_hidden_part_says_no_more_than_that(published: Book, visitor: Client):
    rows = visitor.get(FIGURE).context["parts"][0]["rows"]
    assert rows == [["Line R1", "not shown"], ["Line R2", "25"], ["Line R3", "not shown"]]


def test_a_mean_stands_beside_the_national_figure(published: Book, visitor: Client):
    page = words(visitor.get(f"/en/figure/{YEAR}/mark/"))
    for said in ("8.5", "8 answers", "margin ± 0.45", "National", "the margin of the national figure"):
        assert said in page


def test_a_claimed_figure_says_that_we_did_not_count_it(published: Book, visitor: Client):
    page = words(visitor.get("/en/claim/said/"))
    for said in ("We did not count this.", "page: below", "Year: not stated", "the year of the national figure"):
        assert said in page
    assert 'data-verdict="unclear"' in page
    assert 'data-verdict="holds"' not in page


@pytest.mark.parametrize("address", [f"/en/figure/{YEAR}/none/", "/en/claim/none/", "/en/figure/1999/people/"])
def test_what_is_not_there_is_not_found(published: Book, visitor: Client, address: str):
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("code", ["people", "none"])
def test_the_public_and_a_coach_get_no_records_whether_the_figure_exists_or_not(
    published: Book, visitor: Client, signed_in, code: str
):
    address = f"/en/figure/{YEAR}/{code}/records/"
    coach = signed_in(published.world.people["coach"])
    assert (visitor.get(address).status_code, coach.get(address).status_code) == (403, 403)
    assert "Open the records" not in words(coach.get(FIGURE))


def test_who_guards_the_figures_sees_exact_numbers_and_records_in_pages(published: Book, signed_in):
    client = signed_in(published.quality)
    assert "Open the records" in words(client.get(FIGURE))
    page = client.get(f"{FIGURE}records/")
    assert page.context["exact"].n == 40
    assert "Enrolment:" in words(page)
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache")
    published.enrol("R2", 30)
    first = client.get(f"{FIGURE}records/")
    second = client.get(f"{FIGURE}records/{first.context['next']}")
    assert (len(first.context["records"]), len(second.context["records"])) == (50, 20)


def test_the_difference_is_explained_record_by_record(published: Book, signed_in):
    world = published.world
    (gone, *_others) = published.enrol("R2", 8)
    freeze(published.report, by=published.director, at=world.at)
    (came,) = published.enrol("R3", 1)
    address = f"Enrolment:{gone.key}"
    gone.delete()
    renew_figures(world.region, YEAR, by=world.clockwork, at=world.at + timedelta(minutes=1))
    changes = signed_in(published.director).get(f"{FIGURE}records/").context["changes"]
    assert [(addresses, number) for _title, addresses, number in changes] == [
        ([f"Enrolment:{came.key}"], 1),
        ([address], 1),
        ([], 0),
    ]
