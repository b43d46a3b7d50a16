"""The report as everybody reads it."""

import io
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from steps.promises.world import YEAR, Book
from werkveld.steps.promises.actions import freeze, renew_figures, withdraw_edition
from werkveld.steps.promises.queries import published_report

pytestmark = pytest.mark.slow
NL, EN = f"/nl/belofte/samen/{YEAR}/", f"/en/promise/samen/{YEAR}/"


def words(response: object) -> str:
    return response.content.decode()


def test_the_list_leads_to_the_report_in_both_languages(published: Book, visitor: Client):
    assert f'href="{NL}"' in words(visitor.get("/nl/belofte/"))
    assert f'href="{EN}"' in words(visitor.get("/en/promise/"))


def test_figures_stand_in_the_text_as_links_that_say_where_they_come_from(published: Book, visitor: Client):
    page = words(visitor.get(EN))
    assert f'href="/en/figure/{YEAR}/people/">40<span class="visually-hidden"> (counted, example data)</span>' in page
    assert f'<a class="figure-ref figure-ref--none" href="/en/figure/{YEAR}/first/">not shown' in page


def test_a_claimed_figure_looks_different_and_says_what_is_missing(published: Book, visitor: Client):
    page = words(visitor.get(EN))
    assert "tile--claimed" in page
    assert "how many people answered for the national figure" in page
    assert 'data-verdict="holds"' not in page


def test_a_target_without_a_day_says_so(published: Book, visitor: Client):
    page = words(visitor.get(EN))
    assert "40 of 500" in page
    assert "The source does not say by when." in page


@pytest.mark.parametrize("more", [0, 7])
def test_a_report_takes_eight_queries_and_one_when_it_is_known(published: Book, visitor: Client, more: int):
    for _ in range(more):
        published.enrol("R2", 30)
    caches["cards"].clear()  # not even the region is known
    with CaptureQueriesContext(connection) as first:
        visitor.get(NL)
    with CaptureQueriesContext(connection) as second:
        visitor.get(NL)
    assert (len(first), len(second)) == (8, 1)


def test_who_has_the_page_gets_nothing_until_a_figure_moves(published: Book, visitor: Client):
    tag = visitor.get(NL).headers["ETag"]
    again = visitor.get(NL, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    published.enrol("R2", 30)
    region, later = published.world.region, published.world.at + timedelta(minutes=1)
    renew_figures(region, YEAR, by=published.world.clockwork, at=later)
    moved = visitor.get(NL, headers={"If-None-Match": tag})
    assert moved.status_code == 200
    assert ">70<" in words(moved)


def test_a_page_of_a_visitor_is_not_given_to_who_signed_in(published: Book, visitor: Client, signed_in):
    visitor.get(NL)
    page = signed_in(published.director).get(NL)
    assert "private" in page.headers["Cache-Control"]
    assert "ETag" not in page.headers


def test_nothing_is_read_that_was_not_published_or_was_taken_back(told: Book, published: Book, visitor: Client):
    edition = published_report(told.world.region, "samen", YEAR)
    withdraw_edition(edition, by=told.director, at=told.world.at)
    assert visitor.get(NL).status_code == 404
    assert visitor.get(f"/nl/belofte/samen/{YEAR}/summary.pdf").status_code == 404
    assert visitor.get("/nl/belofte/iets/2025/").status_code == 404


def test_a_frozen_page_stays_and_says_what_moved(published: Book, visitor: Client):
    world = published.world
    freeze(published.report, by=published.director, at=world.at)
    published.enrol("R2", 12)
    renew_figures(world.region, YEAR, by=world.clockwork, at=world.at + timedelta(minutes=1))
    page = words(visitor.get(EN))
    assert "This page is frozen. 1 figure has moved since." in page
    assert "People</a>: 40 → 52" in page
    figure = words(visitor.get(f"/en/figure/{YEAR}/people/"))
    assert "It was 40 on that day and stays so here. Counted now it is 52." in figure
    assert "Since then 12 came in and 0 went out" in figure


@pytest.mark.parametrize(
    ("address", "language", "words_in"), [(NL, "nl", "Samen leren"), (EN, "en", "Learning together")]
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_summary_is_paper_in_the_language_of_the_page(
    published: Book, visitor: Client, address: str, language: str, words_in: str
):
    response = visitor.get(f"{address}summary.pdf")
    reader = PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert (response.headers["Content-Type"], reader.root_object["/Lang"]) == ("application/pdf", language)
    assert words_in in " ".join(text.split())
    assert "40" in text
    assert reader.outline
