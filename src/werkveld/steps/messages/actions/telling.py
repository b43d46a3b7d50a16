"""Writes messages in the transaction of the deed they tell about; the job sends what was committed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.past import remove
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.deeds.rules import address
from werkveld.steps.messages.enums import Channel
from werkveld.steps.messages.models import Message
from werkveld.steps.messages.rules import channel_for, may_take_back, said_once
from werkveld.steps.people.actions.forgetting import MayNotForget
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_forget


class MessageIsNotYours(Refusal):
    sentence = _("This message is for someone else.")


class MayNotTakeBack(Refusal):
    sentence = _("Only the clock takes back what was said.")


@transaction.atomic
def tell(
    to: Person,
    kind: str,
    *,
    about: models.Model,
    by: Person,
    at: datetime,
    channel: Channel | None = None,
    news_until: datetime | None = None,
    anew: str = "",
    **facts: Any,
) -> Message:
    """Saying the same about the same record to the same reader again says nothing new. Without a channel: by text

    message or mail too, where the reader wants that. After `news_until` it is not sent any more.
    `anew` makes it other news about the same record, such as another time.
    """
    way = channel or channel_for(to, kind)
    told, is_new = Message.objects.get_or_create(
        to=to,
        once=said_once(kind, about, anew),
        defaults={
            "kind": kind,
            "channel": way,
            "facts": facts,
            "about": address(about),
            "written_at": at,
            "news_until": news_until,
        },
    )
    if is_new:
        note("told", told, by=by, at=at, kind=kind)
    return told


@transaction.atomic
def tell_all(
    kind: str, rows: Iterable[dict[str, Any]], *, by: Person, at: datetime, channel: Channel | None = None
) -> list[Message]:
    """Each reader the own words about the own record: rows of `to`, `about`, `facts` and perhaps `news_until` and `anew`.

    Nobody is told twice.
    """
    fresh = {(row["to"].pk, said_once(kind, row["about"], row.get("anew", ""))): row for row in rows}
    known = Message.objects.filter(to__in={to for to, _once in fresh}, once__startswith=f"{kind} ")
    for told in known.values_list("to", "once"):
        fresh.pop(told, None)
    messages = Message.objects.bulk_create(
        [
            Message(
                to=row["to"],
                once=once,
                kind=kind,
                channel=channel or channel_for(row["to"], kind),
                news_until=row.get("news_until"),
                facts=row.get("facts", {}),
                about=address(row["about"]),
                written_at=at,
            )
            for (_to, once), row in fresh.items()
        ],
        batch_size=500,
    )
    note_all("told", messages, by=by, at=at, kind=kind)
    return messages


@transaction.atomic
def take_back(messages: Iterable[Message], *, by: Person, at: datetime) -> int:
    """What is not true any more and stands on a page alone is gone; what was sent or is on its way stays as it was said."""
    if not may_take_back(by):
        raise MayNotTakeBack
    keys = [message.pk for message in messages]
    gone = list(
        Message.objects.select_for_update(of=("self",)).filter(pk__in=keys, channel=Channel.PAGE).order_by("pk")
    )
    note_all("took back", gone, by=by, at=at)
    Message.objects.filter(pk__in=[message.pk for message in gone]).delete()
    return len(gone)


@transaction.atomic
def read(message: Message, *, by: Person, at: datetime) -> Message:
    if message.to_id != by.pk:
        raise MessageIsNotYours
    if message.read_at is None:
        message.read_at = at
        message.save(update_fields=["read_at"])
        note("read", message, by=by, at=at)
    return message


@transaction.atomic
def forget_messages(person: Person, *, by: Person, at: datetime) -> int:
    """What somebody was told goes with them; one that is on its way at this moment still arrives."""
    if by.pk != person.pk:
        raise MessageIsNotYours
    count, _tables = Message.objects.filter(to=person).delete()
    note("forgot messages", person, by=by, at=at, count=count)
    return count


@transaction.atomic
def forget_old_messages(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    if not may_forget(by):
        raise MayNotForget
    count = remove(Message.objects.filter(to__region=region, written_at__lt=before), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_messages", rows=count)
    return count
