"""Who is told by mail, and which mail still goes out."""

from datetime import datetime, timedelta

from django.db.models import Q

from werkveld.steps.messages.enums import Channel
from werkveld.steps.people.models import Person

# After a failure: so long until the next try. After the last of these the mail is given up.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
LEASE = timedelta(minutes=10)  # a worker that says nothing for so long was killed; one mail never takes so long
IS_NEWS = timedelta(days=7)  # who comes back after a long silence of the mail server is not told what is over


def may_mail(person: Person) -> bool:
    """Who has an address, did not say no, and is still here."""
    return bool(person.email) and person.wants_mail and person.left_at is None and not person.is_clockwork


def channel_for(person: Person) -> Channel:
    """Every message stands on the reader's page; by mail it comes too."""
    return Channel.MAIL if may_mail(person) else Channel.PAGE


def goes_out(at: datetime) -> Q:
    """Which rows a worker may take now. What the reader already read on the page needs no mail."""
    wants = Q(to__wants_mail=True, to__left_at__isnull=True) & ~Q(to__email="")
    waits = Q(channel=Channel.MAIL, sent_at__isnull=True, gave_up_at__isnull=True, read_at__isnull=True)
    is_free = Q(taken_at__isnull=True) | Q(taken_at__lte=at - LEASE)
    is_due = Q(again_at__isnull=True) | Q(again_at__lte=at)
    return wants & waits & is_free & is_due & Q(written_at__gt=at - IS_NEWS, tries__lte=len(BACK_OFF))
