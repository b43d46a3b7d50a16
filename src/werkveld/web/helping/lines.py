"""With the code of a turn in line: take the time that is offered, go on waiting, or leave the line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from werkveld.journeys.cancel_visits import stop_waiting, wait_on
from werkveld.steps.practice.actions.waits import take_time
from werkveld.steps.practice.queries.visits import wait_by_code
from werkveld.web.doors import now, tried
from werkveld.web.helping.coded import doer
from werkveld.web.helping.codes import with_code

if TYPE_CHECKING:
    from werkveld.steps.practice.models import Wait


@never_cache
@require_POST
@with_code(wait_by_code)
def take(request: HttpRequest, line: "Wait") -> HttpResponse:
    return did(request, line, take_time, _("Your appointment is made. Your code is still the same."))


@never_cache
@require_POST
@with_code(wait_by_code)
def wait_longer(request: HttpRequest, line: "Wait") -> HttpResponse:
    return did(request, line, wait_on, _("You keep your turn. The next one gets this time."))


@never_cache
@require_POST
@with_code(wait_by_code)
def leave(request: HttpRequest, line: "Wait") -> HttpResponse:
    return did(request, line, stop_waiting, _("You are no longer in line. The next one gets the time."))


def did(request: HttpRequest, line: "Wait", deed: Callable[..., object], done: str) -> HttpResponse:
    """The deed, or why not; and back to the page of the code."""
    tried(request, lambda: deed(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))
