"""Learning places in a round in which hosts choose too, all the way through the doors: coordinator, student and host."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from journeys.world import World
from werkveld.jobs.rounds import tell_hosts_when_due
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.enums import Aim, EnrolmentState, Says
from werkveld.steps.enrolments.models import Enrolment, Regard, Round, RoundResult
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
WHY = "We work outside the town."


@pytest.fixture
def places(world: World) -> list[Offering]:
    found = [world.offering(name, capacity=1, needs_agreement=True) for name in ("Bakkerij", "Smederij")]
    Offering.objects.update(starts_on=localdate(world.at) + timedelta(days=60))
    return found


def made(coordinator: Client, world: World, places: list[Offering]) -> Round:
    """As the form sends it, in the time of the region."""

    def typed(days: int) -> str:
        return (world.at + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    sent = {
        "name_nl": "Leerplekken",
        "colleges": [world.college.pk],
        "opens_at": typed(-1),
        "closes_at": typed(7),
        "seats": 1,
        "wishes_least": 1,
        "wishes_most": 2,
        "aim": Aim.STABLE,
        "places_silent": "on",
        "answer_days": 3,
    }
    refused = coordinator.post("/en/school/rondes/nieuw/", {**sent, "seats": 2})
    assert set(refused.context["form"].errors) == {"hosts_until", "seats"}
    assert coordinator.post("/en/school/rondes/nieuw/", {**sent, "hosts_until": typed(14)}).status_code == 302
    found = Round.objects.get()
    page = f"/en/school/rondes/{found.key}/"
    coordinator.post(f"{page}aanbod/erbij/", {"offering": [str(one.key) for one in places]})
    coordinator.post(f"{page}openen/")
    found.refresh_from_db()
    return found


def at_day(settings: Any, world: World, days: int) -> None:
    settings.CLOCK = (world.at + timedelta(days=days)).isoformat()


def test_hosts_hear_that_it_is_their_turn_and_the_school_sees_when(
    signed_in: SignedIn, world: World, places: list[Offering], settings: Any
):
    coordinator, host = signed_in(world.people["coordinator"]), world.someone("Dirk", RoleCode.CONTACT, world.company)
    (student,) = world.students(1)
    choice_round = made(coordinator, world, places)
    order = [str(one.key) for one in places]
    signed_in(student).post(f"/en/student/kiezen/{choice_round.key}/", {"do": "save", "wish": order, "seen": ""})
    hosts = f"/en/school/rondes/{choice_round.key}/organisaties/"
    assert b"every host that students ask for hears" in coordinator.get(hosts).content
    at_day(settings, world, 8)
    tell_hosts_when_due()
    assert b"Hosts heard on" in coordinator.get(hosts).content
    assert b"Students ask for a place with you: Leerplekken" in signed_in(host).get("/en/partner/").content


def test_from_a_wish_to_a_place_that_both_sides_wanted(
    signed_in: SignedIn, world: World, places: list[Offering], settings: Any
):
    coordinator, host = signed_in(world.people["coordinator"]), world.someone("Dirk", RoleCode.CONTACT, world.company)
    first, second, third = world.students(3)
    Person.objects.filter(pk=third.pk).update(study_year=1)
    choice_round = made(coordinator, world, places)
    assert (choice_round.state, choice_round.places_silent) == ("open", False)
    bakery, smithy = (str(one.key) for one in places)
    for student, order, words in (
        (first, [bakery, smithy], "I bake at home."),
        (second, [bakery], ""),
        (third, [bakery, smithy], ""),
    ):
        page = f"/en/student/kiezen/{choice_round.key}/"
        assert b"cannot gain" in signed_in(student).get(page).content
        kept = signed_in(student).post(page, {"do": "save", "wish": order, "words": words, "seen": ""}, follow=True)
        assert words.encode() in kept.content

    desk = signed_in(host)
    welcome = f"/en/partner/rondes/{choice_round.key}/{bakery}/"
    assert desk.get("/en/partner/").context["hosting"] == []
    assert desk.get(welcome).status_code == 404

    at_day(settings, world, 8)
    assert [(one.offering, count, left) for one, count, left in desk.get("/en/partner/").context["hosting"]] == [
        (places[0], 3, 3),
        (places[1], 2, 2),
    ]
    shown = desk.get(welcome).content.decode()
    assert "Student 1" in shown
    assert "I bake at home." in shown
    assert "Student 3" not in shown
    assert "First-year student" in shown
    assert Look.objects.filter(by=host.key).count() == 3
    refused = desk.post(welcome, {f"says-{first.key}": "no"})
    assert refused.context["form"].errors == {f"why-{first.key}": ["Say in a few words why it does not fit."]}
    said = {f"says-{first.key}": "no", f"why-{first.key}": WHY, f"says-{third.key}": "gladly"}
    assert desk.post(welcome, said).status_code == 302
    assert {one.says for one in Regard.objects.all()} == {Says.NO, Says.GLADLY}
    assert coordinator.get("/en/school/").context["rounds"] == []

    rounds = f"/en/school/rondes/{choice_round.key}/"
    told = coordinator.get(f"{rounds}organisaties/").content.decode()
    assert WHY in told
    assert "gladly 1, also fine 0, does not fit 1, not said 1" in told
    coordinator.post(f"{rounds}organisaties/{Regard.objects.get(says='no').pk}/reden/", {"pass": "yes"})
    coordinator.post(f"{rounds}proef/", {"aim": [Aim.STABLE, Aim.STABLE_MOST, Aim.DRAW]})
    trials = list(choice_round.trials.order_by("id"))
    assert [one.aim for one in trials] == [Aim.STABLE, Aim.STABLE_MOST]
    assert b"would rather have each other" in coordinator.get(f"{rounds}proef/").content
    coordinator.post(f"{rounds}proef/{trials[0].key}/publiceren/")
    assert not Enrolment.objects.exists()

    at_day(settings, world, 15)
    assert desk.get(welcome).status_code == 404
    coordinator.post(f"{rounds}proef/{trials[0].key}/publiceren/")
    placed = Enrolment.objects.filter(state=EnrolmentState.PLACED).order_by("offering")
    assert [(one.person, one.offering) for one in placed] == [(third, places[0]), (first, places[1])]
    result = signed_in(first).get(f"/en/student/kiezen/{choice_round.key}/uitslag/").content.decode()
    assert "thinks that this place does not fit you now" in result
    assert WHY in result
    result = signed_in(second).get(f"/en/student/kiezen/{choice_round.key}/uitslag/").content.decode()
    assert "The places went to students whom Company would rather have." in result
    assert RoundResult.objects.count() == 3


def test_a_host_says_nothing_of_another_host(signed_in: SignedIn, world: World, places: list[Offering], settings: Any):
    coordinator, (student,) = signed_in(world.people["coordinator"]), world.students(1)
    choice_round = made(coordinator, world, places)
    key = str(places[0].key)
    signed_in(student).post(
        f"/en/student/kiezen/{choice_round.key}/", {"do": "save", "wish": [key], "words": "", "seen": ""}
    )
    at_day(settings, world, 8)
    stranger = signed_in(world.someone("Eva", RoleCode.CONTACT, world.school))
    welcome = f"/en/partner/rondes/{choice_round.key}/{key}/"
    assert stranger.get(welcome).status_code == 404
    assert stranger.post(welcome, {f"says-{student.key}": "gladly"}).status_code == 404
    assert not Regard.objects.exists()
