"""Signing in by a code that comes by mail."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from werkveld.steps.people.models import Account, Person, Region

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DOOR = "/nl/account/aanmelden/"


@pytest.fixture
def annas_account(anna: Person) -> Account:
    return Account.objects.create_user(anna.email, person=anna)


def code_in_mail() -> str:
    found = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return found[1]


def test_the_code_from_the_mail_opens_the_door(client: Client, annas_account: Account):
    asked = client.post(DOOR, {"email": "Anna@example.nl"}, follow=True)
    assert asked.redirect_chain == [("/nl/account/aanmelden/code/", 302)]
    assert mail.outbox[-1].to == ["anna@example.nl"] or mail.outbox[-1].to == ["Anna@example.nl"]
    arrived = client.post("/nl/account/aanmelden/code/", {"code": code_in_mail().lower(), "action": "verify"})
    assert arrived.url == reverse("signin:desks")
    assert client.session["_auth_user_id"] == str(annas_account.pk)


def test_a_wrong_code_is_said_at_the_form_and_three_of_them_end_it(client: Client, annas_account: Account):
    client.post(DOOR, {"email": annas_account.email})
    for _time in range(2):
        page = client.post("/nl/account/aanmelden/code/", {"code": "FOUT-FOUT", "action": "verify"})
        assert page.status_code == 200
        assert page.context["form"].errors["code"]
    ended = client.post("/nl/account/aanmelden/code/", {"code": "FOUT-FOUT", "action": "verify"})
    assert ended.url == DOOR
    again = client.post("/nl/account/aanmelden/code/", {"code": code_in_mail(), "action": "verify"})
    assert again.url == DOOR
    assert "_auth_user_id" not in client.session


def body_without_what_is_random(page: bytes) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page.decode())


def test_an_unknown_address_gets_the_same_answer(annas_account: Account):
    known, unknown = Client(), Client()
    one = known.post(DOOR, {"email": annas_account.email}, follow=True)
    other = unknown.post(DOOR, {"email": "nooit@example.nl"}, follow=True)
    assert one.redirect_chain == other.redirect_chain
    assert body_without_what_is_random(one.content).replace(annas_account.email, "") == body_without_what_is_random(
        other.content
    ).replace("nooit@example.nl", "")
    assert [sent.to for sent in mail.outbox] == [[annas_account.email], ["nooit@example.nl"]]
    assert not re.search(r"^ {4}\S+$", mail.outbox[-1].body, re.MULTILINE)


def test_a_mailbox_is_not_flooded(annas_account: Account):
    for _time in range(3):
        Client().post(DOOR, {"email": annas_account.email})
    fourth = Client().post(DOOR, {"email": annas_account.email})
    assert fourth.status_code == 200
    assert fourth.context["form"].errors["email"]
    assert len(mail.outbox) == 3


def test_who_made_a_typing_fault_starts_again(client: Client, annas_account: Account):
    client.post(DOOR, {"email": "anan@example.nl"})
    assert client.get(DOOR).status_code == 200
    client.post(DOOR, {"email": annas_account.email})
    client.post("/nl/account/aanmelden/code/", {"code": code_in_mail(), "action": "verify"})
    assert client.session["_auth_user_id"] == str(annas_account.pk)


def test_who_no_longer_has_an_active_account_gets_no_code(client: Client, annas_account: Account):
    Account.objects.filter(pk=annas_account.pk).update(is_active=False)
    client.post(DOOR, {"email": annas_account.email})
    assert not re.search(r"^ {4}\S+$", mail.outbox[-1].body, re.MULTILINE)


def test_nobody_opens_an_account_alone(client: Client, region: Region):
    page = client.post("/nl/account/nieuw/", {"email": "zelf@example.nl"})
    assert page.status_code == 200
    assert not Account.objects.filter(email="zelf@example.nl").exists()


@pytest.mark.parametrize("gone", ["password/change/", "password/reset/", "signup/", "email/", "login/"])
def test_pages_that_this_product_does_not_use_do_not_exist(client: Client, region: Region, gone: str):
    assert client.get(f"/nl/account/{gone}").status_code == 404


def test_signing_out_asks_and_then_does(client: Client, annas_account: Account):
    client.force_login(annas_account)
    assert client.get("/nl/account/afmelden/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/nl/account/afmelden/")
    assert "_auth_user_id" not in client.session
