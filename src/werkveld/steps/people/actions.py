"""Describes the region, registers people, gives and ends roles, and invites."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.describing import Links, settle
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.enums import Can, RoleCode
from werkveld.steps.people.models import (
    Account,
    FundingLine,
    Invitation,
    Norm,
    Organization,
    Partnership,
    PartnershipEvent,
    PartnershipPartner,
    Person,
    Project,
    Qualification,
    Recognition,
    Region,
    Role,
    Site,
    Theme,
)
from werkveld.steps.people.rules import (
    may_anywhere,
    may_correct,
    may_describe,
    may_give,
    may_invite,
    may_register,
)

INVITATION_DAYS = 14
CORRECTABLE = {"given_name", "family_name", "email", "phone", "postcode", "language"}

# What a region is made of, as far as this step holds it.
Described = TypeVar(
    "Described",
    Region,
    Norm,
    Theme,
    Organization,
    Site,
    Qualification,
    FundingLine,
    Partnership,
    PartnershipPartner,
    PartnershipEvent,
    Project,
)


class MayNotRegister(Refusal):
    sentence = _("Only a coordinator or the keeper of the region registers people here.")


class MayNotDescribe(Refusal):
    sentence = _("Only the keeper of the region changes what the region is made of.")


class MayNotInvite(Refusal):
    sentence = _("You cannot invite people for this organisation.")


class MayNotGive(Refusal):
    sentence = _("You cannot give somebody this role.")


class MayNotCorrect(Refusal):
    sentence = _("You can only correct your own data, or that of the students of your school.")


class AddressIsTaken(Refusal):
    sentence = _("Somebody else already signs in with this e-mail address.")


class InvitationIsSpent(Refusal):
    sentence = _("This invitation was already used, was withdrawn or is too old. Ask for a new one.")


@transaction.atomic
def found(*, code: str, by: Person | None, at: datetime, **facts: Any) -> Region:
    """A new region, with the person in whose name the product itself acts there; without `by`, that one founds it."""
    region = Region.objects.create(code=code, **facts)
    clockwork = Person.objects.create(region=region, given_name="Werkveld", is_clockwork=True)
    note("founded", region, by=by or clockwork, at=at)
    return region


@transaction.atomic
def describe(
    record: Described, *, facts: dict[str, Any], by: Person, at: datetime, links: Links | None = None
) -> Described:
    """Makes a record, new or stored, say what the region's package says. Nothing changed: no deed."""
    if not may_describe(by, at.date()):
        raise MayNotDescribe
    if changes := settle(record, facts, links or {}):
        note("described", record, by=by, at=at, **changes)
    return record


@transaction.atomic
def remember_package(region: Region, *, rows: dict[str, list[str]], by: Person, at: datetime) -> Region:
    """Which rows the region got from its package, so that a later package can say which ones are gone."""
    if not may_describe(by, at.date()):
        raise MayNotDescribe
    if region.package != rows:
        region.package = rows
        region.save(update_fields=["package"])
        note("loaded package", region, by=by, at=at, rows={table: len(keys) for table, keys in rows.items()})
    return region


@transaction.atomic
def strike(record: Described, *, by: Person, at: datetime) -> None:
    """Takes a record out of the region. The database refuses when others still need it."""
    if not may_describe(by, at.date()):
        raise MayNotDescribe
    note("struck", record, by=by, at=at, name=str(record))
    record.delete()


@transaction.atomic
def recognise_all(rows: Iterable[dict[str, Any]], *, by: Person, at: datetime) -> list[Recognition]:
    """Takes over which sites may train for what until when. `rows` are columns of Recognition; one deed a site."""
    if not may_describe(by, at.date()):
        raise MayNotDescribe
    recognised = Recognition.objects.bulk_create([Recognition(**row) for row in rows], batch_size=500)
    sites = {recognition.site_id: recognition.site for recognition in recognised}
    note_all("recognised", sites.values(), by=by, at=at)
    return recognised


def register(*, organization: Organization, by: Person, at: datetime, role: RoleCode, **facts: Any) -> Person:
    """A person known at an organisation, in one role from today; `facts` are the columns of Person."""
    (person,) = register_all(organization=organization, role=role, rows=[facts], by=by, at=at)
    return person


@transaction.atomic
def register_all(
    *, organization: Organization, role: RoleCode, rows: Iterable[dict[str, Any]], by: Person, at: datetime
) -> list[Person]:
    """Many at once, as from a sheet: one rule, a deed a person, a handful of statements."""
    if not may_register(by, organization, at.date()):
        raise MayNotRegister
    if not may_give(by, role, organization, at.date()):
        raise MayNotGive
    people = Person.objects.bulk_create(
        [Person(region_id=organization.region_id, **facts) for facts in rows], batch_size=500
    )
    Role.objects.bulk_create(
        [Role(person=person, organization=organization, code=role, begins_on=at.date()) for person in people],
        batch_size=500,
    )
    note_all("registered", people, by=by, at=at, organization=organization.code, role=role)
    return people


@transaction.atomic
def give_role(
    *,
    person: Person,
    organization: Organization,
    role: RoleCode,
    by: Person,
    at: datetime,
    begins_on: date | None = None,
) -> Role:
    """Giving a role that is already worn gives back that role."""
    if not may_register(by, organization, at.date()):
        raise MayNotRegister
    if not may_give(by, role, organization, at.date()):
        raise MayNotGive
    worn, is_new = Role.objects.get_or_create(
        person=person,
        organization=organization,
        code=role,
        ends_on=None,
        defaults={"begins_on": begins_on or at.date()},
    )
    if is_new:
        note("gave role", person, by=by, at=at, role=role, organization=organization.code)
    return worn


@transaction.atomic
def end_role(role: Role, *, by: Person, at: datetime) -> Role:
    """The last day is today; a role that has ended stays as it was."""
    if not may_register(by, role.organization, at.date()):
        raise MayNotRegister
    if role.ends_on is not None:
        return role
    role.ends_on = max(at.date(), role.begins_on)
    role.save(update_fields=["ends_on"])
    note("ended role", role.person, by=by, at=at, role=role.code, organization=role.organization.code)
    return role


@transaction.atomic
def invite(
    *, organization: Organization, email: str, name: str, role: RoleCode, by: Person, at: datetime
) -> Invitation:
    if not may_invite(by, role, organization, at.date()):
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
    if not may_invite(by, invitation.code, invitation.organization, at.date()):
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
        defaults={"begins_on": at.date()},
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


@transaction.atomic
def open_account(person: Person, *, email: str, by: Person, at: datetime) -> Account:
    """A way to sign in for someone who is already known; asking twice gives the same account."""
    home = person.college
    is_allowed = may_register(by, home, at.date()) if home else may_anywhere(by, Can.REGISTER, at.date())
    if not is_allowed:
        raise MayNotRegister
    account = Account.objects.filter(person=person).first()
    if account is not None:
        return account
    if Account.objects.filter(email__iexact=email).exists():
        raise AddressIsTaken
    account = Account.objects.create_user(email, person=person, joined_at=at)
    note("opened account", person, by=by, at=at)
    return account


@transaction.atomic
def correct(person: Person, *, by: Person, at: datetime, **facts: str) -> Person:
    """Puts right what is written about somebody. The deed names the columns, never what they said."""
    if not may_correct(by, person, at.date()):
        raise MayNotCorrect
    changed = sorted(name for name in CORRECTABLE & set(facts) if getattr(person, name) != facts[name])
    if changed:
        for name in changed:
            setattr(person, name, facts[name])
        person.save(update_fields=changed)
        note("corrected", person, by=by, at=at, columns=changed)
    return person
