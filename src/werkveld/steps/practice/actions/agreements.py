"""The practice agreement: drawn up by the school, signed by three (four for a minor)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Organization, Person, Site
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Signature
from werkveld.steps.practice.rules import may_draw_up, may_sign, parties_needed


class MayNotDrawUp(Refusal):
    sentence = _("Only the student's school draws up the agreement.")


class MayNotSign(Refusal):
    sentence = _("You cannot sign for this party.")


@transaction.atomic
def draw_up(
    enrolment: Enrolment,
    *,
    company: Organization,
    site: Site,
    begins_on: date,
    ends_on: date,
    hours: int,
    by: Person,
    at: datetime,
    needs_guardian: bool = False,
) -> Agreement:
    if not may_draw_up(by, enrolment, at.date()):
        raise MayNotDrawUp
    agreement = Agreement.objects.create(
        enrolment=enrolment,
        company=company,
        site=site,
        qualification=enrolment.person.qualification,
        begins_on=begins_on,
        ends_on=ends_on,
        hours=hours,
        needs_guardian=needs_guardian,
        drawn_up_at=at,
    )
    note("drew up", agreement, by=by, at=at)
    return agreement


@transaction.atomic
def sign(agreement: Agreement, *, party: Party, by: Person, at: datetime) -> Agreement:
    """The last signature makes it complete. Signing twice for one party changes nothing."""
    if not may_sign(by, agreement, party, at.date()):
        raise MayNotSign
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    _signature, is_new = Signature.objects.get_or_create(
        agreement=locked, party=party, defaults={"person": by, "at": at}
    )
    if is_new:
        note("signed", locked, by=by, at=at, party=party)
        signed = set(locked.signatures.values_list("party", flat=True))
        if locked.complete_at is None and parties_needed(locked) <= signed:
            locked.complete_at = at
            locked.save(update_fields=["complete_at"])
    return locked
