"""What somebody is told stands on the page of the desk until it was read, also for who gets no mail."""

from collections.abc import Callable

import pytest
from django.test import Client

from journeys.world import World
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
DESKS = {
    "bewoner": RoleCode.RESIDENT,
    "partner": RoleCode.CONTACT,
    "professional": RoleCode.PROFESSIONAL,
    "coach": RoleCode.COACH,
    "school": RoleCode.COORDINATOR,
}


@pytest.mark.parametrize("page", DESKS)
def test_news_stands_on_the_desk_until_it_was_read(signed_in: SignedIn, world: World, page: str):
    who = world.someone("who", DESKS[page], world.company if page == "partner" else world.school)
    told = tell(who, "question-withdrawn", about=who, by=world.clockwork, at=world.at)
    desk = signed_in(who)
    shown = desk.get(f"/nl/{page}/")
    assert [letter.key for letter in shown.context["news"]] == [told.key]
    code = {"bewoner": "resident"}.get(page, page)
    assert f'name="desk" value="{code}"' in shown.content.decode()
    answer = desk.post(f"/nl/bericht/{told.key}/gelezen/", {"desk": code})
    assert answer.url == f"/nl/{page}/#messages"
    assert desk.get(f"/nl/{page}/").context["news"] == []


def test_the_news_of_another_does_not_exist(signed_in: SignedIn, world: World):
    told = tell(world.people["coach"], "question-withdrawn", about=world.site, by=world.clockwork, at=world.at)
    answer = signed_in(world.people["coordinator"]).post(f"/nl/bericht/{told.key}/gelezen/", {"desk": "school"})
    assert answer.status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_an_invented_desk_leads_to_the_own_one(signed_in: SignedIn, world: World):
    coach = world.people["coach"]
    told = tell(coach, "question-withdrawn", about=world.site, by=world.clockwork, at=world.at)
    answer = signed_in(coach).post(f"/nl/bericht/{told.key}/gelezen/", {"desk": "https://elders.example"})
    assert answer.url == "/nl/werkplek/#messages"
