"""The outbox."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.messages.enums import Channel
from werkveld.steps.people.models import Person


class Message(Keyed):
    """One message to one person. `kind` names the template; `facts` fill it when it is sent, in the reader's language."""

    personal_data: ClassVar[dict[str, str]] = {"to": "retention_messages", "facts": "retention_messages"}

    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    kind = models.SlugField(max_length=60)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.PAGE)
    facts = models.JSONField(default=dict, blank=True)
    about = models.CharField(max_length=100, blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=160, blank=True, help_text="The same words are sent once to the same reader.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="nobody_is_told_twice", fields=["to", "once"], condition=~Q(once="")),
        ]
        indexes = [
            models.Index(fields=["written_at"], name="message_waiting", condition=Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_id}"
