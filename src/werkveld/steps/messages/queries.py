"""Readers' ways to messages, and the keeper's to what does not go."""

from datetime import datetime, timedelta

from django.db.models import Model, Q, QuerySet

from werkveld.steps.deeds.rules import address
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.rules import goes_out, is_wanted
from werkveld.steps.people.models import Person, Region

AN_HOUR, A_MONTH = timedelta(hours=1), timedelta(days=30)


def messages_for(reader: Person) -> QuerySet[Message]:
    """Newest first."""
    return Message.objects.filter(to=reader).order_by("-written_at", "-id")


def messages_unread(reader: Person, at: datetime) -> QuerySet[Message]:
    """Without what is over, such as a reminder of yesterday."""
    return messages_for(reader).filter(Q(news_until__isnull=True) | Q(news_until__gt=at), read_at__isnull=True)


def messages_standing(kind: str, region: Region, at: datetime) -> QuerySet[Message]:
    """What was said of this kind and is not over yet."""
    return Message.objects.filter(kind=kind, to__region=region, news_until__gt=at).order_by("id")


def messages_about(record: Model, *, to: Person) -> QuerySet[Message]:
    return messages_for(to).filter(about=address(record))


def last_mail_was_lost(reader: Person) -> bool:
    """The newest mail to this reader never arrived, so the address may be wrong."""
    last = Message.objects.filter(to=reader, channel=Channel.MAIL).exclude(sent_at=None, gave_up_at=None)
    newest = last.order_by("-written_at", "-id").first()
    return newest is not None and newest.gave_up_at is not None


def has_waiting(at: datetime, channel: Channel) -> bool:
    return Message.objects.filter(goes_out(at, channel)).exists()


def messages_stuck(at: datetime, channel: Channel) -> QuerySet[Message]:
    """Should have gone an hour ago, and nobody wrote down why not: no worker, or a server that is silent."""
    waiting = Message.objects.filter(
        is_wanted(channel),
        sent_at__isnull=True,
        gave_up_at__isnull=True,
        read_at__isnull=True,
        written_at__gt=at - A_MONTH,
        written_at__lte=at - AN_HOUR,
    )
    return waiting.order_by("written_at", "id")


def messages_given_up(at: datetime, channel: Channel) -> QuerySet[Message]:
    """What never arrived in the last month, the newest first; `fault` says why."""
    return Message.objects.filter(channel=channel, gave_up_at__gt=at - A_MONTH).order_by("-gave_up_at", "-id")
