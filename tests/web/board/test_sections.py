"""Writing a section at the board's desk."""

import pytest
from django.test import Client

from steps.promises.world import YEAR, Book
from werkveld.steps.promises.models import Section

pytestmark = pytest.mark.slow
BOARD = f"/en/bestuur/samen/{YEAR}/"
WRITE = f"{BOARD}tekst/conclusion/"


def words(response: object) -> str:
    return response.content.decode()


@pytest.fixture
def desk(told: Book, signed_in) -> Client:
    return signed_in(told.quality)


def typed(**changed: str) -> dict[str, str]:
    kept = {"heading_nl": "Kop", "heading_en": "Head", "body_nl": "Tekst", "body_en": "Text", "turn": "0"}
    return kept | changed


def test_a_section_is_saved(desk: Client):
    answer = desk.post(WRITE, typed(body_nl="Er leerden {figure:people} mensen.\r\n\r\nMooi."))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{BOARD}#section-conclusion")
    assert Section.objects.get().body_nl == "Er leerden {figure:people} mensen.\n\nMooi."


def test_a_wrong_reference_is_an_error_at_its_field_and_the_text_stays(desk: Client):
    page = desk.post(WRITE, typed(body_en="There were {figure:peeple} people."))
    form = page.context["form"]
    assert form.errors == {"body_en": ["The figure {figure:peeple} does not exist. Did you mean {figure:people}?"]}
    assert "There were {figure:peeple} people." in words(page)
    assert 'href="#id_body_en"' in words(page)


def test_who_comes_second_sees_what_the_first_wrote_and_may_save_on_purpose(desk: Client, told: Book, signed_in):
    signed_in(told.director).post(WRITE, typed(body_nl="Van de eerste"))
    page = desk.post(WRITE, typed(body_nl="Van de tweede"))
    assert "Someone else saved this section" in words(page)
    assert "Van de eerste" in words(page)
    assert page.context["form"]["turn"].value() == "1"
    assert desk.post(WRITE, typed(body_nl="Van de tweede", turn="1")).status_code == 302
    assert Section.objects.get().body_nl == "Van de tweede"


def test_references_are_suggested_and_listed(desk: Client):
    address = "/en/bestuur/verwijzingen/"
    found = desk.get(address, {"q": "peple"}).json()
    assert found[0] == {"value": "figure:people", "label": "People", "detail": "figure:people"}
    assert {one["value"].split(":")[0] for one in desk.get(address, {"q": "claimed:sa"}).json()} == {"claimed"}
    assert "{target:many}" in words(desk.get(WRITE))


def test_who_changed_what_is_shown_word_by_word(desk: Client):
    desk.post(WRITE, typed(heading_en="A head with words"))
    page = words(desk.get(f"{BOARD}wijzigingen/"))
    assert "<ins>" in page
    assert "A head with words" in page


def test_a_section_or_report_that_is_not_there_is_not_found(desk: Client):
    for address in (f"{BOARD}tekst/none/", "/en/bestuur/samen/1999/", "/en/bestuur/none/2025/"):
        assert desk.get(address).status_code == 404


def test_a_frozen_section_can_be_read_and_has_nothing_to_save(told: Book, signed_in):
    desk = signed_in(told.director)
    desk.post(f"{BOARD}bevriezen/")
    page = words(desk.get(WRITE))
    assert "This year is frozen, so its text stays as it is." in page
    assert ">Save<" not in page
    assert "This year is frozen" in words(desk.post(WRITE, typed()))
