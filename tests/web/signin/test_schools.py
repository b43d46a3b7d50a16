"""Coming in through a school: it vouches for an address, and opens no account."""

from typing import Any

import pytest
from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from werkveld.steps.people.models import Account, Person, Region

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def eduid(settings: Settings) -> None:
    app = {
        "provider_id": "eduid",
        "name": "eduID",
        "client_id": "werkveld",
        "secret": "geheim",
        "settings": {"server_url": "https://eduid.example.nl"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


@pytest.fixture
def request_of_visitor(rf: RequestFactory, region: Region) -> HttpRequest:
    request = rf.get("/")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user = AnonymousUser()
    request.person = None
    request.allauth = type("Allauth", (), {})()
    return request


def comes_back(request: HttpRequest, **claims: Any) -> HttpResponse:
    """What happens after the school said who this is."""
    with context.request_context(request):
        provider = get_adapter().get_provider(request, "eduid")
        told = {"sub": "123", "name": "Anna Aalbers", **claims}
        login = provider.sociallogin_from_response(request, {"userinfo": told, "id_token": told})
        return complete_login(request, login)


def test_a_verified_address_comes_in_to_the_account_that_has_it(request_of_visitor: HttpRequest, anna: Person):
    account = Account.objects.create_user(anna.email, person=anna)
    answer = comes_back(request_of_visitor, email="Anna@example.nl", email_verified=True)
    assert answer.url == "/nl/werkplek/"
    assert request_of_visitor.session["_auth_user_id"] == str(account.pk)
    assert [(known.user, known.uid) for known in SocialAccount.objects.all()] == [(account, "123")]


def test_an_address_that_the_school_did_not_verify_is_nobodys(request_of_visitor: HttpRequest, anna: Person):
    Account.objects.create_user(anna.email, person=anna)
    answer = comes_back(request_of_visitor, email=anna.email, email_verified=False)
    assert answer.status_code == 200
    assert "_auth_user_id" not in request_of_visitor.session
    assert not SocialAccount.objects.exists()


def test_nobody_gets_an_account_by_having_a_school(request_of_visitor: HttpRequest):
    answer = comes_back(request_of_visitor, email="nieuw@example.nl", email_verified=True)
    assert answer.status_code == 200
    assert not Account.objects.exists()
    assert not account_adapter().is_open_for_signup(request_of_visitor)


def test_the_page_names_the_schools_of_the_settings(client: Client, region: Region):
    page = client.get("/nl/account/aanmelden/")
    assert page.context["schools"] == [{"provider_id": "eduid", "name": "eduID"}]
    assert "/account/oidc/eduid/login/?next=/nl/werkplek/" in page.content.decode()


def test_a_school_comes_back_to_one_address_in_every_language():
    with override("nl"):
        dutch = reverse("openid_connect_callback", args=["eduid"])
    with override("en"):
        assert reverse("openid_connect_callback", args=["eduid"]) == dutch == "/account/oidc/eduid/login/callback/"
