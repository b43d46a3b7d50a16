"""Two questions by a link, without an account; and the list from which a coach types in what was said."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.journeys.open_visit_survey import open_visit_survey
from werkveld.steps.experiences.actions import ask_about_visit
from werkveld.steps.experiences.models import Asked
from werkveld.steps.people.models import Norm, Person
from werkveld.steps.practice.actions import plan_shift
from werkveld.steps.practice.models import Appointment

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def visit(world: World) -> Appointment:
    """Yesterday Els was helped."""
    now, people = timezone.now(), world.students(1)
    starts_at = now - timedelta(days=1)
    Norm.objects.create(region=world.region, code="ask_again_days", value=30, valid_from=date(2016, 8, 1))
    shift = plan_shift(
        offering=world.offering("nova"),
        site=world.site,
        coach=world.people["coach"],
        people=people,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        by=world.people["coordinator"],
        at=now,
    )
    return Appointment.objects.create(
        shift=shift,
        resident=Person.objects.create(region=world.region, given_name="Els", family_name="Evers"),
        learner=people[0],
        starts_at=starts_at,
        state="served",
        closed_at=starts_at,
        booked_at=starts_at - timedelta(days=5),
    )


def ask(world: World, visit: Appointment) -> Asked:
    survey = open_visit_survey(world.region, by=world.clockwork, at=timezone.now())
    return ask_about_visit(visit, survey=survey, by=world.clockwork, at=timezone.now())


def test_a_resident_answers_by_link_without_an_account(world: World, visit: Appointment, client: Client):
    asked = ask(world, visit)
    link = f"/nl/hoe-was-het/{asked.secret}/"
    page = client.get(link)
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")
    for private in ("Els", "Evers", "Student 1", "Site"):
        assert private not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert client.post(link, {"also": "yes"}).context["form"].errors.keys() == {"score"}
    answered = client.post(link, {"score": "9", "also": "yes", "remark": "Fijn"}, follow=True)
    assert answered.context["state"] == "answered"
    asked.refresh_from_db()
    assert (int(asked.score), asked.also, asked.remark) == (9, True, "Fijn")
    client.post(link, {"score": "1"})
    asked.refresh_from_db()
    assert int(asked.score) == 9


def test_without_a_language_the_link_works_too(world: World, visit: Appointment, client: Client):
    asked = ask(world, visit)
    assert client.get(f"/hoe-was-het/{asked.secret}/").url.endswith(f"/hoe-was-het/{asked.secret}/")


def test_a_link_that_is_wrong_or_too_late_says_so(world: World, visit: Appointment, client: Client):
    asked = ask(world, visit)
    assert client.get("/en/hoe-was-het/wrong/").status_code == 404
    type(asked.survey).objects.update(opens_on=date(2020, 1, 1), closes_on=date(2020, 1, 2))
    assert client.get(f"/en/hoe-was-het/{asked.secret}/").context["state"] == "closed"


def test_a_coach_types_in_what_was_said(world: World, visit: Appointment, signed_in: SignedIn):
    coach = signed_in(world.people["coach"])
    assert b"how_was" not in coach.get("/en/coach/").content
    open_visit_survey(world.region, by=world.clockwork, at=timezone.now())
    assert "/en/hoe-was-het/" in coach.get("/en/coach/").content.decode()
    page = coach.get("/en/hoe-was-het/")
    assert list(page.context["visits"]) == [visit]
    assert "Evers" not in page.content.decode()
    link = f"/en/hoe-was-het/typen/{visit.key}/"
    assert coach.get(link).context["form"]["channel"].value() == "desk"
    done = coach.post(link, {"score": "7", "also": "no", "channel": "paper"})
    assert done.url == "/en/hoe-was-het/"
    said = Asked.objects.get(appointment=visit)
    assert (int(said.score), said.also, said.channel) == (7, False, "paper")
    assert coach.get(link).status_code == 404


def test_a_coordinator_opens_the_questions_and_a_student_sees_no_list(
    world: World, visit: Appointment, signed_in: SignedIn
):
    assert signed_in(visit.learner).get("/en/hoe-was-het/").status_code == 403
    carla = signed_in(world.people["coordinator"])
    assert carla.get("/en/hoe-was-het/").context["may_open"]
    page = carla.post("/en/hoe-was-het/", follow=True)
    assert list(page.context["visits"]) == [visit]
    coach = signed_in(world.people["coach"])
    assert not coach.get("/en/hoe-was-het/").context["may_open"]


def test_a_resident_with_an_account_finds_it_at_the_own_desk(world: World, visit: Appointment, signed_in: SignedIn):
    asked = ask(world, visit)
    visit.resident.roles.create(organization=world.school, code="resident", begins_on=date(2020, 1, 1))
    assert f"/en/hoe-was-het/{asked.secret}/" in signed_in(visit.resident).get("/en/bewoner/").content.decode()
