"""Inviting, withdrawing an invitation, and coming in by one."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Invitation, Organization, Person, Role
from werkveld.steps.people.rules import may_invite

INVITATION_DAYS = 14


class MayNotInvite(Refusal):
    sentence = _("You cannot invite people for this organisation.")


class InvitationIsSpent(Refusal):
    sentence = _("This invitation was already used, was withdrawn or is too old. Ask for a new one.")


@transaction.atomic
def invite(
    *, organization: Organization, email: str, name: str, role: RoleCode, by: Person, at: datetime
) -> Invitation:
    if not may_invite(by, role, organization, localdate(at)):
        raise MayNotInvite
    invitation = Invitation.objects.create(
        organization=organization,
        email=email.strip().lower(),
        name=name.strip(),
        code=role,
        secret=secrets.token_urlsafe(32),
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    note("invited", invitation, by=by, at=at, role=role)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person, at: datetime) -> Invitation:
    if not may_invite(by, invitation.code, invitation.organization, localdate(at)):
        raise MayNotInvite
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.accepted_at is None and locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        note("withdrew invitation", locked, by=by, at=at)
    return locked


@transaction.atomic
def accept_invitation(secret: str, *, at: datetime) -> Account:
    """Who holds the secret proves the address; the person who accepts is the doer of the deed."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("organization").filter(secret=secret).first()
    )
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= at:
        raise InvitationIsSpent
    account, person = _account_for(invitation, at)
    invitation.accepted_by, invitation.accepted_at = person, at
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    Role.objects.get_or_create(
        person=person,
        organization=invitation.organization,
        code=invitation.code,
        ends_on=None,
        defaults={"begins_on": localdate(at)},
    )
    note("accepted invitation", invitation, by=person, at=at)
    return account


def _account_for(invitation: Invitation, at: datetime) -> tuple[Account, Person]:
    account = Account.objects.select_related("person").filter(email=invitation.email).first()
    if account is None:
        account = Account.objects.create_user(invitation.email, joined_at=at)
    if account.person is None:
        account.person = _known_person(invitation) or _new_person(invitation)
        account.save(update_fields=["person"])
    return account, account.person


def _known_person(invitation: Invitation) -> Person | None:
    """Somebody who was registered with this address and never signed in; of two of them we cannot know which."""
    known = Person.objects.filter(
        region_id=invitation.organization.region_id,
        email__iexact=invitation.email,
        account__isnull=True,
        is_clockwork=False,
    ).order_by("id")[:2]
    return known[0] if len(known) == 1 else None


def _new_person(invitation: Invitation) -> Person:
    given, _space, family = invitation.name.partition(" ")
    return Person.objects.create(
        region_id=invitation.organization.region_id, given_name=given, family_name=family, email=invitation.email
    )
