"""R07: care technology is shown to residents and to professionals; each signs up in the own way, who came is counted once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from stories import promise_year
from stories.conftest import SitsDown, exact
from stories.series_days import words
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Region, Site
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
DAY, SEATS = date(2022, 11, 9), 6


def demonstration(region: Region, programme: str, audience: str, title: str) -> Offering:
    by = clockwork(region)
    made = offer(
        programme=Programme.objects.get(region=region, code=programme),
        organization=Organization.objects.get(region=region, code="livinglab-amersfoort"),
        site=Site.objects.get(code="livinglab-amersfoort"), title_nl=title, title_en=title, audience=audience,
        starts_on=DAY, ends_on=DAY, capacity=SEATS, by=by, at=promise_year.AT,
    )  # fmt: skip
    return open_offering(made, by=by, at=promise_year.AT)


@pytest.fixture
def shown(midden_nederland: Region) -> dict[str, Offering]:
    return {
        "residents": demonstration(midden_nederland, "zorgtechnologie-laten-zien", "resident", "Een slim huis"),
        "professionals": demonstration(
            midden_nederland, "zorgtechnologie-voor-professionals", "professional", "Van proef naar gewoonte"
        ),
    }


def sent(name: str, **more: str) -> dict[str, str]:
    return {"given_name": name, "phone": "", "once": str(uuid4()), "join": "yes", **more}


def test_two_audiences_sign_up_and_are_counted_once(
    shown: dict[str, Offering], sits_down: SitsDown, it_is: Callable[..., None]
):
    it_is(2022, 10, 3)
    house, work = shown["residents"], shown["professionals"]
    lab, coach = sits_down("Loes", RoleCode.CONTACT, "livinglab-amersfoort"), sits_down("Bram", RoleCode.COACH)
    carla = sits_down("Carla", RoleCode.COORDINATOR)
    page = f"/nl/meedoen/{house.key}/"
    assert (
        "Aanmelden" not in words(Client().get(f"/nl/aanbod/{house.key}/")).split("In het kort")[-1].split("</aside>")[0]
    )

    codes = [
        Client().post(page, sent(name)).url for name in ("Els", "Joop", "Mia", "Kees")
    ]  # alone, on the public page
    codes.append(coach.post(f"{page}iemand/", sent("Truus", phone="033 555 01 23")).url)  # by telephone
    codes.append(lab.post(f"{page}iemand/", sent("Henk")).url)
    waits = Client().post(page, sent("Aart", wait="yes")).url
    assert "Je staat op de wachtlijst" in words(Client().get(waits))
    Client().post(codes[0])  # Els gives back with the code
    assert "Je doet mee" in words(Client().get(waits))

    workers = [sits_down(f"Zorg{number}", RoleCode.PROFESSIONAL) for number in range(5)]
    for worker in workers:
        worker.post(f"/nl/meedoen/{work.key}/", {"join": "yes"})

    it_is(2022, 11, 9, 17)
    for offering, absent in ((house, {"Mia"}), (work, {"Zorg0"})):
        expected = Enrolment.objects.filter(offering=offering, state="placed").select_related("person")
        came = [str(one.key) for one in expected if one.person.given_name not in absent]
        assert lab.post(f"/nl/meedoen/{offering.key}/wie-er-was/", {"came": came}).status_code == 302
        carla.post(f"/nl/meedoen/{offering.key}/hoe-was-het/")

    _everybody_answers(carla, house)
    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "care-technology-visitors") == 5 + 4
    assert exact(board, "care-technology-satisfaction") == Decimal("8.4")
    records = board.get("/nl/cijfer/2022/care-technology-visitors/records/").context["records"]
    assert {record.title for record in records} == {"Een slim huis", "Van proef naar gewoonte"}


def _everybody_answers(carla: Client, house: Offering) -> None:
    """Those who kept their code do it on its page, the others say it by telephone."""
    page = f"/nl/meedoen/{house.key}/wie-er-was/"
    scores = {"Joop": 9, "Kees": 8, "Truus": 10, "Henk": 7, "Aart": 8}
    for name in ("Joop", "Kees"):
        mine = Enrolment.objects.get(offering=house, person__given_name=name)
        secret = Client().get(f"/nl/meedoen/code/{mine.code}/").context["asked"].secret
        Client().post(f"/nl/hoe-was-het/{secret}/", {"score": str(scores[name]), "also": "yes", "remark": ""})
    for one in list(carla.get(page).context["to_type_in"]):
        answer = {"score": str(scores[one.person.given_name]), "also": "yes", "remark": "", "channel": "phone"}
        carla.post(f"/nl/meedoen/{house.key}/hoe-was-het/{one.key}/", answer)
    assert "5 van 5 mensen hebben geantwoord." in words(carla.get(page))
