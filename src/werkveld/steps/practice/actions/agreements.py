"""The practice agreement: drawn up by the school, signed by three (four for a minor)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note_all
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Organization, Person, Site
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Signature
from werkveld.steps.practice.rules import (
    are_covered,
    asks_recognition,
    may_draw_up,
    may_sign,
    parties_needed,
    recognised_days,
)


class MayNotDrawUp(Refusal):
    sentence = _("Only the student's school draws up the agreement.")


class HasAgreement(Refusal):
    sentence = _("There is already an agreement for this placement.")


class SiteIsNotRecognised(Refusal):
    sentence = _("%(site)s is not recognised for %(qualification)s on all of these days.")


class LearnsForNothing(Refusal):
    sentence = _("It is not known for which qualification %(name)s learns. Without it hours do not count here.")


class MayNotSign(Refusal):
    sentence = _("You cannot sign for this party.")


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
    row = {
        "enrolment": enrolment,
        "company": company,
        "site": site,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "hours": hours,
        "needs_guardian": needs_guardian,
    }
    (drawn,) = draw_up_all([row], by=by, at=at)
    return drawn


@transaction.atomic
def draw_up_all(rows: Iterable[dict[str, Any]], *, by: Person, at: datetime) -> list[Agreement]:
    """For many at once, such as a class: rows of the facts of `draw_up`. All or none."""
    drawn = [Agreement(**row, qualification=row["enrolment"].person.qualification, drawn_up_at=at) for row in rows]
    if not all(may_draw_up(by, agreement.enrolment, localdate(at)) for agreement in drawn):
        raise MayNotDrawUp
    if Agreement.objects.filter(enrolment__in=[agreement.enrolment_id for agreement in drawn]).exists():
        raise HasAgreement
    _ask_about_recognition([one for one in drawn if asks_recognition(one.enrolment.offering)])
    Agreement.objects.bulk_create(drawn)
    note_all("drew up", drawn, by=by, at=at)
    return drawn


def _ask_about_recognition(agreements: list[Agreement]) -> None:
    """In one question for all of them."""
    held = recognised_days([one.site for one in agreements])
    for one in agreements:
        if one.qualification is None:
            raise LearnsForNothing(name=one.enrolment.person.name)
        if not are_covered(held[one.site_id, one.qualification.pk], one.begins_on, one.ends_on):
            raise SiteIsNotRecognised(site=one.site.name, qualification=one.qualification.name)


def sign(agreement: Agreement, *, party: Party, by: Person, at: datetime) -> Agreement:
    """The last signature makes it complete. Signing twice for one party changes nothing."""
    (signed,) = sign_all([agreement], party=party, by=by, at=at)
    return signed


@transaction.atomic
def sign_all(agreements: Iterable[Agreement], *, party: Party, by: Person, at: datetime) -> list[Agreement]:
    """One hand under many agreements, such as the school's: all or none."""
    given = list(agreements)
    if not all(may_sign(by, agreement, party, localdate(at)) for agreement in given):
        raise MayNotSign
    keys = [agreement.pk for agreement in given]
    locked = list(Agreement.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("id"))
    signed: dict[int, set[str]] = {agreement.pk: set() for agreement in locked}
    for key, signed_for in Signature.objects.filter(agreement__in=keys).values_list("agreement", "party"):
        signed[key].add(signed_for)
    fresh = [agreement for agreement in locked if party not in signed[agreement.pk]]
    Signature.objects.bulk_create([Signature(agreement=one, party=party, person=by, at=at) for one in fresh])
    note_all("signed", fresh, by=by, at=at, party=party)
    complete = [one for one in fresh if one.complete_at is None and parties_needed(one) <= {*signed[one.pk], party}]
    Agreement.objects.filter(pk__in=[one.pk for one in complete]).update(complete_at=at)
    for one in complete:
        one.complete_at = at
    now_complete = {one.pk: one.complete_at for one in locked}
    for agreement in given:  # who holds the agreement sees that it is complete
        agreement.complete_at = now_complete[agreement.pk]
    return locked
