"""With the code of a turn in line: take the time that is offered, go on waiting, or leave the line."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from werkveld.journeys.cancel_visits import stop_waiting, wait_on
from werkveld.steps.practice.actions.waits import take_time
from werkveld.steps.practice.queries.visits import wait_by_code
from werkveld.web.doors import now, tried
from werkveld.web.helping.coded import doer, too_often, unknown
from werkveld.web.helping.limits import guessed_too_often


@never_cache
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    if guessed_too_often(request):
        return too_often(request)
    line = wait_by_code(code)
    if line is None:
        return unknown(request)
    done = _("Your appointment is made. Your code is still the same.")
    tried(request, lambda: take_time(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))


@never_cache
@require_POST
def wait_longer(request: HttpRequest, code: str) -> HttpResponse:
    if guessed_too_often(request):
        return too_often(request)
    line = wait_by_code(code)
    if line is None:
        return unknown(request)
    done = _("You keep your turn. The next one gets this time.")
    tried(request, lambda: wait_on(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))


@never_cache
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    if guessed_too_often(request):
        return too_often(request)
    line = wait_by_code(code)
    if line is None:
        return unknown(request)
    done = _("You are no longer in line. The next one gets the time.")
    tried(request, lambda: stop_waiting(line, by=doer(request, line.resident), at=now()), done)
    return HttpResponseRedirect(reverse("coded:show", args=[line.code]))
