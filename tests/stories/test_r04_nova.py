"""R04: a resident asks in Nova, a student under a coach helps, the resident is satisfied; counted once as service, once as evidence."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from stories.conftest import SitsDown, exact
from stories.help_days import booked, closed, kind_of, moment, service, shift, somebody, times, words
from werkveld.journeys.open_visit_survey import open_visit_survey
from werkveld.steps.evidence.actions import ServiceIsProof, award
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.models import AwardLine
from werkveld.steps.experiences.actions.visits import ask_about_visit
from werkveld.steps.experiences.models import Asked
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Qualification, Region
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.models import Question

pytestmark = pytest.mark.slow
TUESDAY, THURSDAY = date(2022, 9, 13), date(2022, 9, 15)


@pytest.fixture
def students(sits_down: SitsDown) -> list[Client]:
    """Of two programmes: one learns law, both learn letters and forms."""
    law, staff = (Qualification.objects.get(crebo=code) for code in ("25145", "25146"))
    facts = {"level": 4, "study_year": 2}
    return [
        sits_down("Juri", RoleCode.LEARNER, "ba-college", qualification=law, **facts),
        sits_down("Pers", RoleCode.LEARNER, "ba-college", qualification=staff, **facts),
    ]


def test_from_a_letter_to_help_that_is_counted_once(
    midden_nederland: Region, students: list[Client], sits_down: SitsDown, it_is: Callable[..., None]
):
    it_is(2022, 9, 5)
    coach = sits_down("Hanna", RoleCode.COACH, "hogeschool-utrecht")
    nova = service(midden_nederland, "hulp-in-nova", "winkelcentrum-nova")
    shift(nova, TUESDAY, (13, 16), coach=coach, students=students)
    shift(nova, THURSDAY, (10, 13), coach=None, students=students)
    els, joop, ria = Client(), Client(), Client()
    assert "Een vraag over je rechten" in words(els.get("/nl/hulp/"))
    law = times(els, "rechten")
    assert sorted(law) == ["13-09 13:00", "13-09 13:45", "13-09 14:30", "13-09 15:15"], "no coach on Thursday"
    first = booked(els, law["13-09 13:00"], "Els")
    assert (somebody(students[0]), first.channel) == (first.learner, "web")

    form = {"kind": kind_of("formulier").key, "name": "Joop", "phone": "", "channel": "phone"}
    asked = coach.post("/nl/hulp/boeken/", form).context["form"]
    page = coach.post(
        "/nl/hulp/boeken/", {**form, "book": "yes", "time": asked["time"].value(), "once": asked["once"].value()}
    )
    second = Appointment.objects.get(channel="phone")
    assert page.url == f"/nl/afspraak/{second.code}/"
    assert (second.learner, second.starts_at) == (somebody(students[1]), moment(TUESDAY, 13))
    assert joop.post("/nl/afspraak/", {"code": second.code.lower()}).url == page.url

    third = booked(ria, max(times(ria, "brief").items())[1], "Ria")
    ria.post(f"/nl/afspraak/{third.code}/afzeggen/")
    ria.post("/nl/hulp/andere-vraag/", {"text": "Wie helpt in de tuin?", "given_name": "Ria", "phone": "030-1234567"})
    carla = sits_down("Carla", RoleCode.COORDINATOR)
    assert Question.objects.get() in carla.get("/nl/school/").context["unowned"]

    it_is(2022, 9, 13, 16)
    for visit in (first, second):
        closed(coach, visit, "served")
    it_is(2022, 9, 14, 10)
    assert _satisfied(midden_nederland, els, first) == 9

    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "nova-services") == 2
    assert exact(board, "nova-residents") == 2
    assert exact(board, "residents-satisfaction") == 9
    _counts_once_as_evidence(students[0], coach, first)
    assert exact(board, "nova-services") == 2
    assert len(board.get("/nl/cijfer/2022/nova-services/records/").context["records"]) == 2


def _satisfied(region: Region, resident: Client, visit: Appointment) -> int:
    """Two questions by a link, once."""
    at = moment(date(2022, 9, 14), 10)
    survey = open_visit_survey(region, by=clockwork(region), at=at)
    asked = ask_about_visit(visit, survey=survey, by=clockwork(region), at=at)
    assert resident.post(f"/nl/hoe-was-het/{asked.secret}/", {"score": "9", "also": "yes"}).status_code == 302
    return int(Asked.objects.get().score)


def _counts_once_as_evidence(student: Client, coach: Client, visit: Appointment) -> None:
    visit.refresh_from_db()
    given = {
        "person": somebody(student),
        "kind": EvidenceKind.SERVICE,
        "title_nl": "Bewoners geholpen",
        "title_en": "Residents helped",
        "issuer": Organization.objects.get(code="roc-midden-nederland"),
        "by": clockwork(visit.shift.offering.programme.region),
        "at": moment(date(2022, 9, 20), 9),
        "proof": [visit],
    }
    award(**given)
    with pytest.raises(ServiceIsProof):
        award(**{**given, "title_nl": "Nog eens", "title_en": "Again"})
    assert [line.appointment for line in AwardLine.objects.all()] == [visit]
