"""Who books: somebody with an account, or a neighbour who says a first name."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import get_language

from werkveld.journeys.book_visit import Neighbour
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.web.doors import today
from werkveld.web.helping.forms import WhoForm

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person


def reader_of(request: HttpRequest) -> "Person | None":
    person: Person | None = getattr(request, "person", None)
    return person


def is_for_other(request: HttpRequest) -> bool:
    """Staff says so in the address: not for themselves."""
    me = reader_of(request)
    return request.GET.get("for") == "other" and me is not None and may_anywhere(me, Can.HELP_RESIDENTS, today())


def for_other_url(request: HttpRequest) -> str:
    """The same page for who helps residents and books for one of them; empty for anybody else."""
    me = reader_of(request)
    if is_for_other(request) or me is None or not may_anywhere(me, Can.HELP_RESIDENTS, today()):
        return ""
    query = request.GET.copy()
    query["for"] = "other"
    return f"?{query.urlencode()}"


def is_known(request: HttpRequest) -> bool:
    return reader_of(request) is not None and not is_for_other(request)


def neighbour(request: HttpRequest, form: WhoForm) -> Neighbour:
    phone = form.cleaned_data.get("phone", "")
    return Neighbour(
        given_name=form.cleaned_data.get("given_name", ""),
        phone=phone,
        wants_texts=bool(phone),
        language=get_language() or "nl",
        known=None if is_for_other(request) else reader_of(request),
    )
