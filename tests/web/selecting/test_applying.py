"""Everybody reads the criteria; who signed in applies, changes it, takes it back, and reads why."""

from collections.abc import Callable

import pytest
from django.test import Client

from harness.selections import Track
from web.selecting.conftest import APPLYING, CLOSED
from werkveld.journeys.decide_selection import decide_selection
from werkveld.steps.enrolments.models import Application, SelectionAppeal
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
TrackSince = Callable[..., Track]


def page_of(track: Track) -> str:
    return f"/nl/selectie/{track.offering.key}/"


def test_a_visitor_reads_the_criteria_and_signs_in_to_apply(client: Client, track_since: TrackSince):
    track = track_since(APPLYING)
    assert client.get(f"/nl/meedoen/{track.offering.key}/").url == page_of(track)
    page = client.get(page_of(track)).content.decode()
    assert "Je zegt wat je wilt leren, met een voorbeeld." in page
    assert f"/nl/account/aanmelden/?next={page_of(track)}" in page
    answer = client.post(page_of(track), {"deed": "apply", "motivation": "Graag"})
    assert answer.url == f"/nl/account/aanmelden/?next={page_of(track)}"


def test_what_was_not_published_has_no_page(client: Client, track_since: TrackSince):
    track = track_since(APPLYING, is_published=False)
    assert client.get(page_of(track)).status_code == 404


def test_she_applies_changes_it_and_takes_it_back(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(APPLYING)
    (anna,) = track.world.students(1)
    desk = signed_in(anna)
    assert desk.post(page_of(track), {"deed": "apply", "motivation": "Ik wil leren lassen."}).status_code == 302
    assert "Ik wil leren lassen." in desk.get(page_of(track)).content.decode()
    desk.post(page_of(track), {"deed": "apply", "motivation": "Ik wil beter leren lassen."})
    applied = Application.objects.get()
    assert applied.motivation == "Ik wil beter leren lassen."
    assert "Vakwedstrijd" in desk.get("/nl/student/").content.decode()
    desk.post(page_of(track), {"deed": "take_back"})
    applied.refresh_from_db()
    assert applied.withdrawn_at is not None
    assert "Ik wil beter leren lassen." in desk.get(page_of(track)).context["form"]["motivation"].value()


def test_what_was_typed_stays_when_it_is_refused(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED)
    (anna,) = track.world.students(1)
    page = signed_in(anna).post(page_of(track), {"deed": "apply", "motivation": "Te laat, maar graag."})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert not Application.objects.exists()
    empty = signed_in(anna).post(page_of(track), {"deed": "apply", "motivation": " "})
    assert set(empty.context["form"].errors) == {"motivation"}


def test_a_coach_reads_that_it_is_for_others(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(APPLYING)
    page = signed_in(track.assessors[0]).get(page_of(track))
    assert page.context["may_apply"] is False
    assert 'name="motivation"' not in page.content.decode()


def test_the_result_has_points_words_and_what_would_have_changed_it_and_can_be_appealed(
    signed_in: SignedIn, track_since: TrackSince
):
    track = track_since(CLOSED)
    anna, bo = track.applied(*track.world.students(2))
    track.divided()
    track.handed_in(anna, (4, 2), (4, 3))
    track.handed_in(bo, (10, 5), (10, 5))
    decide_selection(track.selection, by=track.by, at=track.closed)
    desk = signed_in(anna.person)
    page = desk.get(page_of(track)).content.decode()
    for said in ("Want 4.", "100,00", "42,50", "Met 1 plek meer"):
        assert said in page
    assert [one.name for one in (*track.assessors, bo.person) if one.name in page] == []
    refused = desk.post(page_of(track), {"deed": "appeal", "text": ""})
    assert set(refused.context["form"].errors) == {"text"}
    desk.post(page_of(track), {"deed": "appeal", "text": "Mijn werkstuk is niet bekeken."})
    assert SelectionAppeal.objects.get().text == "Mijn werkstuk is niet bekeken."
    assert "Mijn werkstuk is niet bekeken." in desk.get(page_of(track)).content.decode()


def test_the_result_of_another_is_not_on_the_page(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED)
    anna, bo = track.world.students(2)
    (applied,) = track.applied(anna)
    track.divided()
    track.handed_in(applied, (10, 5), (10, 5))
    decide_selection(track.selection, by=track.by, at=track.closed)
    page = signed_in(bo).get(page_of(track))
    assert (page.context["decided"], page.context["mine"]) == (None, None)
    assert "Want 10." not in page.content.decode()
