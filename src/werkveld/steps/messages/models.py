"""The outbox."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from werkveld.ground.records import Keyed
from werkveld.steps.messages.enums import SENT_BY_US, Channel
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
    taken_at = models.DateTimeField(null=True, blank=True, help_text="A worker is sending it since then.")
    tries = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True, blank=True, help_text="Not before then, after it failed.")
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=120, blank=True, help_text="What the server said, without the address.")
    read_at = models.DateTimeField(null=True, blank=True)
    news_until = models.DateTimeField(null=True, blank=True, help_text="After that it is no news any more.")
    once = models.CharField(max_length=160, blank=True, help_text="The same words are sent once to the same reader.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="nobody_is_told_twice", fields=["to", "once"], condition=~Q(once="")),
            models.CheckConstraint(
                name="a_message_is_sent_or_given_up", condition=Q(sent_at__isnull=True) | Q(gave_up_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "written_at"],
                name="message_waiting",
                condition=Q(channel__in=SENT_BY_US, sent_at__isnull=True, gave_up_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_id}"
