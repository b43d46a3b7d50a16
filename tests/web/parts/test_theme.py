"""The choice of colours is kept, and leads back to the page it was made on."""

import pytest
from django.test import RequestFactory

from werkveld.web.parts.theme import choose_theme


def test_a_choice_is_kept_and_leads_back(rf: RequestFactory):
    answer = choose_theme(rf.post("/theme/", {"theme": "dark", "next": "/nl/x/?q=1"}))
    assert (answer.status_code, answer["Location"]) == (302, "/nl/x/?q=1")
    assert answer.cookies["theme"].value == "dark"
    assert answer.cookies["theme"]["httponly"]


@pytest.mark.parametrize("word", ["device", "pink", ""])
def test_anything_else_leaves_it_to_the_device(rf: RequestFactory, word: str):
    answer = choose_theme(rf.post("/theme/", {"theme": word, "next": "/"}))
    assert answer.cookies["theme"].value == ""


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_it_never_leads_away_from_this_site(rf: RequestFactory, elsewhere: str):
    assert choose_theme(rf.post("/theme/", {"theme": "dark", "next": elsewhere}))["Location"] == "/"


def test_looking_at_an_address_changes_nothing(rf: RequestFactory):
    assert choose_theme(rf.get("/theme/")).status_code == 405
