"""R03: a childcare partner hosts learning places; recognition per qualification and site is checked, and what counts follows it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from stories import promise_year
from stories.conftest import SitsDown, exact
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.offerings.actions import offer, open_offering
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Qualification, Region, Site
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.models import Agreement

pytestmark = pytest.mark.slow

PLACES, MONDAY, UNTIL = 6, date(2022, 9, 12), date(2022, 12, 16)
HOURS = Decimal(8)


@pytest.fixture
def offering(midden_nederland: Region) -> Offering:
    by = clockwork(midden_nederland)
    made = offer(
        programme=Programme.objects.get(region=midden_nederland, code="leren-in-de-kinderopvang"),
        organization=Organization.objects.get(region=midden_nederland, code="bso-rocki"),
        site=Site.objects.get(code="bso-rocki", organization__region=midden_nederland),
        title_nl="Leerplek bij BSO Rocki", title_en="Learning place at BSO Rocki",
        starts_on=MONDAY, ends_on=UNTIL, hours=240, capacity=PLACES, by=by, at=promise_year.AT,
    )  # fmt: skip
    return open_offering(made, by=by, at=promise_year.AT)


def words(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_from_a_recognised_site_to_hours_that_count(
    offering: Offering, sits_down: SitsDown, it_is: Callable[..., None]
):
    it_is(2022, 9, 5)
    childcare = Qualification.objects.get(crebo="25486")
    carla, host = sits_down("Carla", RoleCode.COORDINATOR), sits_down("Rik", RoleCode.TRAINER, "bso-rocki")
    learners = [
        sits_down(f"Student{number}", RoleCode.LEARNER, "welzijn-college", qualification=childcare, level=3)
        for number in range(PLACES)
    ]
    join = f"/nl/meedoen/{offering.key}/"
    assert "Uren hier tellen niet voor je opleiding" in words(learners[0].get(join))
    assert "Waarvoor jullie erkend zijn" not in words(host.get("/nl/partner/"))

    _writes_down(carla, offering, childcare, last=date(2022, 10, 14))
    assert "Uren hier tellen niet voor je opleiding" in words(learners[0].get(join)), "it does not last"
    for learner in learners:
        assert learner.post(join, {"join": "yes"}).status_code == 302
    waiting = carla.get("/nl/school/").context["to_agree"]
    assert len(waiting) == PLACES
    assert "Geen erkende plek" in words(carla.get(f"/nl/school/overeenkomst/{waiting[0].key}/"))

    _writes_down(carla, offering, childcare, last=UNTIL)
    for place in waiting:
        _agrees(carla, host, place, offering.site)
    for learner, agreement in zip(learners, Agreement.objects.order_by("enrolment__person"), strict=True):
        assert (
            learner.post(f"/nl/overeenkomst/{agreement.key}/", {"party": "learner", "is_read": "on"}).status_code == 302
        )
    assert "Waarvoor jullie erkend zijn" in words(host.get("/nl/partner/"))

    for week in range(2):
        it_is(2022, 9, 16 + 7 * week, 15)
        _work(learners, host, MONDAY + timedelta(weeks=week))
    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "childcare-learners") == PLACES
    assert exact(board, "childcare-hours") == PLACES * HOURS * 2

    _writes_down(carla, offering, childcare, last=date(2022, 9, 18))  # taken away after the first week
    assert [one.learners for one in carla.get("/nl/school/").context["ending"]] == [PLACES]
    assert exact(board, "childcare-hours") == PLACES * HOURS
    assert len(board.get("/nl/cijfer/2022/childcare-hours/records/").context["records"]) == PLACES


def _writes_down(carla: Client, offering: Offering, childcare: Qualification, last: date) -> None:
    sent = {
        "site": offering.site_id,
        "qualification": childcare.pk,
        "begins_on": "2022-08-01",
        "ends_on": last.isoformat(),
    }
    assert carla.post("/nl/school/erkenningen/", sent).status_code == 302


def _agrees(carla: Client, host: Client, place: Enrolment, site: Site) -> None:
    """At the site that is recognised; the school and the trainer of the host sign."""
    page = f"/nl/school/overeenkomst/{place.key}/"
    assert list(carla.get(page).context["form"].fields["site"].queryset) == [site]
    sent = {"site": site.pk, "begins_on": MONDAY.isoformat(), "ends_on": UNTIL.isoformat(), "hours": "240"}
    signing = carla.post(page, sent).url
    assert carla.post(signing, {"party": "school", "is_read": "on"}).status_code == 302
    assert host.post(signing, {"party": "company", "is_read": "on"}).status_code == 302


def _work(learners: list[Client], host: Client, week: date) -> None:
    """Each writes the week, and the trainer confirms what stands ready, in one action."""
    for learner in learners:
        place = Enrolment.objects.get(person__account=learner.session["_auth_user_id"])
        sent = {"week_of": week.isoformat(), "amount": str(HOURS), "work_process": "", "note": ""}
        assert learner.post(f"/nl/student/uren/{place.key}/", sent).status_code == 302
    ready = [str(entry.key) for one in host.get("/nl/partner/").context["weeks"] for entry in one.entries]
    assert host.post("/nl/partner/uren/", {"hours": ready}).status_code == 302
