from django.db.models import QuerySet

from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person


def messages_for(reader: Person) -> QuerySet[Message]:
    """Newest first."""
    return Message.objects.filter(to=reader).order_by("-written_at", "-id")
