"""Inviting, and coming in by an invitation."""

from collections.abc import Callable
from datetime import datetime, timedelta
from unittest.mock import ANY

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from werkveld.steps.people.actions import invite
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Invitation, Organization, Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SignedIn = Callable[[Person], Client]
PAGE = "/nl/uitnodigingen/"


@pytest.fixture
def now() -> datetime:
    """Doors read the clock, so an invitation that must still work was sent today."""
    return timezone.now()


def form_for(organization: Organization, **other: object) -> dict[str, object]:
    return {"name": "Gijs Groen", "email": "Gijs@example.nl", "organization": organization.pk, "role": "coach"} | other


def link_in_mail() -> str:
    (line,) = [line for line in mail.outbox[-1].body.splitlines() if line.startswith("http://testserver/")]
    return line.removeprefix("http://testserver")


def test_a_coordinator_invites_and_the_invited_comes_in(signed_in: SignedIn, carla: Person, school: Organization):
    sent = signed_in(carla).post(PAGE, form_for(school))
    assert sent.url == PAGE
    assert mail.outbox[-1].to == ["gijs@example.nl"]
    visitor = Client()
    page = visitor.get(link_in_mail())
    assert page.status_code == 200
    assert "_auth_user_id" not in visitor.session, "reading the invitation uses nothing up"
    assert visitor.post(link_in_mail()).url == "/nl/werkplek/"
    gijs = Account.objects.get(email="gijs@example.nl")
    assert visitor.session["_auth_user_id"] == str(gijs.pk)
    assert [(role.code, role.organization) for role in gijs.person.roles.all()] == [("coach", school)]


def test_a_used_invitation_says_so(signed_in: SignedIn, carla: Person, school: Organization):
    signed_in(carla).post(PAGE, form_for(school))
    Client().post(link_in_mail())
    again = Client().get(link_in_mail())
    assert (again.status_code, again.context["state"]) == (410, "accepted")
    Client().post(link_in_mail())
    assert Account.objects.filter(email="gijs@example.nl").count() == 1


def test_an_old_invitation_says_so(carla: Person, school: Organization, now: datetime):
    sent = invite(
        organization=school,
        email="gijs@example.nl",
        name="Gijs",
        role=RoleCode.COACH,
        by=carla,
        at=now - timedelta(days=15),
    )
    page = Client().get(f"/nl/uitnodiging/{sent.secret}/")
    assert (page.status_code, page.context["state"]) == (410, "expired")
    Client().post(f"/nl/uitnodiging/{sent.secret}/")
    assert not Account.objects.filter(email="gijs@example.nl").exists()


def test_a_withdrawn_invitation_says_so(signed_in: SignedIn, carla: Person, school: Organization):
    desk = signed_in(carla)
    desk.post(PAGE, form_for(school))
    sent = Invitation.objects.get()
    assert desk.post(f"{PAGE}{sent.key}/intrekken/").url == PAGE
    page = Client().get(link_in_mail())
    assert (page.status_code, page.context["state"]) == (410, "withdrawn")


def test_an_invented_secret_opens_nothing(client: Client, carla: Person):
    page = client.get("/nl/uitnodiging/zomaar/")
    assert (page.status_code, page.context["state"]) == (410, "unknown")


def test_for_an_account_that_exists_a_link_is_not_enough(
    signed_in: SignedIn, carla: Person, bram: Person, school: Organization
):
    Account.objects.create_user(bram.email, person=bram)
    signed_in(carla).post(PAGE, form_for(school, email=bram.email, role="developer"))
    visitor = Client()
    assert visitor.post(link_in_mail()).url == "/nl/account/aanmelden/"
    assert "_auth_user_id" not in visitor.session
    assert set(bram.roles.values_list("code", flat=True)) == {"coach", "developer"}


def test_who_was_signed_in_as_somebody_else_is_not_any_more(
    signed_in: SignedIn, carla: Person, anna: Person, school: Organization
):
    signed_in(carla).post(PAGE, form_for(school))
    browser_of_anna = signed_in(anna)
    browser_of_anna.post(link_in_mail())
    assert browser_of_anna.session["_auth_user_id"] == str(Account.objects.get(email="gijs@example.nl").pk)


def test_a_coordinator_cannot_invite_a_director(signed_in: SignedIn, carla: Person, school: Organization):
    page = signed_in(carla).post(PAGE, form_for(school, role="director"))
    assert page.status_code == 200
    assert page.context["form"].errors == {"role": [ANY]}
    assert not Invitation.objects.exists()


def test_a_refusal_is_shown_at_the_form(signed_in: SignedIn, carla: Person, company: Organization):
    page = signed_in(carla).post(PAGE, form_for(company, role="coordinator"))
    assert page.context["form"].errors["__all__"]
    assert not Invitation.objects.exists()


def test_who_may_not_invite_finds_no_page(signed_in: SignedIn, anna: Person, client: Client):
    assert signed_in(anna).get(PAGE).status_code == 403
    assert client.get(PAGE).url.startswith("/nl/account/aanmelden/")


def test_an_invitation_of_another_school_cannot_be_withdrawn(
    signed_in: SignedIn, carla: Person, fatima: Person, school: Organization
):
    other = Organization.objects.create(region=school.region, code="ander", name="Ander", kind="vocational_college")
    hidden = Invitation.objects.create(
        organization=other,
        email="x@example.nl",
        name="X",
        code="coach",
        secret="geheim",
        invited_by=fatima,
        invited_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    assert signed_in(carla).post(f"{PAGE}{hidden.key}/intrekken/").status_code == 404
    hidden.refresh_from_db()
    assert hidden.withdrawn_at is None


def test_a_mail_server_that_fails_is_told(
    signed_in: SignedIn, carla: Person, school: Organization, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    page = signed_in(carla).post(PAGE, form_for(school), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert Invitation.objects.count() == 1


def fails(*_arguments: object) -> None:
    raise ConnectionRefusedError
