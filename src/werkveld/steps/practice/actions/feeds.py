"""A secret address at which somebody's own calendar reads the own shifts: made, made anew, and taken back."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.models import CalendarFeed

SECRET_BYTES = 32
A_DAY = timedelta(days=1)


class HasLeft(Refusal):
    sentence = _("Who left has no calendar here.")


@transaction.atomic
def open_feed(*, by: Person, at: datetime) -> str:
    """The secret is told once, since only its digest is kept. An address from before ends in the same moment."""
    if by.left_at is not None:
        raise HasLeft
    close_feed(by=by, at=at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    made = CalendarFeed.objects.create(person=by, digest=_digest_of(secret), made_at=at)
    note("opened a calendar", made, by=by, at=at)
    return secret


@transaction.atomic
def close_feed(*, by: Person, at: datetime) -> None:
    """From now on nobody reads anything there; without an address there is nothing to do."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two pages of the same person wait in turn
    for feed in CalendarFeed.objects.select_for_update(of=("self",)).filter(person=by, revoked_at__isnull=True):
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        note("closed a calendar", feed, by=by, at=at)


@transaction.atomic
def read_feed(secret: str, *, at: datetime) -> Person | None:
    """Whose calendar this is; None where nobody has this address any more. That it is read is noted once a day.

    What is looked up is the digest of 256 random bits, so how long the answer takes says nothing of the secret.
    """
    known = CalendarFeed.objects.filter(
        digest=_digest_of(secret), revoked_at__isnull=True, person__left_at__isnull=True
    )
    feed = known.select_related("person__region").first()
    if feed is None:
        return None
    if feed.read_at is None or at - feed.read_at >= A_DAY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)
        note("read a calendar", feed, by=feed.person, at=at)
    return feed.person


def _digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
