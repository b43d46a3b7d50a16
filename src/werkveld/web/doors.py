"""What the page of a desk does each time: know who asks, read the clock, do one deed, and show why not."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache

from werkveld.ground.refusals import Refusal
from werkveld.web.desks import desks_of

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person

    class PersonRequest(HttpRequest):
        """A request of somebody who is known here."""

        person: Person


Page = Callable[..., HttpResponseBase]
Done = TypeVar("Done")


def now() -> datetime:
    """The clock is read here and nowhere behind it; in a demo it stands still."""
    return datetime.fromisoformat(settings.CLOCK) if settings.CLOCK else timezone.now()


def today() -> date:
    """The day where the people are."""
    return timezone.localdate(now())


def for_people(page: Page) -> Page:
    """For everyone who signed in and is known; nothing of it is kept by a browser or a proxy."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if getattr(request, "person", None) is not None:
            request.is_behind_a_door = True  # type: ignore[attr-defined]
            return page(request, *args, **named)
        if request.user.is_authenticated:  # an account without a person: the first page explains
            return HttpResponseRedirect(reverse("signin:desks"))
        return redirect_to_login(_where_to_come_back(request))

    return never_cache(guarded)


def _where_to_come_back(request: HttpRequest) -> str:
    """After signing in again: the page itself, or the one that held the button, since a button has no page of its own."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return reverse("signin:desks")
    return urlunsplit(("", "", came_from.path, came_from.query, ""))


def for_desk(code: str) -> Callable[[Page], Page]:
    """For who sits at this desk today."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        def guarded(request: "PersonRequest", *args: Any, **named: Any) -> HttpResponseBase:
            if code not in {desk.code for desk in desks_of(request.person, today())}:
                raise PermissionDenied
            return page(request, *args, **named)

        return for_people(guarded)

    return decorate


def carried_out(form: BaseForm, deed: Callable[[], Done]) -> Done | None:
    """Does the deed, or shows its refusal in the summary of the form."""
    try:
        return deed()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def tried(request: HttpRequest, deed: Callable[[], Any], done: str | Promise) -> bool:
    """For a button without a form: does the deed and says so, or says why not."""
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, str(done))
    return True
