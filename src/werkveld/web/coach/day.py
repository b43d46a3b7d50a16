"""The day itself, on a phone in one hand: who is there, who comes, what was seen. Also without the network."""

import json
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkveld.ground.refusals import Refusal
from werkveld.journeys.take_in_day import take_in_day
from werkveld.steps.people.queries import work_processes_of
from werkveld.steps.practice.actions import DeedOnPhone
from werkveld.steps.practice.queries import days_of_coach, refused_deeds
from werkveld.web.doors import for_desk, now
from werkveld.web.helping.words import needs

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.steps.practice.models import Appointment, Turn
    from werkveld.steps.practice.queries import Day
    from werkveld.web.doors import PersonRequest

MOST_AT_ONCE = 200
NOT_FACTS = {"csrfmiddlewaretoken", "key", "deed"}
SEVERAL = "processes"  # the one field of which several may be ticked


@for_desk("coach")
@require_safe
def day(request: "PersonRequest") -> HttpResponse:
    at = now()
    days = days_of_coach(request.person, at)
    context = {
        "at": at,
        "standing_clock": settings.CLOCK,
        "days": [Shown(one) for one in days],
        "number": uuid.uuid4,  # a template that names it gets a fresh one each time
        "refused": refused_deeds(request.person, at),
        "kept_words": kept_words(),
    }
    return render(request, "coach/day/page.html", context)


class Shown:
    """A day with what each student learns, and what the clock says first."""

    def __init__(self, one: "Day") -> None:
        self.day = one
        self.learns = work_processes_of(turn.person for turn in one.turns)

    def turns(self) -> list[tuple["Turn", list[Any], list[Any]]]:
        """Each student with what can be seen, and with what was seen today."""
        seen = self.day.observed
        return [
            (turn, self.learns[turn.person_id], [one for one in seen if one.learner_id == turn.person_id])
            for turn in self.day.turns
        ]

    def visits(self) -> list[tuple["Appointment", list["Turn"], list["Person"], str]]:
        """Each resident with who could come instead, with who helps as it stands, and until it is over what it needs."""
        day = self.day
        return [
            (one, day.others_for(one), day.helpers_of(one), needs(one) if day.is_coming(one) else "")
            for one in day.visits
        ]


def kept_words() -> dict[str, str]:
    """Sentences for the script; `{}` is a number or a name."""
    return {
        "one": _("1 note waits for the network"),
        "many": _("{} notes wait for the network"),
        "offline": _("No network. You can go on: we keep what you do on this phone."),
        "sending": _("Sending …"),
        "saved": _("Everything is saved."),
        "waits": _("waits"),
        "refused": _("Not done: {}"),
        "signed-out": _("You are signed out. Sign in again, then we send what waits."),
        "seen-at": _("This is how it was at {}."),
    }


@for_desk("coach")
@require_POST
def do(request: "PersonRequest") -> HttpResponse:
    """One deed by a plain form; pressing twice does it once, since the form carries its number."""
    try:
        deed = DeedOnPhone(uuid.UUID(request.POST.get("key", "")), request.POST.get("deed", ""), facts(request), now())
    except ValueError as fault:
        raise Http404 from fault
    try:
        taken = take_in_day(deed, by=request.person, at=now())
        said, wrong = taken.refusal, bool(taken.refusal)
    except Refusal as refusal:
        said, wrong = str(refusal), True
    if wrong:
        messages.error(request, said)
    where = request.POST.get("where", "")
    anchor = f"#{where}" if where.replace("-", "").isalnum() else ""
    return HttpResponseRedirect(reverse("coach:day") + anchor)


def facts(request: "PersonRequest") -> dict[str, Any]:
    given: dict[str, Any] = {name: value for name, value in request.POST.items() if name not in NOT_FACTS}
    return {**given, SEVERAL: request.POST.getlist(SEVERAL)} if SEVERAL in given else given


@for_desk("coach")
@require_POST
def sync(request: "PersonRequest") -> HttpResponse:
    """What a phone kept, in order. Each gets its answer; what the phone asks again gets the same answer."""
    try:
        deeds = [read(one) for one in json.loads(request.body)["deeds"]]
    except (KeyError, TypeError, ValueError):
        return HttpResponseBadRequest()
    if len(deeds) > MOST_AT_ONCE:
        return HttpResponseBadRequest()
    return JsonResponse({"deeds": [{"key": str(one.key), "refusal": answered(request, one)} for one in deeds]})


def read(sent: dict[str, Any]) -> DeedOnPhone:
    done_at = datetime.fromisoformat(str(sent["done_at"]))
    moment = done_at if timezone.is_aware(done_at) else timezone.make_aware(done_at)
    return DeedOnPhone(uuid.UUID(str(sent["key"])), str(sent["deed"]), dict(sent["facts"]), moment)


def answered(request: "PersonRequest", deed: DeedOnPhone) -> str:
    try:
        return take_in_day(deed, by=request.person, at=now()).refusal
    except Refusal as refusal:
        return str(refusal)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Stands at the root, so that it may keep the page in each language; it lets the script itself in unchanged."""
    answer = HttpResponse(
        f'importScripts("{static("werkveld/day-worker.js")}");\n', content_type="text/javascript; charset=utf-8"
    )
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer
