import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from werkveld.steps.people.models import Account, Person
from werkveld.web.people import PersonMiddleware


def asked_by(rf: RequestFactory, user: object, *, cookie: bool) -> object:
    request = rf.get("/")
    request.user = user
    if cookie:
        request.COOKIES["session"] = "something"
    PersonMiddleware(lambda _: HttpResponse())(request)
    return request.person


def test_a_visitor_is_nobody(rf: RequestFactory):
    assert asked_by(rf, AnonymousUser(), cookie=False) is None
    assert asked_by(rf, AnonymousUser(), cookie=True) is None


@pytest.mark.django_db
def test_who_signed_in_is_the_person_of_the_account(rf: RequestFactory, anna: Person):
    account = Account.objects.create_user("anna@example.nl", person=anna)
    assert asked_by(rf, account, cookie=True) == anna


@pytest.mark.django_db
def test_an_account_without_a_person_is_nobody(rf: RequestFactory):
    assert asked_by(rf, Account.objects.create_user("niemand@example.nl"), cookie=True) is None
