"""The report as everybody reads it."""

import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from steps.promises.world import YEAR, Book, indicator
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Partnership, PartnershipEvent
from werkveld.steps.promises.actions import freeze, renew_figures, withdraw_edition
from werkveld.steps.promises.queries import published_report
from werkveld.web.parts.brand import brand_tokens

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
    for one in (page, figure):
        assert "12 people were added after the count date." in one
        assert "removed after" not in one


def worked(published: Book) -> list[Enrolment]:
    """Twenty people with ten hours each, frozen."""
    indicator(published.world, "hours", "approved_hours", "hours", name=("Uren", "Hours"))
    enrolled = published.enrol("R2", 20)
    published.work(enrolled, "10")
    freeze(published.report, by=published.director, at=published.world.at)
    return enrolled


@pytest.mark.parametrize(("more", "is_said"), [(7, True), (4, False)])
def test_who_was_counted_already_and_did_more_is_told_when_they_are_enough(
    published: Book, visitor: Client, more: int, is_said: bool
):
    enrolled = worked(published)
    published.work(enrolled[:more], "1", week_of=date(YEAR, 9, 15))
    published.work(published.enrol("R2", 12), "10")
    renew_figures(published.world.region, YEAR, by=published.world.clockwork, at=published.world.at + timedelta(days=1))
    figure = words(visitor.get(f"/en/figure/{YEAR}/hours/"))
    assert "12 people were added after the count date." in figure
    assert ("already counted, something changed after the count date." in figure) is is_said
    assert (f"Of {more} people already counted" in figure) is is_said


def test_what_came_before_the_count_date_is_not_said_to_come_after_it(told: Book, visitor: Client):
    """Counted in October and the same at the freezing, so whoever came since may have come in November."""
    told.enrol("R2", 40)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=datetime(YEAR, 10, 1, 9, tzinfo=UTC))
    told.enrol("R2", 2)
    freeze(told.report, by=told.director, at=told.world.at)
    told.enrol("R2", 10)
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=told.world.at + timedelta(days=1))
    figure = words(visitor.get(f"/en/figure/{YEAR}/people/"))
    assert f"12 people were added after 1 October {YEAR}." in figure


def test_what_is_not_about_people_is_told_from_one_on(told: Book, visitor: Client):
    freeze(told.report, by=told.director, at=told.world.at)
    partnership = Partnership.objects.create(region=told.world.region, code="new", name_nl="Nieuw", name_en="New")
    PartnershipEvent.objects.create(partnership=partnership, step="begun", on=date(YEAR, 5, 1), precision="day")
    renew_figures(told.world.region, YEAR, by=told.world.clockwork, at=told.world.at + timedelta(days=1))
    assert "1 partnership was added after the count date." in words(visitor.get(f"/en/figure/{YEAR}/new-partnerships/"))


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


def summary(visitor: Client) -> PdfReader:
    return PdfReader(io.BytesIO(visitor.get(f"{EN}summary.pdf").content))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_number_of_a_note_is_a_word_of_its_own(published: Book, visitor: Client):
    text = " ".join(" ".join(page.extract_text() for page in summary(visitor).pages).split())
    assert "40 [1] people learned, and not shown [2] in the first line." in text


def colours(paper: PdfReader) -> set[str]:
    """Every colour that is filled or drawn with, as hex."""
    drawn = b" ".join(page.get_contents().get_data() for page in paper.pages)
    drawn += b" ".join(
        one.get_data() for page in paper.pages for one in page.get("/Resources", {}).get("/XObject", {}).values()
    )
    triples = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", drawn)
    return {"#" + "".join(f"{round(float(one) * 255):02x}" for one in triple) for triple in triples}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_summary_wears_the_brand_of_the_region(published: Book, visitor: Client):
    region = published.world.region
    ours = brand_tokens({"primary": "#0f6153"})
    assert "#062620" in colours(summary(visitor))
    region.brand = {"primary": "#7a1f5c"}
    region.save()
    caches["cards"].clear()
    tokens, seen = brand_tokens(region.brand), colours(summary(visitor))
    assert {tokens["700"], tokens["500"], tokens["heading"]} <= seen
    assert not {"#062620", "#0f6153", "#10302b", ours["700"]} & seen
