"""Sends by mail what people were told. Any number of workers may do this at once; werkveld.steps.messages says how."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.mime.text import MIMEText
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django_tasks import task

from werkveld.jobs.clock import now
from werkveld.journeys.write_calendar import invitation_with
from werkveld.journeys.write_letter import letter_by_mail
from werkveld.steps.messages.actions import NeverArrives, NobodyAnswers, SendingFailed, send_next
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.queries import has_waiting
from werkveld.steps.people.queries import clockwork, home_region

if TYPE_CHECKING:
    from werkveld.steps.messages.models import Message

log = structlog.get_logger("werkveld.mail")
IN_ONE_RUN = 500  # then other jobs get their turn; the next beat goes on


@task()
def send_mail() -> dict[str, int]:
    """How many went and how many did not; a mail server that is silent ends the run, and the next beat tries again."""
    region = home_region()
    done = {"sent": 0, "failed": 0}
    if region is None:
        return done
    doer, post = clockwork(region), Post()
    try:
        while sum(done.values()) < IN_ONE_RUN and (message := send_next(post.deliver, by=doer, at=now())):
            done["sent" if message.sent_at else "failed"] += 1
    except NobodyAnswers as silence:
        log.warning("the mail server does not answer", fault=str(silence))
    finally:
        post.close()
    return done


def send_mail_when_waiting() -> None:
    """For the clock: an outbox with nothing in it puts no job in the queue."""
    if has_waiting(now(), Channel.MAIL):
        send_mail.enqueue()


class Post:
    """One connection for many mails; after a fault it starts afresh, since nobody knows how the old one stands."""

    def __init__(self) -> None:
        self.server = get_connection()

    def deliver(self, message: "Message") -> None:
        self._ask(self.server.open, NobodyAnswers)
        try:
            mail = made(message)
        except Exception as fault:
            log.exception("a message could not be put in words", message=str(message.key))
            raise SendingFailed(type(fault).__name__) from fault
        self._ask(lambda: self.server.send_messages([mail]), SendingFailed)

    def _ask(self, deed: Callable[[], object], otherwise: type[Exception]) -> None:
        """Errors of smtplib and of the network are all of one kind; only a refused address is never tried again."""
        try:
            deed()
        except smtplib.SMTPRecipientsRefused as refused:
            self.close()
            codes = [code for code, _words in refused.recipients.values()]
            never = all(code >= 500 for code in codes)
            raise (NeverArrives if never else SendingFailed)(f"{codes[0]} the address was refused") from refused
        except ValueError as fault:  # what stands there is no address, or breaks a header
            raise NeverArrives("the address is not one") from fault
        except OSError as fault:
            self.close()
            raise otherwise(words_of(fault)) from fault

    def close(self) -> None:
        with suppress(OSError):  # it may be gone already
            self.server.close()


def words_of(fault: OSError) -> str:
    """What went wrong, without what a server may repeat of addresses."""
    code = getattr(fault, "smtp_code", None) or fault.errno
    return f"{type(fault).__name__} {code}" if code else type(fault).__name__


def made(message: "Message") -> EmailMessage:
    """The same Message-ID each time, so that a mailbox knows a mail that comes twice."""
    subject, text = letter_by_mail(message)
    headers = {
        "Message-ID": f"<{message.key}@{urlsplit(settings.URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMessage(subject, text, to=[message.to.email], headers=headers)
    if invitation := invitation_with(message):
        mail.attach(calendar_part(invitation))
    return mail


def calendar_part(content: bytes) -> MIMEText:
    """Says its method as the file does, so that a telephone offers to put it in the calendar."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="afspraak.ics")
    return part
