"""The records behind a figure, opened by who guards it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from steps.promises.world import YEAR, Book
from werkveld.steps.deeds.queries import looks_at
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.promises.actions import freeze, let_go, renew_figures

pytestmark = pytest.mark.slow
FIGURE = f"/en/figure/{YEAR}/people/"
RECORDS, DIFFERENCE = f"{FIGURE}records/", f"{FIGURE}records/difference/"


def words(response: object) -> str:
    return response.content.decode()


@pytest.mark.parametrize("page", ["records/", "records/difference/"])
@pytest.mark.parametrize("code", ["people", "none"])
def test_the_public_and_a_coach_get_no_records_whether_the_figure_exists_or_not(
    published: Book, visitor: Client, signed_in, code: str, page: str
):
    address = f"/en/figure/{YEAR}/{code}/{page}"
    coach = signed_in(published.world.people["coach"])
    assert (visitor.get(address).status_code, coach.get(address).status_code) == (403, 403)


def test_records_come_in_pages_that_no_browser_keeps(published: Book, signed_in):
    client = signed_in(published.quality)
    published.enrol("R2", 30)
    first = client.get(RECORDS)
    second = client.get(f"{RECORDS}{first.context['next']}")
    assert (len(first.context["records"]), len(second.context["records"])) == (50, 20)
    assert first.headers["Cache-Control"].startswith("max-age=0, no-cache")
    assert "Enrolment:" in words(first)
    assert f'href="{RECORDS}"' in words(second)
    assert client.get(f"{RECORDS}?after=x").status_code == 200


@pytest.mark.parametrize("more", [0, 40])
def test_a_page_of_records_takes_the_same_queries_for_one_line_as_for_many(published: Book, signed_in, more: int):
    published.enrol("R2", more)
    client = signed_in(published.quality)
    client.get("/en/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/en/figure/{YEAR}/people/records/")
    assert len(asked) == 15


def test_whose_records_were_opened_can_read_who_looked(published: Book, signed_in):
    signed_in(published.quality).get(RECORDS)
    someone = Person.objects.filter(given_name__startswith="Lid").order_by("pk").first()
    assert [look.by for look in looks_at(someone)] == [published.quality.key]
    assert "Records behind a figure of the public promise" in words(signed_in(someone).get("/en/mijn-gegevens/"))


def test_the_difference_is_explained_record_by_record(published: Book, signed_in):
    world = published.world
    (gone, *_others) = published.enrol("R2", 8)
    freeze(published.report, by=published.director, at=world.at)
    (came,) = published.enrol("R3", 1)
    address = f"Enrolment:{gone.key}"
    gone.delete()
    renew_figures(world.region, YEAR, by=world.clockwork, at=world.at + timedelta(minutes=1))
    page = signed_in(published.director).get(DIFFERENCE)
    (added, what_came), (removed, what_went) = page.context["changes"]
    assert (added, removed) == ("Added after the count date", "Removed since the freezing")
    assert (what_came.shown, what_went.shown, what_went.lines) == ([f"Enrolment:{came.key}"], [address], [])
    assert f'<th scope="row">{came.offering.title_en}</th>' in words(page)
    assert "They are not counted now" in words(page)
    assert f'href="{DIFFERENCE}"' in words(signed_in(published.director).get(RECORDS))


def test_no_difference_and_no_freezing_say_so(published: Book, signed_in):
    client = signed_in(published.director)
    assert "This year is not frozen" in words(client.get(DIFFERENCE))
    freeze(published.report, by=published.director, at=published.world.at)
    assert "There is no difference" in words(client.get(DIFFERENCE))


def test_a_year_that_is_let_go_says_that_its_records_are_no_longer_kept(published: Book, signed_in):
    region, world = published.world.region, published.world
    freeze(published.report, by=published.director, at=world.at)
    Norm.objects.create(region=region, code="retention_figures", value=1, valid_from=date(2016, 8, 1))
    assert let_go(region, by=world.clockwork, at=world.at) == [YEAR]
    client = signed_in(published.director)
    assert "The records of then are no longer kept" in words(client.get(DIFFERENCE))
    assert "It was" not in words(client.get(FIGURE))
