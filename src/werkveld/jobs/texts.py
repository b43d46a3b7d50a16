"""Sends as text messages what people were told: the same outbox as mail, with the same promises."""

import json
import re
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django_tasks import task

from werkveld.ground.telephones import mobile_number
from werkveld.jobs.clock import now
from werkveld.journeys.write_text import text_message
from werkveld.steps.messages.actions import NeverArrives, NobodyAnswers, SendingFailed, send_next
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.queries import has_waiting
from werkveld.steps.people.queries import clockwork, home_region

if TYPE_CHECKING:
    from werkveld.steps.messages.models import Message

log = structlog.get_logger("werkveld.texts")
IN_ONE_RUN = 500  # then other jobs get their turn; the next beat goes on
PATIENCE = 15  # seconds
GAP = re.compile(r"{(\w+)}")
LETS_NOBODY_IN = {401, 403, 407, 429, 503}  # says something about us or about now, and nothing about this message


@task()
def send_texts() -> dict[str, int]:
    """How many went and how many did not; a gateway that is silent ends the run, and the next beat tries again."""
    region, way = home_region(), WAYS.get(settings.TEXTS)
    done = {"sent": 0, "failed": 0}
    if region is None or way is None:
        return done
    doer, out = clockwork(region), way()
    try:
        while sum(done.values()) < IN_ONE_RUN and (
            message := send_next(out.deliver, by=doer, at=now(), channel=Channel.SMS)
        ):
            done["sent" if message.sent_at else "failed"] += 1
    except NobodyAnswers as silence:
        log.warning("the gateway takes no text messages", fault=str(silence))
    finally:
        out.close()
    return done


def send_texts_when_waiting() -> None:
    """For the clock: an outbox with nothing in it puts no job in the queue."""
    if settings.TEXTS and has_waiting(now(), Channel.SMS):
        send_texts.enqueue()


def made(message: "Message") -> tuple[str, str]:
    """Number and words. Who has no mobile number any more is not reached by trying again."""
    to = mobile_number(message.to.phone)
    if not to:
        raise NeverArrives("the number is no mobile number")
    try:
        return to, text_message(message)
    except Exception as fault:
        log.exception("a message could not be put in words", message=str(message.key))
        raise SendingFailed(type(fault).__name__) from fault


class Log:
    """For who builds: the words stand where the worker runs, and nothing is sent."""

    def deliver(self, message: "Message") -> None:
        to, text = made(message)
        log.info("a text message", to=f"…{to[-2:]}", text=text)

    def close(self) -> None:
        """Nothing was opened."""


class Gateway:
    """One connection for many texts; after a fault it starts afresh, since nobody knows how the old one stands."""

    def __init__(self) -> None:
        self.address = urlsplit(settings.TEXTS_URL)
        kind = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        self.line = kind(self.address.hostname or "", self.address.port, timeout=PATIENCE)

    def deliver(self, message: "Message") -> None:
        to, text = made(message)
        gaps = {"to": to, "text": text, "from": settings.TEXTS_FROM, "key": str(message.key)}
        try:
            if self.line.sock is None:
                self.line.connect()
        except OSError as fault:
            raise NobodyAnswers(type(fault).__name__) from fault
        try:
            status = self._post(json.dumps(filled(settings.TEXTS_FIELDS, gaps)), str(message.key))
        except (OSError, HTTPException) as fault:
            self.close()
            raise SendingFailed(type(fault).__name__) from fault
        judged(status)

    def _post(self, body: str, key: str) -> int:
        """What the gateway says besides may repeat the number, so it is read and let go."""
        headers = {
            "Authorization": settings.TEXTS_AUTHORIZATION.replace("{token}", settings.TEXTS_TOKEN),
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": key,
        }
        target = self.address.path or "/"
        self.line.request("POST", f"{target}?{self.address.query}" if self.address.query else target, body, headers)
        answer = self.line.getresponse()
        answer.read()
        return answer.status

    def close(self) -> None:
        with suppress(OSError):  # it may be gone already
            self.line.close()


WAYS: dict[str, type[Log] | type[Gateway]] = {"log": Log, "http": Gateway}


def judged(status: int) -> None:
    """A redirect is no delivery: it would carry the token to somewhere else."""
    if status in LETS_NOBODY_IN:
        raise NobodyAnswers(f"HTTP {status}")
    if not 200 <= status < 300:
        raise SendingFailed(f"HTTP {status}")


def filled(shape: Any, gaps: dict[str, str]) -> Any:
    """The shape of the settings with each gap filled, however deep it lies. A gap in a text is not filled again."""
    if isinstance(shape, dict):
        return {name: filled(part, gaps) for name, part in shape.items()}
    if isinstance(shape, list):
        return [filled(part, gaps) for part in shape]
    if isinstance(shape, str):
        return GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), shape)
    return shape
