"""With the code of a turn in line: take the time that is offered, go on waiting, or leave the line."""

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
    done = _("Your appointment is made. Your code is still the same.")
    tried(request, lambda: take_time(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))


@never_cache
@require_POST
@with_code(wait_by_code)
def wait_longer(request: HttpRequest, line: "Wait") -> HttpResponse:
    done = _("You keep your turn. The next one gets this time.")
    tried(request, lambda: wait_on(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))


@never_cache
@require_POST
@with_code(wait_by_code)
def leave(request: HttpRequest, line: "Wait") -> HttpResponse:
    done = _("You are no longer in line. The next one gets the time.")
    tried(request, lambda: stop_waiting(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))
