"""The partner: one place for questions, signatures, hours and offerings."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.enrolments.actions import place
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.actions import draw_up, sign, write_hours
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Hours
from werkveld.steps.questions.actions import answer, take_up
from werkveld.steps.questions.enums import QuestionState
from werkveld.steps.questions.models import Question

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def dirk(world: World) -> Person:
    return world.someone("Dirk", RoleCode.CONTACT, world.company)


@pytest.fixture
def agreement(world: World) -> Agreement:
    (anna,) = world.students(1)
    there = place(
        person=anna, offering=world.offering("Leerplek", has_hours=True, needs_agreement=True), by=anna, at=world.at
    )
    today = timezone.localdate()
    return draw_up(
        there,
        company=world.company,
        site=world.site,
        begins_on=today,
        ends_on=today + timedelta(days=90),
        hours=240,
        by=world.people["coordinator"],
        at=world.at,
    )


def test_a_question_is_followed_from_asked_to_answered(signed_in: SignedIn, world: World, dirk: Person):
    desk, carla = signed_in(dirk), world.people["coordinator"]
    asked = desk.post("/nl/partner/vraag/", {"text": "Wie leert ons lassen?", "organization": world.company.pk})
    assert asked.status_code == 302
    question = Question.objects.get()
    assert (question.asked_by, question.organization) == (dirk, world.company)

    def steps() -> list[str]:
        (one,) = desk.get("/nl/partner/").context["questions"]
        return [entry.state for entry in one.story]

    assert steps() == ["done", "now", "next"]
    take_up(question, owner=carla, due_on=timezone.localdate(), by=carla, at=world.at)
    assert steps() == ["done", "done", "now"]
    answer(question, text="Dat doen wij.", by=carla, at=world.at)
    assert steps() == ["done", "done", "done"]
    assert "Dat doen wij." in desk.get("/nl/partner/").content.decode()


def test_a_colleague_takes_a_question_back_and_brings_it_back(signed_in: SignedIn, world: World, dirk: Person):
    signed_in(dirk).post("/nl/partner/vraag/", {"text": "Wie leert ons lassen?", "organization": world.company.pk})
    question = Question.objects.get()
    colleague = signed_in(world.someone("Eva", RoleCode.CONTACT, world.company))
    for deed, state in (("intrekken", QuestionState.WITHDRAWN), ("terug", QuestionState.ASKED)):
        assert colleague.post(f"/nl/partner/vraag/{question.key}/{deed}/").url == "/nl/partner/#questions"
        question.refresh_from_db()
        assert question.state == state


def test_a_question_for_a_company_that_is_not_theirs_cannot_be_chosen(signed_in: SignedIn, world: World, dirk: Person):
    page = signed_in(dirk).post("/nl/partner/vraag/", {"text": "Mag dit?", "organization": world.school.pk})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"organization"}


def test_a_partner_signs_and_the_list_is_empty(signed_in: SignedIn, dirk: Person, agreement: Agreement):
    desk = signed_in(dirk)
    assert list(desk.get("/nl/partner/").context["to_sign"]) == [agreement]
    page = f"/nl/overeenkomst/{agreement.key}/"
    assert desk.post(page, {"party": "company"}).context["form"].errors.keys() == {"is_read"}
    assert desk.post(page, {"party": "company", "is_read": "on"}).status_code == 302
    assert list(agreement.signatures.values_list("party", "person")) == [("company", dirk.pk)]
    assert list(desk.get("/nl/partner/").context["to_sign"]) == []
    assert desk.get(page).context["form"] is None


def test_nobody_signs_for_another_party(signed_in: SignedIn, dirk: Person, agreement: Agreement):
    page = signed_in(dirk).post(f"/nl/overeenkomst/{agreement.key}/", {"party": "school", "is_read": "on"})
    assert set(page.context["form"].errors) == {"party"}
    assert not agreement.signatures.exists()


def test_an_agreement_of_others_does_not_exist(signed_in: SignedIn, world: World, agreement: Agreement):
    elsewhere = Organization.objects.create(
        region=world.region, code="elders", name="Elders", kind=OrganizationKind.COMPANY
    )
    stranger = world.someone("Gijs", RoleCode.CONTACT, elsewhere)
    assert signed_in(stranger).get(f"/nl/overeenkomst/{agreement.key}/").status_code == 404


def test_three_hands_make_it_complete_and_then_hours_are_confirmed_at_the_company(
    signed_in: SignedIn, world: World, dirk: Person, agreement: Agreement
):
    anna, carla = agreement.enrolment.person, world.people["coordinator"]
    for hand, party in ((anna, "learner"), (dirk, "company"), (carla, "school")):
        sent = {"party": party, "is_read": "on"}
        assert signed_in(hand).post(f"/nl/overeenkomst/{agreement.key}/", sent).status_code == 302
    agreement.refresh_from_db()
    assert agreement.complete_at is not None
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    agreement.enrolment.refresh_from_db()
    write_hours(agreement.enrolment, week_of=monday, amounts={"": Decimal(20)}, by=anna, at=world.at)
    desk = signed_in(dirk)
    (week,) = desk.get("/nl/partner/").context["weeks"]
    desk.post("/nl/partner/uren/", {"hours": [str(entry.key) for entry in week.entries]})
    assert Hours.objects.get().approved_by == dirk


def test_a_parent_signs_through_the_school(world: World, agreement: Agreement):
    Agreement.objects.filter(pk=agreement.pk).update(needs_guardian=True)
    agreement.refresh_from_db()
    signed = sign(agreement, party=Party.GUARDIAN, by=world.people["coordinator"], at=world.at)
    assert signed.complete_at is None
