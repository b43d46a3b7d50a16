"""News on the page of a desk, until its reader says that it was read."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from werkveld.journeys.write_letter import Letter, letter
from werkveld.steps.messages.actions import read
from werkveld.steps.messages.queries import messages_for, messages_unread
from werkveld.web.desks import DESKS
from werkveld.web.doors import for_people, now

if TYPE_CHECKING:
    from werkveld.steps.people.models import Person
    from werkveld.web.doors import PersonRequest

SHOWN = 5


def news(reader: "Person") -> list[Letter]:
    """The newest few; what is older comes when these were read."""
    return [letter(message) for message in messages_unread(reader, now())[:SHOWN]]


@for_people
@require_POST
def read_letter(request: "PersonRequest", key: UUID) -> HttpResponse:
    """Back to the desk where the button was pressed."""
    message = messages_for(request.person).filter(key=key).first()
    if message is None:
        raise Http404
    read(message, by=request.person, at=now())
    desk = next((desk.url for desk in DESKS if desk.code == request.POST.get("desk")), "")
    return HttpResponseRedirect(f"{desk or reverse('signin:desks')}#messages")
