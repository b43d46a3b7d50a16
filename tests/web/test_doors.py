"""The clock of the pages, and where somebody comes back to who has to sign in first."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from werkveld.web.doors import now, today


def test_the_clock_is_that_of_the_machine():
    assert abs(now() - timezone.now()) < timedelta(seconds=5)
    assert today() == timezone.localdate()


@pytest.mark.parametrize(
    ("stands_at", "day"),
    [("2023-01-09T08:30+01:00", date(2023, 1, 9)), ("2023-01-08T23:30+00:00", date(2023, 1, 9))],
)
def test_in_a_demo_it_stands_still_and_the_day_is_that_of_the_people(settings: Settings, stands_at: str, day: date):
    settings.CLOCK = stands_at
    assert now() == datetime.fromisoformat(stands_at)
    assert today() == day


@pytest.mark.parametrize(
    ("came_from", "comes_back"),
    [
        ("http://testserver/nl/bestuur/samen/2023/?x=1", "/nl/bestuur/samen/2023/%3Fx%3D1"),
        ("https://elsewhere.example/nl/", "/nl/werkplek/"),
        ("", "/nl/werkplek/"),
    ],
)
@pytest.mark.django_db
def test_who_pressed_a_button_too_late_comes_back_to_the_page_of_the_button(
    client: Client, came_from: str, comes_back: str
):
    answer = client.post("/nl/bestuur/samen/2023/publiceren/", headers={"referer": came_from})
    assert answer.url == f"/nl/account/aanmelden/?next={comes_back}"


@pytest.mark.django_db
def test_who_asked_for_a_page_comes_back_to_it(client: Client):
    assert client.get("/nl/bestuur/?x=1").url == "/nl/account/aanmelden/?next=/nl/bestuur/%3Fx%3D1"
