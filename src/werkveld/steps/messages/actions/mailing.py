"""Sending what waits in the outbox by mail or as a text message, by any number of workers at once.

A message is taken, handed to the server and then marked as sent: three moments, of which a worker may be killed
between any two. Killed before the server has it: nothing is lost, since the mark of taking wears off and another
worker takes it. Killed after the server has it and before our mark: nobody can know, so it goes once more. Of the two
faults, a message that comes twice and one that never comes, this chooses the first; each has one number for ever
(a Message-ID, a reference), by which a mailbox or a gateway knows the second as the same. The gap is one UPDATE wide.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.rules import BACK_OFF, goes_out
from werkveld.steps.people.models import Person


class NobodyAnswers(Exception):
    """The server is not there, or lets nobody in. That is no fault of this message, so it costs no try."""


class SendingFailed(Exception):
    """This message did not go now; the words say what the server said, without the address."""


class NeverArrives(SendingFailed):
    """The server says that nobody has this address: trying again would not help."""


def send_next(
    deliver: Callable[[Message], None], *, by: Person, at: datetime, channel: Channel = Channel.MAIL
) -> Message | None:
    """The message that waits longest, or None. Call it outside a transaction: no lock is held while the server talks."""
    message = _take(at, channel)
    if message is None:
        return None
    try:
        deliver(message)
    except NobodyAnswers:
        Message.objects.filter(pk=message.pk).update(taken_at=None, tries=F("tries") - 1)
        raise
    except SendingFailed as fault:
        return _failed(message, fault, by=by, at=at)
    return _sent(message, by=by, at=at)


@transaction.atomic
def _take(at: datetime, channel: Channel) -> Message | None:
    """Two workers never take the same: on PostgreSQL the second skips the locked row, on SQLite it waits its turn."""
    waiting = Message.objects.filter(goes_out(at, channel)).select_related("to").order_by("written_at", "id")
    message = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if message is not None:
        message.taken_at, message.tries = at, message.tries + 1
        message.save(update_fields=["taken_at", "tries"])
    return message


@transaction.atomic
def _sent(message: Message, *, by: Person, at: datetime) -> Message:
    """A worker that was slow may find that another one sent it meanwhile, or that its reader left."""
    message.sent_at, message.fault = at, ""
    if Message.objects.filter(pk=message.pk, sent_at__isnull=True).update(sent_at=at, fault="", gave_up_at=None):
        note("mailed" if message.channel == Channel.MAIL else "texted", message, by=by, at=at)
    return message


@transaction.atomic
def _failed(message: Message, fault: SendingFailed, *, by: Person, at: datetime) -> Message:
    message.fault = str(fault)[:120]
    if isinstance(fault, NeverArrives) or message.tries > len(BACK_OFF):
        message.gave_up_at = at
        note("gave up sending", message, by=by, at=at, fault=message.fault)
    else:
        message.again_at, message.taken_at = at + BACK_OFF[message.tries - 1], None
    columns = {name: getattr(message, name) for name in ("fault", "gave_up_at", "again_at", "taken_at")}
    Message.objects.filter(pk=message.pk, sent_at__isnull=True).update(**columns)
    return message
