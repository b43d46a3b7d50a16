"""Writes messages in the transaction of the deed they tell about; the job sends what was committed."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.deeds.rules import address
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person


class MessageIsNotYours(Refusal):
    sentence = _("This message is for someone else.")


@transaction.atomic
def tell(
    to: Person,
    kind: str,
    *,
    about: models.Model,
    by: Person,
    at: datetime,
    channel: Channel = Channel.PAGE,
    **facts: Any,
) -> Message:
    """Saying the same about the same record to the same reader again says nothing new."""
    told, is_new = Message.objects.get_or_create(
        to=to,
        once=f"{kind} {address(about)}",
        defaults={"kind": kind, "channel": channel, "facts": facts, "about": address(about), "written_at": at},
    )
    if is_new:
        note("told", told, by=by, at=at, kind=kind)
    return told


@transaction.atomic
def read(message: Message, *, by: Person, at: datetime) -> Message:
    if message.to_id != by.pk:
        raise MessageIsNotYours
    if message.read_at is None:
        message.read_at = at
        message.save(update_fields=["read_at"])
        note("read", message, by=by, at=at)
    return message
