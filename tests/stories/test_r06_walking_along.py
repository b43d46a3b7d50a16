"""R06: a resident in Vathorst asks somebody to walk along at a time from a place; who is free and lives nearest is matched, and it is counted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from stories.conftest import SitsDown, exact
from stories.help_days import booked, closed, moment, service, shift, somebody, times, words
from werkveld.steps.people.actions import see_certificate
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Qualification, Region
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
FRIDAY, NEXT = date(2022, 9, 16), date(2022, 9, 23)
HOME = "Lentestraat 12, 3826 AB Amersfoort"


@pytest.fixture
def students(midden_nederland: Region, sits_down: SitsDown) -> dict[str, Client]:
    guiding = Qualification.objects.get(crebo="25476")
    lives = {"Utte": "3526 XY", "Soes": "3812 AB", "Vera": "3826 CD"}
    return {
        name: sits_down(name, RoleCode.LEARNER, "welzijn-college", qualification=guiding, study_year=2, postcode=code)
        for name, code in lives.items()
    }


def test_from_a_place_and_a_time_to_somebody_who_walks_along(
    midden_nederland: Region, students: dict[str, Client], sits_down: SitsDown, it_is: Callable[..., None]
):
    it_is(2022, 9, 5)
    coach = sits_down("Bram", RoleCode.COACH, "welzijn-college")
    vathorst = service(midden_nederland, "mee-op-pad-in-vathorst", "wijkleerbedrijf-vathorst")
    for day in (FRIDAY, NEXT):
        shift(vathorst, day, (9, 13), coach=coach, students=students.values())
    els = Client()
    assert "Een student haalt je op en gaat mee." in words(els.get("/nl/hulp/?place=3826"))
    free = times(els, "samen-erheen")
    assert sorted(free) == ["16-09 09:00", "16-09 11:00", "23-09 09:00", "23-09 11:00"]
    nameless = els.post(free["16-09 09:00"], {"given_name": "Els", "once": "8f14e45f-ceea-467f-a8d5-1f9f9f7d7d10"})
    assert "place" in nameless.context["form"].errors, "somebody has to know where to come"

    wishes = "naar het koor in de kerk"
    first = booked(els, free["16-09 09:00"], "Els", place=HOME, wishes=wishes)
    second = booked(Client(), free["16-09 09:00"], "Joop", place="Zomerplein 3, 3826 BC")
    third = booked(Client(), free["16-09 09:00"], "Ria", place="bij de bushalte")
    matched = [visit.learner for visit in (first, second, third)]
    assert matched == [somebody(students[name]) for name in ("Vera", "Soes", "Utte")], "nearest who is still free"
    assert "16-09 09:00" not in times(els, "samen-erheen")

    assert times(els, "thuis-helpen") == {}, "nobody's certificate was seen"
    for name in ("Vera", "Soes"):
        person = somebody(students[name])
        by = clockwork(midden_nederland)
        see_certificate(person, issued_on=date(2022, 8, 1), by=by, at=moment(date(2022, 9, 5), 9))
    at_home = times(els, "thuis-helpen")
    assert "16-09 11:00" in at_home
    pair = booked(Client(), at_home["16-09 11:00"], "Oma", place=HOME)
    assert {pair.learner, pair.second} == {somebody(students[name]) for name in ("Vera", "Soes")}

    it_is(2022, 9, 16, 13)
    for visit, state in ((first, "served"), (second, "served"), (third, "missed"), (pair, "served")):
        closed(coach, visit, state)
    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "vathorst-services") == 3
    assert len(board.get("/nl/cijfer/2022/vathorst-services/records/").context["records"]) == 3
