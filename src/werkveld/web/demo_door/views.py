"""The page where a visitor of the demo chooses a desk, and the way in and out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkveld.steps.people.actions import open_account
from werkveld.steps.people.queries import clockwork
from werkveld.web.context import DEMO_SESSION, served_region
from werkveld.web.demo_door.cast import MAIL_HOME, PARTS, part, player
from werkveld.web.desks import DESKS
from werkveld.web.doors import now, today
from werkveld.web.examples import example_mark

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def region_of_demo() -> Any:
    """Outside a demo there is nothing here, whoever asks."""
    region = served_region() if settings.DEMO else None
    if region is None:
        raise Http404
    return region


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    region = region_of_demo()
    every = ((one, player(one, region)) for one in PARTS)
    cast = [(one, person) for one, person in every if person]
    values = {"cast": cast, "today": today(), **example_mark(*(person for _part, person in cast))}
    return render(request, "demo_door/home.html", values)


@require_POST
def step_in(request: HttpRequest, code: str) -> HttpResponse:
    """Signs in as the invented person of this part; the account is opened in the name of the product itself."""
    region = region_of_demo()
    chosen = part(code)
    person = player(chosen, region) if chosen else None
    if chosen is None or person is None:
        raise Http404
    own = person.email or f"{person.key}@{MAIL_HOME}"
    account = open_account(person, email=own, by=clockwork(region), at=now())
    logout(request)
    login(request, account, backend=BACKEND)
    request.session[DEMO_SESSION] = chosen.code
    page = next(desk.url for desk in DESKS if desk.code == chosen.desk)
    return HttpResponseRedirect(page or reverse("signin:desks"))


@require_POST
def step_out(request: HttpRequest) -> HttpResponse:
    region_of_demo()
    logout(request)
    return HttpResponseRedirect(reverse("demo_door:home"))
