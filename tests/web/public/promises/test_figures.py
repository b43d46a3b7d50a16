"""A figure opened: by everybody, and by who guards it."""

import pytest
from django.test import Client

from steps.promises.world import YEAR, Book

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


def test_a_source_is_named_in_the_readers_language(published: Book, visitor: Client):
    region = published.world.region
    region.sources = {"page": {"nl": "Een", "en": "One", "short_nl": "De pagina", "short_en": "The page", "lang": "nl"}}
    region.save()
    assert "<dd>De pagina: below</dd>" in words(visitor.get("/nl/bewering/said/"))
    assert '<dd>The page: <span lang="nl">below</span></dd>' in words(visitor.get("/en/claim/said/"))
    assert 'Source: The page: <span lang="nl">below</span>' in words(visitor.get(f"/en/promise/samen/{YEAR}/"))


@pytest.mark.parametrize("address", [f"/en/figure/{YEAR}/none/", "/en/claim/none/", "/en/figure/1999/people/"])
def test_what_is_not_there_is_not_found(published: Book, visitor: Client, address: str):
    assert visitor.get(address).status_code == 404


def test_who_guards_the_figures_sees_exact_numbers_and_the_way_to_the_records(published: Book, signed_in):
    client = signed_in(published.quality)
    page = client.get(FIGURE)
    assert page.context["exact"] == [
        ("Exact value now", "40 people"),
        ("Records", "40"),
        ("Different people", "40"),
    ]
    assert f'href="{FIGURE}records/"' in words(page)


def test_a_coach_and_the_public_see_no_way_to_the_records(published: Book, visitor: Client, signed_in):
    for client in (visitor, signed_in(published.world.people["coach"])):
        assert f"{FIGURE}records/" not in words(client.get(FIGURE))
        assert "Exact value now" not in words(client.get(FIGURE))
