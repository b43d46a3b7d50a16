"""Sending what waits in the outbox, by any number of workers at once.

A mail is taken, handed to the mail server and then marked as sent: three moments, of which a worker may be killed
between any two. Killed before the server has it: nothing is lost, since the mark of taking wears off and another
worker takes it. Killed after the server has it and before our mark: nobody can know, so it goes once more. Of the two
faults, a mail that comes twice and one that never comes, this chooses the first; each mail has one Message-ID for
ever, by which a mailbox knows the second as the same. The gap is one UPDATE wide.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.rules import BACK_OFF, goes_out
from werkveld.steps.people.models import Person


class NobodyAnswers(Exception):
    """The mail server is not there. That is no fault of this mail, so it costs no try."""


class MailFailed(Exception):
    """This mail did not go now; the words say what the server said, without the address."""


class NeverArrives(MailFailed):
    """The server says that nobody has this address: trying again would not help."""


def send_next(deliver: Callable[[Message], None], *, by: Person, at: datetime) -> Message | None:
    """The mail that waits longest, or None. Call it outside a transaction: no lock is held while the server talks."""
    message = _take(at)
    if message is None:
        return None
    try:
        deliver(message)
    except NobodyAnswers:
        Message.objects.filter(pk=message.pk).update(taken_at=None, tries=F("tries") - 1)
        raise
    except MailFailed as fault:
        return _failed(message, fault, by=by, at=at)
    return _sent(message, by=by, at=at)


@transaction.atomic
def _take(at: datetime) -> Message | None:
    """Two workers never take the same: on PostgreSQL the second skips the locked row, on SQLite it waits its turn."""
    waiting = Message.objects.filter(goes_out(at)).select_related("to").order_by("written_at", "id")
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
        note("mailed", message, by=by, at=at)
    return message


@transaction.atomic
def _failed(message: Message, fault: MailFailed, *, by: Person, at: datetime) -> Message:
    message.fault = str(fault)[:120]
    if isinstance(fault, NeverArrives) or message.tries > len(BACK_OFF):
        message.gave_up_at = at
        note("gave up mailing", message, by=by, at=at, fault=message.fault)
    else:
        message.again_at, message.taken_at = at + BACK_OFF[message.tries - 1], None
    columns = {name: getattr(message, name) for name in ("fault", "gave_up_at", "again_at", "taken_at")}
    Message.objects.filter(pk=message.pk, sent_at__isnull=True).update(**columns)
    return message
