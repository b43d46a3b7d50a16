"""Registering people, and giving and ending what they do where."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Organization, Person, Role
from werkveld.steps.people.rules import may_give, may_register


class MayNotRegister(Refusal):
    sentence = _("Only a coordinator or the keeper of the region registers people here.")


class MayNotGive(Refusal):
    sentence = _("You cannot give somebody this role.")


def register(*, organization: Organization, by: Person, at: datetime, role: RoleCode, **facts: Any) -> Person:
    """A person known at an organisation, in one role from today; `facts` are the columns of Person."""
    (person,) = register_all(organization=organization, role=role, rows=[facts], by=by, at=at)
    return person


@transaction.atomic
def register_all(
    *, organization: Organization, role: RoleCode, rows: Iterable[dict[str, Any]], by: Person, at: datetime
) -> list[Person]:
    """Many at once, as from a sheet: one rule, a deed a person, a handful of statements."""
    if not may_register(by, organization, localdate(at)):
        raise MayNotRegister
    if not may_give(by, role, organization, localdate(at)):
        raise MayNotGive
    people = Person.objects.bulk_create(
        [Person(region_id=organization.region_id, **facts) for facts in rows], batch_size=500
    )
    Role.objects.bulk_create(
        [Role(person=person, organization=organization, code=role, begins_on=localdate(at)) for person in people],
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
    if not may_register(by, organization, localdate(at)):
        raise MayNotRegister
    if not may_give(by, role, organization, localdate(at)):
        raise MayNotGive
    worn, is_new = Role.objects.get_or_create(
        person=person,
        organization=organization,
        code=role,
        ends_on=None,
        defaults={"begins_on": begins_on or localdate(at)},
    )
    if is_new:
        note("gave role", person, by=by, at=at, role=role, organization=organization.code)
    return worn


@transaction.atomic
def end_role(role: Role, *, by: Person, at: datetime) -> Role:
    """The last day is today; a role that has ended stays as it was."""
    if not may_register(by, role.organization, localdate(at)):
        raise MayNotRegister
    if role.ends_on is not None:
        return role
    role.ends_on = max(localdate(at), role.begins_on)
    role.save(update_fields=["ends_on"])
    note("ended role", role.person, by=by, at=at, role=role.code, organization=role.organization.code)
    return role
