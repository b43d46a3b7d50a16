"""Awards, and takes back what was wrong."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.evidence.rules import is_confirmed, is_own, may_award
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.models import Appointment, Hours


class MayNotAward(Refusal):
    sentence = _("Only who assesses at this organisation can award, and never to themselves.")


class ProofIsNotConfirmed(Refusal):
    sentence = _("Every line must point to hours or a service that were confirmed.")


class ProofIsOfAnother(Refusal):
    sentence = _("Every line must point to what this person did.")


class IsAwarded(Refusal):
    sentence = _("This was already awarded for this placement.")


class ServiceIsProof(Refusal):
    sentence = _("One of these services already stands under another award. A service is proof once.")


@transaction.atomic
def award(
    *,
    person: Person,
    kind: EvidenceKind,
    title_nl: str,
    title_en: str,
    issuer: Organization,
    by: Person,
    at: datetime,
    enrolment: Enrolment | None = None,
    proof: Sequence[Hours | Appointment] = (),
) -> Award:
    if not may_award(by, person, issuer, at.date()):
        raise MayNotAward
    if not all(is_confirmed(entry) for entry in proof):
        raise ProofIsNotConfirmed
    if not all(is_own(entry, person) for entry in proof):
        raise ProofIsOfAnother
    _refuse_what_was_given(enrolment, kind, title_nl, proof)
    awarded = Award.objects.create(
        person=person,
        enrolment=enrolment,
        kind=kind,
        title_nl=title_nl,
        title_en=title_en,
        issuer=issuer,
        awarded_by=by,
        awarded_at=at,
    )
    if proof:
        AwardLine.objects.bulk_create([_line(awarded, entry) for entry in proof])
    note("awarded", awarded, by=by, at=at, kind=kind)
    return awarded


def _refuse_what_was_given(
    enrolment: Enrolment | None, kind: EvidenceKind, title_nl: str, proof: Sequence[Hours | Appointment]
) -> None:
    """The database refuses it too, but in words for nobody."""
    standing = Award.objects.filter(revoked_at__isnull=True, kind=kind, title_nl=title_nl)
    if enrolment is not None and standing.filter(enrolment=enrolment).exists():
        raise IsAwarded
    services = [entry.pk for entry in proof if isinstance(entry, Appointment)]
    if services and AwardLine.objects.filter(appointment__in=services).exists():
        raise ServiceIsProof


def _line(awarded: Award, entry: Hours | Appointment) -> AwardLine:
    if isinstance(entry, Hours):
        return AwardLine(award=awarded, hours=entry, work_process=entry.work_process)
    return AwardLine(award=awarded, appointment=entry)


@transaction.atomic
def revoke(awarded: Award, *, because: str, by: Person, at: datetime) -> Award:
    """It stays to be seen, with the reason."""
    if not may_award(by, awarded.person, awarded.issuer, at.date()):
        raise MayNotAward
    locked = Award.objects.select_for_update(of=("self",)).get(pk=awarded.pk)
    if locked.revoked_at is None:
        locked.revoked_by, locked.revoked_at, locked.revoked_because = by, at, because
        locked.save(update_fields=["revoked_by", "revoked_at", "revoked_because"])
        note("revoked", locked, by=by, at=at)
    return locked
