"""Somebody goes: the account, the way to reach them and the name are removed; what was done stays, without a name."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Account, Invitation, Person
from werkveld.steps.people.rules import is_last_with, may_leave

UNNAMED = {"given_name": "", "family_name": "", "email": "", "phone": "", "postcode": "", "born_in": None}


class MayNotLeave(Refusal):
    sentence = _("Only you can close your own account.")


class IsLastWithRole(Refusal):
    sentence = _("At %(organization)s nobody else is %(role)s. Invite somebody for that role first.")


@transaction.atomic
def leave(person: Person, *, keeps_number: bool, by: Person, at: datetime) -> Person:
    """Cannot be undone. With `keeps_number` the student number stays, by which only the school's own administration

    can tell whose agreement or evidence it was.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not may_leave(by, locked):
        raise MayNotLeave
    for role in locked.roles.select_related("organization").order_by("id"):
        if is_last_with(role, localdate(at)):
            raise IsLastWithRole(organization=role.organization.name, role=RoleCode(role.code).label)
    close_ways_in(locked, at)
    columns = {**UNNAMED, "wants_mail": False, "left_at": at}
    if not keeps_number:
        columns["student_number"] = ""
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(columns))
    note("left", locked, by=by, at=at)
    return locked


def close_ways_in(person: Person, at: datetime) -> None:
    """The account with all that the sign-in library keeps of it, roles from today on, and names in invitations."""
    addresses = [person.email, *Account.objects.filter(person=person).values_list("email", flat=True)]
    Account.objects.filter(person=person).delete()
    for role in person.roles.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=localdate(at))):
        role.ends_on = max(localdate(at), role.begins_on)
        role.save(update_fields=["ends_on"])
    own = Q(accepted_by=person)
    for address in filter(None, addresses):
        own |= Q(email__iexact=address)
    theirs = Invitation.objects.filter(own)
    theirs.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    theirs.update(email="", name="")
