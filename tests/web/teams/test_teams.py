"""Students wish and read why; coordinators prepare, compare, publish and move; who asked sees first names."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.teaming import Challenge, challenge
from journeys.world import World
from werkveld.journeys.form_teams import propose_teams, publish_teams
from werkveld.steps.enrolments.actions import place_all
from werkveld.steps.enrolments.enums import DivisionState, Mix
from werkveld.steps.enrolments.models import Division, KeptApart, TeamPlan, Topic
from werkveld.steps.enrolments.queries.teams import seats_in, teams_in, wishes_of
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def hackathon(world: World) -> Challenge:
    return challenge(world)


@pytest.fixture
def desk(signed_in: SignedIn, world: World) -> Client:
    return signed_in(world.people["coordinator"])


def published(hackathon: Challenge) -> Division:
    made = propose_teams(hackathon.plan, by=hackathon.by, at=hackathon.after, seed=1)
    publish_teams(made[0], by=hackathon.by, at=hackathon.after)
    return Division.objects.get(state=DivisionState.PUBLISHED)


def test_a_student_wishes_topics_and_two_people(signed_in: SignedIn, hackathon: Challenge):
    anna = hackathon.people[0]
    page = f"/nl/teams/mijn/{anna.key}/"
    client = signed_in(anna.person)
    assert page in client.get("/nl/student/").content.decode()
    assert "mate_1" in client.get(page).context["form"].fields
    first, second, _third = (str(topic.key) for topic in hackathon.topics)
    sent = {"topic_1": second, "topic_2": first, "topic_3": "", "mate_1": "bo", "mate_2": " Cas "}
    assert client.post(page, sent).url == page
    topics, mates = wishes_of(anna.person, anna)
    assert [str(topic.key) for topic in topics] == [second, first]
    assert mates == [hackathon.people[1], hackathon.people[2]]
    again = client.get(page).context["form"].initial
    assert (again["topic_1"], again["mate_1"]) == (second, "Bo")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"topic_2": 0}, "topic_2"),
        ({"mate_1": "Nobody Here"}, "mate_1"),
        ({"mate_1": "Anna"}, "mate_1"),
        ({"mate_1": "Bo", "mate_2": "Bo"}, "mate_2"),
    ],
    ids=["a topic twice", "nobody", "oneself", "the same twice"],
)
def test_what_does_not_fit_is_said_at_its_field_and_kept(
    signed_in: SignedIn, hackathon: Challenge, wrong: dict[str, object], field: str
):
    anna = hackathon.people[0]
    topic = str(hackathon.topics[0].key)
    sent = {"topic_1": topic, "topic_2": "", "topic_3": "", "mate_1": "", "mate_2": ""}
    sent |= {name: topic if value == 0 else value for name, value in wrong.items()}
    page = signed_in(anna.person).post(f"/nl/teams/mijn/{anna.key}/", sent)
    assert set(page.context["form"].errors) == {field}
    assert page.context["form"][field].value() == sent[field]
    assert [topic.ordering for topic in wishes_of(anna.person, anna)[0]] == [2, 3], "what was there stays"


def test_two_people_with_one_name_are_asked_about(signed_in: SignedIn, hackathon: Challenge):
    hackathon.comes_later("Bo")
    anna = hackathon.people[0]
    page = signed_in(anna.person).post(f"/nl/teams/mijn/{anna.key}/", {"mate_1": "Bo"})
    assert set(page.context["form"].errors) == {"mate_1"}


def test_after_the_day_nobody_wishes_any_more(signed_in: SignedIn, hackathon: Challenge):
    TeamPlan.objects.update(wishes_until=timezone.now() - timedelta(days=1))
    anna = hackathon.people[0]
    client, page = signed_in(anna.person), f"/nl/teams/mijn/{anna.key}/"
    assert client.get(page).context["may_wish"] is False
    late = client.post(page, {"topic_1": str(hackathon.topics[2].key)})
    assert late.context["form"].non_field_errors()


def test_a_student_reads_with_whom_and_why_and_names_the_team(signed_in: SignedIn, hackathon: Challenge):
    division = published(hackathon)
    anna = hackathon.people[0]
    page = signed_in(anna.person).get(f"/nl/teams/mijn/{anna.key}/")
    mine = seats_in(division)[anna.pk]
    expected = {one.enrolment.person for one in teams_in(division)[mine - 1].here} - {anna.person}
    assert set(page.context["mates"]) == expected
    assert page.context["why"]
    signed_in(anna.person).post(f"/nl/teams/mijn/{anna.key}/naam/", {"name": "De Vonk"})
    assert division.teams.get(number=mine).name == "De Vonk"
    assert "De Vonk" in signed_in(anna.person).get(f"/nl/teams/mijn/{anna.key}/").content.decode()


def test_a_team_is_for_who_is_in_it(signed_in: SignedIn, hackathon: Challenge):
    published(hackathon)
    anna, bo = hackathon.people[:2]
    assert signed_in(bo.person).get(f"/nl/teams/mijn/{anna.key}/").status_code == 404
    assert signed_in(bo.person).get("/nl/teams/").status_code == 403
    assert signed_in(bo.person).get(f"/nl/teams/{hackathon.plan.key}/").status_code == 403


def test_a_coordinator_begins_with_an_offering_a_size_and_a_day(desk: Client, world: World):
    offering = world.offering("Hackathon", gives_evidence=True)
    offering.starts_on = timezone.localdate() + timedelta(days=20)
    offering.save()
    until = timezone.localdate() + timedelta(days=9)
    assert set(desk.post("/nl/teams/nieuw/", {"size": "1"}).context["form"].errors) == {"offering", "size", "wishes_on"}
    answer = desk.post("/nl/teams/nieuw/", {"offering": offering.pk, "size": "5", "wishes_on": until.isoformat()})
    plan = TeamPlan.objects.get()
    assert answer.url == f"/nl/teams/{plan.key}/"
    assert (plan.size, timezone.localtime(plan.wishes_until).date()) == (5, until)


def test_topics_and_pairs_come_and_go_on_the_page(desk: Client, hackathon: Challenge, world: World):
    page = f"/nl/teams/{hackathon.plan.key}/"
    sent = {"deed": "topic", "name_nl": "Warm huis", "organization": world.company.pk, "teams_most": "2"}
    assert desk.post(page, sent).url == f"{page}#topic"
    topic = Topic.objects.get(name_nl="Warm huis")
    assert (topic.name_en, topic.organization, topic.teams_most) == ("Warm huis", world.company, 2)
    assert desk.post(page, sent).context["topic"].non_field_errors(), "there is one with this name"
    desk.post(f"{page}onderwerp/{topic.key}/weg/")
    assert not Topic.objects.filter(pk=topic.pk).exists()
    one, other = hackathon.people[:2]
    assert set(desk.post(page, {"deed": "apart", "one": one.pk, "other": other.pk}).context["apart"].errors) == {"why"}
    desk.post(page, {"deed": "apart", "one": one.pk, "other": other.pk, "why": "Ruzie"})
    kept = KeptApart.objects.get()
    assert "Ruzie" in desk.get(page).content.decode()
    desk.post(f"{page}apart/{kept.key}/weg/")
    assert not KeptApart.objects.exists()
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    desk.post(page, {"deed": "plan", "size": "6", "wishes_on": until})
    assert TeamPlan.objects.get().size == 6


def test_proposals_stand_beside_each_other_and_one_is_published(desk: Client, hackathon: Challenge):
    page = f"/nl/teams/{hackathon.plan.key}/"
    desk.post(f"{page}voorstellen/")
    shown = desk.get(page)
    assert [one.division.mix for one in shown.context["every"]] == list(Mix)
    assert len(shown.context["compared"][0]) == 4
    assert [len(one.rows) for one in shown.context["every"]] == [3, 3, 3]
    division = Division.objects.get(mix=Mix.TOPICS)
    one = f"/nl/teams/voorstel/{division.key}/"
    assert "Demi" in desk.get(one).content.decode()
    assert desk.post(one).url == page
    after = desk.get(page)
    assert after.context["is_published"]
    assert [shown.division.mix for shown in after.context["every"]] == [Mix.TOPICS]
    assert desk.get(one).url == page, "there is nothing more to publish"
    assert desk.post(one).status_code == 302


def test_a_proposal_that_is_no_longer_so_is_refused_in_words(desk: Client, hackathon: Challenge):
    desk.post(f"/nl/teams/{hackathon.plan.key}/voorstellen/")
    hackathon.comes_later()
    page = desk.post(f"/nl/teams/voorstel/{Division.objects.first().key}/", follow=True)
    assert "Maak nieuwe voorstellen" in page.content.decode()
    assert not Division.objects.filter(state=DivisionState.PUBLISHED).exists()


def test_who_came_later_gets_the_best_team_and_somebody_is_moved_with_a_reason(desk: Client, hackathon: Challenge):
    division = published(hackathon)
    zoe = hackathon.comes_later()
    page = f"/nl/teams/{hackathon.plan.key}/wie/{zoe.key}/"
    assert desk.get(f"/nl/teams/{hackathon.plan.key}/").context["late"] == [zoe]
    form = desk.get(page).context["form"]
    best = form.initial["team"]
    assert desk.post(page, {"team": best, "why": ""}).context["form"].errors.keys() == {"why"}
    desk.post(page, {"team": best, "why": "Kwam later"})
    assert seats_in(division)[zoe.pk] == best
    there = desk.get(page).context["form"].fields["team"].choices
    assert str(best) not in dict(there), "where somebody is already, nobody goes"


def test_who_asked_a_topic_sees_first_names_once_published(signed_in: SignedIn, hackathon: Challenge, world: World):
    Topic.objects.filter(ordering=1).update(organization=world.company)
    Person.objects.filter(given_name="Bo").update(family_name="Geheim")
    dirk = world.someone("Dirk", RoleCode.CONTACT, world.company)
    assert signed_in(dirk).get("/nl/partner/").context["teams"] == []
    division = published(hackathon)
    page = signed_in(dirk).get("/nl/partner/")
    numbers = {team.number for team in page.context["teams"]}
    assert numbers == {team.number for team in teams_in(division) if team.topic.ordering == 1}
    assert "Geheim" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_plan_as_for_three(
    desk: Client, world: World, count: int, django_assert_num_queries: Callable
):
    students = world.students(2)
    for number in range(count):
        offering = world.offering(f"Hackathon {number}", gives_evidence=True)
        place_all(offering=offering, rows=[{"person": one} for one in students], by=world.clockwork, at=world.at)
        TeamPlan.objects.create(offering=offering, size=2, wishes_until=world.at)
    desk.get("/nl/teams/")
    with django_assert_num_queries(6):
        assert len(desk.get("/nl/teams/").context["plans"]) == count


@pytest.mark.parametrize("count", [12, 24])
def test_the_page_of_a_plan_asks_as_much_for_more_people(
    desk: Client, world: World, count: int, django_assert_num_queries: Callable
):
    made = challenge(world, count)
    desk.post(f"/nl/teams/{made.plan.key}/voorstellen/")
    desk.get(f"/nl/teams/{made.plan.key}/")
    with django_assert_num_queries(18):
        desk.get(f"/nl/teams/{made.plan.key}/")
