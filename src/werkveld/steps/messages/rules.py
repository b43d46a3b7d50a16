"""Who is told by mail or by text message, and what still goes out."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkveld.ground.telephones import mobile_number
from werkveld.steps.deeds.rules import address
from werkveld.steps.messages.enums import Channel
from werkveld.steps.people.models import Person

# After a failure: so long until the next try. After the last of these it is given up.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
LEASE = timedelta(minutes=10)  # a worker that says nothing for so long was killed; one message never takes so long
IS_NEWS = timedelta(days=7)  # who comes back after a long silence of the server is not told what is over
# What is short enough for a text message, and what somebody without e-mail must know in time.
TEXTED = frozenset(
    {"visit-soon", "visit-later", "visit-let-down", "time-offered", "moved-up", "how-was-it", "event-how-was-it"}
)


def may_mail(person: Person) -> bool:
    """Who has an address, did not say no, and is still here."""
    return bool(person.email) and person.wants_mail and person.left_at is None and not person.is_clockwork


def may_text(person: Person) -> bool:
    """Who gave a mobile number for it, where text messages can be sent."""
    return bool(settings.TEXTS) and person.wants_texts and person.left_at is None and bool(mobile_number(person.phone))


def may_take_back(by: Person) -> bool:
    """Only the clock, which said it."""
    return by.is_clockwork


def channel_for(person: Person, kind: str) -> Channel:
    """Every message stands on the reader's page; by text message or by mail it comes too."""
    if kind in TEXTED and may_text(person):
        return Channel.SMS
    return Channel.MAIL if may_mail(person) else Channel.PAGE


def said_once(kind: str, record: models.Model, anew: str = "") -> str:
    """By which the same words about the same record are known; `anew` makes it other news, such as another time."""
    return f"{kind} {address(record)} {anew}".strip()


def is_wanted(channel: Channel) -> Q:
    """Its reader is here, can be reached this way and still wants to be."""
    here = Q(channel=channel, to__left_at__isnull=True)
    if channel == Channel.SMS:
        return here & Q(to__wants_texts=True) & ~Q(to__phone="")
    return here & Q(to__wants_mail=True) & ~Q(to__email="")


def is_news(at: datetime) -> Q:
    return Q(written_at__gt=at - IS_NEWS) & (Q(news_until__isnull=True) | Q(news_until__gt=at))


def goes_out(at: datetime, channel: Channel) -> Q:
    """Which rows a worker may take now. What the reader already read on the page is not sent any more."""
    waits = Q(sent_at__isnull=True, gave_up_at__isnull=True, read_at__isnull=True)
    is_free = Q(taken_at__isnull=True) | Q(taken_at__lte=at - LEASE)
    is_due = Q(again_at__isnull=True) | Q(again_at__lte=at)
    return is_wanted(channel) & waits & is_free & is_due & is_news(at) & Q(tries__lte=len(BACK_OFF))
