"""Complaints and worries: told by anybody, read and answered by the confidential adviser alone.

No deed, message or look holds a word of what was told.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.models import Concern
from werkveld.steps.experiences.queries.concerns import advisers_for
from werkveld.steps.experiences.rules import may_hear, may_write_down_concern
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.models import Appointment
from werkveld.steps.questions.enums import AskedBy

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12


class NobodyHears(Refusal):
    sentence = _("This organisation has no confidential adviser yet. Choose another one.")


class MayNotHear(Refusal):
    sentence = _("Only the confidential adviser reads this.")


class MayNotWriteDown(Refusal):
    sentence = _("Only who helps residents writes this down for somebody else.")


class IsClosed(Refusal):
    sentence = _("This is closed already.")


@transaction.atomic
def tell_concern(
    *,
    organization: Organization,
    kind: ConcernKind,
    text: str,
    by: Person,
    at: datetime,
    told_by: Person | None = None,
    reach: str = "",
    appointment: Appointment | None = None,
    channel: AskedBy = AskedBy.WEB,
    is_example: bool = False,
) -> Concern:
    """Without a name `by` is the product itself, so that no deed tells who it was.

    Who tells it by web gets a code for the answer. Who has it written down gets none: the writer would hold it too.
    """
    if channel != AskedBy.WEB and not may_write_down_concern(by, localdate(at)):
        raise MayNotWriteDown
    advisers = advisers_for(organization, localdate(at))
    if not advisers:
        raise NobodyHears
    told = Concern.objects.create(
        organization=organization,
        kind=kind,
        text=text,
        told_by=told_by,
        reach=reach,
        appointment=appointment,
        site=appointment.shift.site if appointment else None,
        channel=channel,
        code=_a_code() if channel == AskedBy.WEB else "",
        told_at=at,
        is_example=is_example,
    )
    note("told a concern", told, by=by, at=at)
    for adviser in advisers:
        tell(adviser, "concern-told", about=told, by=by, at=at)
    return told


def _a_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


@transaction.atomic
def take_concern(concern: Concern, *, by: Person, at: datetime) -> Concern:
    """From then on the others know who is at it."""
    locked = _heard(concern, by, at)
    if locked.taken_by_id != by.pk:
        locked.taken_by, locked.taken_at = by, at
        locked.save(update_fields=["taken_by", "taken_at"])
        note("took a concern", locked, by=by, at=at)
    return locked


@transaction.atomic
def answer_concern(concern: Concern, *, text: str, by: Person, at: datetime) -> Concern:
    """May be written anew until it is closed. Who told it by name hears that there is an answer, and not what it is."""
    locked = take_concern(concern, by=by, at=at)
    locked.answer = text
    locked.save(update_fields=["answer"])
    note("answered a concern", locked, by=by, at=at)
    if locked.told_by is not None:
        tell(locked.told_by, "concern-answered", about=locked, anew=at.isoformat(), by=by, at=at)
    return locked


@transaction.atomic
def close_concern(concern: Concern, *, by: Person, at: datetime) -> Concern:
    """Its time of keeping begins now."""
    locked = take_concern(concern, by=by, at=at)
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    note("closed a concern", locked, by=by, at=at)
    return locked


@transaction.atomic
def forward_concern(concern: Concern, *, to: Organization, by: Person, at: datetime) -> Concern:
    """To the adviser of another organisation. Who sends it on cannot read it there."""
    locked = _heard(concern, by, at)
    advisers = advisers_for(to, localdate(at))
    if not advisers:
        raise NobodyHears
    locked.organization, locked.taken_by, locked.taken_at = to, None, None
    locked.save(update_fields=["organization", "taken_by", "taken_at"])
    note("forwarded a concern", locked, by=by, at=at, organization=to.code)
    for adviser in advisers:
        tell(adviser, "concern-told", about=locked, anew=at.isoformat(), by=by, at=at)
    return locked


def _heard(concern: Concern, by: Person, at: datetime) -> Concern:
    """The row under its lock, for who may read it where it is now."""
    locked = (
        Concern.objects.select_for_update(of=("self",)).select_related("organization", "told_by").get(pk=concern.pk)
    )
    if not may_hear(by, locked, localdate(at)):
        raise MayNotHear
    if locked.closed_at is not None:
        raise IsClosed
    return locked
