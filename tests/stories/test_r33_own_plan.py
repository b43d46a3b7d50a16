"""R33: a student's own plan over electives, places and challenges, changed by the student alone and counted as one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from stories import promise_year
from stories.conftest import AUTUMN, SitsDown
from werkveld.steps.enrolments.actions import entrust
from werkveld.steps.enrolments.models import Enrolment, PlanItem
from werkveld.steps.offerings.actions import offer, open_offering, refresh_catalogue
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow
BOARD = "/nl/bestuur/samen-met-de-praktijk/2022/"
FIGURE = "/nl/cijfer/2022/personal-plans/"
PLAN = "/nl/student/plan/"
NAMES = ("Noor", "Omar", "Pim", "Quinn", "Roos", "Sam")
YES = {"yes": "on"}  # a form without fields


@dataclass
class Catalogue:
    """What there is to choose: having a plan, an elective, a learning place and a challenge."""

    own_plan: Offering
    elective: Offering
    place: Offering
    challenge: Offering


@pytest.fixture
def catalogue(midden_nederland: Region, settings: Any) -> Catalogue:
    settings.CLOCK = datetime(2022, 9, 5, 9, 0, tzinfo=UTC).isoformat()
    made = Catalogue(
        offered("eigen-regie", "Mijn eigen plan, 2022-2023"),
        offered("campusbrede-keuzedelen", "Ondernemend gedrag", starts_on=date(2023, 2, 6)),
        offered("leren-in-de-kinderopvang", "Leren in de kinderopvang"),
        offered("utrecht-challenge-alliantie", "Challenge waterstof", starts_on=date(2023, 3, 6)),
    )
    refresh_catalogue(midden_nederland, by=clockwork(midden_nederland), at=AUTUMN)
    return made


def offered(programme: str, title: str, starts_on: date = date(2022, 9, 26)) -> Offering:
    found = Programme.objects.get(code=programme)
    by = clockwork(found.region)
    facts = {"programme": found, "organization": found.organization, "site": found.site, "starts_on": starts_on}
    return open_offering(offer(title_nl=title, title_en=title, by=by, at=AUTUMN, **facts), by=by, at=AUTUMN)


def terms(page: Any) -> list[tuple[str, list[str]]]:
    return [(term.words, [line.title for line in term.lines]) for term in page.context["terms"]]


def counted(board: Client) -> str:
    board.post(f"{BOARD}tellen/")
    board.post(f"{BOARD}publiceren/")
    return str(board.get(f"{BOARD}voorbeeld/").context["page"].reading.figures["personal-plans"].public["value"])


def test_noor_makes_her_own_plan_and_it_counts(
    catalogue: Catalogue, sits_down: SitsDown, midden_nederland: Region, college: Organization
):
    desks = {name: sits_down(name, RoleCode.LEARNER) for name in NAMES}
    noor, board = desks["Noor"], sits_down("Dora", RoleCode.DIRECTOR)
    learners = promise_year.people(midden_nederland, college, 20)
    promise_year.placed(midden_nederland, college, "basis-bouwkunde", learners)  # one programme alone would be hidden
    for desk in desks.values():
        for offering in (catalogue.own_plan, catalogue.place, catalogue.challenge):
            assert desk.post(f"/nl/meedoen/{offering.key}/", YES).status_code == 302
    she_fills_it(noor, catalogue)
    she_changes_it(noor)
    she_shares_it(noor, sits_down("Bram", RoleCode.COACH), midden_nederland)
    nobody_else_opens_it(desks["Omar"])
    assert counted(board) == str(len(NAMES)), "everybody with an own plan counts once"
    promise = Client().get("/nl/belofte/samen-met-de-praktijk/2022/").content.decode()
    assert f'href="{FIGURE}">{len(NAMES)}<' in promise
    assert len(board.get(f"{FIGURE}records/").context["records"]) == len(NAMES)


def she_fills_it(noor: Client, catalogue: Catalogue) -> None:
    """An elective from its public page, something in own words; the place and the challenge are there by themselves."""
    noor.post(f"{PLAN}doel/", {"goal": "Ik wil met kinderen en techniek werken."})
    page = noor.get(f"/nl/aanbod/{catalogue.elective.key}/").content.decode()
    assert f'action="{PLAN}aanbod/{catalogue.elective.key}/"' in page
    noor.post(f"{PLAN}aanbod/{catalogue.elective.key}/")
    noor.post(PLAN, {"words": "Een diploma EHBO", "why": "Dat vragen ze in de opvang", "term_on": "2022-08-01"})
    page = noor.get(PLAN)
    assert page.context["plan"].goal == "Ik wil met kinderen en techniek werken."
    assert terms(page) == [
        ("Najaar 2022", ["Een diploma EHBO", "Leren in de kinderopvang"]),
        ("Voorjaar 2023", ["Ondernemend gedrag", "Challenge waterstof"]),
    ]


def she_changes_it(noor: Client) -> None:
    """Another order, out and back in, a note with what came by itself, and done."""
    autumn, spring = noor.get(PLAN).context["terms"]
    own, care = autumn.lines
    noor.post(PLAN, {"line": [own.ident, care.ident], "do": f"up {care.ident}"})
    elective = spring.lines[0].item
    assert noor.post(f"{PLAN}{elective.key}/eruit/").url == f"{PLAN}?out={elective.key}"
    assert terms(noor.get(PLAN))[1][1] == ["Challenge waterstof"]
    noor.post(f"{PLAN}{elective.key}/terug/")
    about = noor.post(f"{PLAN}plek/{spring.lines[1].enrolment.key}/").url
    noor.post(about, {"term_on": "2023-02-01", "why": "Met anderen bouwen", "notes": "Vraag Omar mee"})
    sent = {"words": "Een diploma EHBO", "term_on": "2022-08-01", "why": "", "notes": "", "is_done": "on"}
    noor.post(f"{PLAN}{own.item.key}/", sent)
    page = noor.get(PLAN)
    assert terms(page) == [
        ("Najaar 2022", ["Leren in de kinderopvang", "Een diploma EHBO"]),
        ("Voorjaar 2023", ["Ondernemend gedrag", "Challenge waterstof"]),
    ]
    assert [line.is_done for line in page.context["terms"][0].lines] == [False, True]
    assert "Vraag Omar mee" in page.content.decode()


def she_shares_it(noor: Client, bram: Client, region: Region) -> None:
    """Her coach reads it on her page, and only while she wants that."""
    coach = Person.objects.get(given_name="Bram")
    place = Enrolment.objects.get(person__given_name="Noor", offering__title_nl="Leren in de kinderopvang")
    entrust(place, coach=coach, by=clockwork(region), at=AUTUMN)
    page = f"/nl/coach/student/{place.key}/"
    read = []
    for shared in ("no", "yes", "no"):
        noor.post(f"{PLAN}delen/", {"shared": shared})
        read.append("Een diploma EHBO" in bram.get(page).content.decode())
    assert read == [False, True, False]


def nobody_else_opens_it(omar: Client) -> None:
    key = PlanItem.objects.get(words="Een diploma EHBO").key
    assert omar.get(f"{PLAN}{key}/").status_code == 404
    assert omar.post(f"{PLAN}{key}/eruit/").status_code == 404
    titles = [title for _term, titles in terms(omar.get(PLAN)) for title in titles]
    assert titles == ["Leren in de kinderopvang", "Challenge waterstof"], "what he takes part in, and nothing of hers"
