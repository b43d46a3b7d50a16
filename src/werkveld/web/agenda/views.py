"""Makes the secret address of the own calendar, shows it once, and ends it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkveld.steps.practice.actions.feeds import close_feed, open_feed
from werkveld.steps.practice.queries.calendars import feed_of
from werkveld.web.doors import for_people, now, tried

if TYPE_CHECKING:
    from werkveld.web.doors import PersonRequest


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: "PersonRequest") -> HttpResponse:
    """A new address ends the old one; it stands on the page once, since we keep only what recognises it."""
    secret = open_feed(by=request.person, at=now()) if request.method == "POST" else ""
    address = f"{settings.URL}{reverse('calendar:own', args=[secret])}" if secret else ""
    facts = {"feed": feed_of(request.person), "address": address, "subscribe": address.replace("https:", "webcal:", 1)}
    return render(request, "agenda/home.html", facts)


@for_people
@require_POST
def end(request: "PersonRequest") -> HttpResponse:
    tried(
        request,
        lambda: close_feed(by=request.person, at=now()),
        _("The address has ended. Your calendar reads nothing here any more."),
    )
    return HttpResponseRedirect(reverse("agenda:home"))
