"""Publishing, freezing and counting again at the board's desk."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from steps.promises.world import YEAR, Book
from werkveld.steps.people.models import Norm
from werkveld.steps.promises.models import Edition, FrozenFigure, Report

pytestmark = pytest.mark.slow
BOARD = f"/en/bestuur/samen/{YEAR}/"


def words(response: object) -> str:
    return response.content.decode()


@pytest.fixture
def desk(told: Book, signed_in) -> Client:
    return signed_in(told.director)


def test_the_desk_is_for_the_board_only(told: Book, signed_in):
    for page in ("", "samen/2025/", "samen/2025/voorbeeld/", "samen/2025/bevriezen/", "verwijzingen/"):
        address = f"/en/bestuur/{page}"
        assert Client().get(address).status_code == 302
        assert signed_in(told.world.people["coach"]).get(address).status_code == 403


def test_the_overview_says_in_what_state_each_year_is(desk: Client):
    assert "draft" in words(desk.get("/en/bestuur/"))
    desk.post(f"{BOARD}publiceren/")
    assert "published" in words(desk.get("/en/bestuur/"))


def test_the_preview_is_what_readers_would_see(desk: Client, told: Book):
    told.enrol("R2", 25)
    desk.post(f"{BOARD}tellen/")
    page = words(desk.get(f"{BOARD}voorbeeld/"))
    assert ">25<span" in page
    assert "This is a preview." in page
    assert Client().get(f"/en/promise/samen/{YEAR}/").status_code == 404


def test_counting_again_says_how_many_figures_moved(desk: Client, told: Book):
    told.enrol("R2", 25)
    page = desk.post(f"{BOARD}tellen/", follow=True)
    assert "Readers see 4 figures differently." in words(page)
    assert "Readers see 0 figures differently." in words(desk.post(f"{BOARD}tellen/", follow=True))


def test_an_edition_is_published_and_taken_back(desk: Client):
    desk.post(f"{BOARD}publiceren/")
    again = desk.post(f"{BOARD}publiceren/", follow=True)
    assert "Nothing changed since the last edition." in words(again)
    edition = Edition.objects.get()
    desk.post(f"{BOARD}intrekken/{edition.key}/")
    edition.refresh_from_db()
    assert edition.withdrawn_at is not None


def test_freezing_first_says_what_is_kept(desk: Client, told: Book):
    told.enrol("R2", 25)
    desk.post(f"{BOARD}tellen/")
    page = words(desk.get(f"{BOARD}bevriezen/"))
    assert "This cannot be undone." in page
    assert Report.objects.get().frozen_at is None
    desk.post(f"{BOARD}bevriezen/")
    assert Report.objects.get().frozen_by == told.director
    assert "This year is already frozen." in words(desk.post(f"{BOARD}bevriezen/", follow=True))


def test_a_frozen_year_shows_what_was_kept_by_whom_and_offers_nothing_that_would_fail(desk: Client, told: Book):
    told.enrol("R2", 25)
    desk.post(f"{BOARD}bevriezen/")
    digest = FrozenFigure.objects.get(indicator__code="people").digest
    page = words(desk.get(f"{BOARD}bevriezen/"))
    assert f"<h1>{YEAR} is frozen</h1>" in page
    assert f"{told.director.name} froze this year on" in page
    assert digest[:12] in page
    assert "<form method=" not in page.split("<main", 1)[1].split("</main>")[0]
    report = words(desk.get(BOARD))
    assert "See what was kept" in report
    assert "Freeze this year" not in report


def test_a_year_that_is_not_over_cannot_be_frozen_and_says_so(desk: Client, told: Book):
    running = Report.objects.create(promise=told.report.promise, year=timezone.localdate().year)
    address = f"/en/bestuur/samen/{running.year}/"
    for page in (words(desk.get(address)), words(desk.get(f"{address}bevriezen/"))):
        assert "A year can be frozen when it is over." in page
        assert "for good</button>" not in page


def test_what_changed_nothing_cannot_be_published_again(desk: Client):
    assert "Publish this text" in words(desk.get(BOARD))
    desk.post(f"{BOARD}publiceren/")
    page = words(desk.get(BOARD))
    assert "Readers read exactly this text." in page
    assert "Publish this text" not in page
    assert "Take back edition 1" in page


def test_a_year_that_is_let_go_is_not_counted_again(desk: Client, told: Book):
    Norm.objects.create(region=told.world.region, code="retention_figures", value=1, valid_from=date(2016, 8, 1))
    assert "Count again now" not in words(desk.get(BOARD))
    refused = words(desk.post(f"{BOARD}tellen/", follow=True))
    assert "Who was counted in 2025 is no longer kept" in refused


def test_the_quality_officer_sees_no_button_that_would_refuse(told: Book, signed_in):
    page = words(signed_in(told.quality).get(BOARD))
    assert f"{BOARD}publiceren/" not in page
    assert f"{BOARD}bevriezen/" not in page
    refused = signed_in(told.quality).post(f"{BOARD}bevriezen/", follow=True)
    assert "Only the director freezes a year." in words(refused)
