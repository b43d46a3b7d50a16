"""A second step is a choice, and then it is asked."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from werkveld.steps.people.models import Account, Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def code_for(secret: str) -> str:
    (counter,) = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))


def test_an_app_is_chosen_and_asked_for_after_the_code(client: Client, anna: Person):
    account = Account.objects.create_user(anna.email, person=anna)
    client.force_login(account)
    assert client.get("/nl/account/2fa/").status_code == 200
    page = client.get("/nl/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/nl/account/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    assert done.status_code == 200
    assert len(done.context["unused_codes"]) == 10

    visitor = Client()
    visitor.post("/nl/account/aanmelden/", {"email": anna.email})
    found = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    step = visitor.post("/nl/account/aanmelden/code/", {"code": found[1], "action": "verify"}, follow=True)
    assert step.redirect_chain == [("/nl/account/2fa/authenticate/", 302)]
    assert "_auth_user_id" not in visitor.session
    recovery = done.context["unused_codes"][0]
    visitor.post("/nl/account/2fa/authenticate/", {"code": recovery})
    assert visitor.session["_auth_user_id"] == str(account.pk)


def test_the_page_of_devices_shows_this_one(client: Client, anna: Person):
    account = Account.objects.create_user(anna.email, person=anna)
    client.force_login(account)
    page = client.get("/nl/account/apparaten/")
    assert page.status_code == 200


def test_keys_and_showing_again_who_somebody_is_have_pages_in_plain_words(client: Client, anna: Person):
    account = Account.objects.create_user(anna.email, person=anna)
    client.force_login(account)
    secret = client.get("/nl/account/2fa/totp/activate/").context["form"].secret
    client.post("/nl/account/2fa/totp/activate/", {"code": code_for(secret)})
    for address in ("reauthenticate/", "webauthn/add/"):
        assert client.get(f"/nl/account/2fa/{address}").status_code == 200
    key = Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutelbos"})
    assert "Sleutelbos" in client.get("/nl/account/2fa/webauthn/").content.decode()
    client.post(f"/nl/account/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Huissleutel"})
    assert "Huissleutel" in client.get(f"/nl/account/2fa/webauthn/keys/{key.pk}/remove/").content.decode()
