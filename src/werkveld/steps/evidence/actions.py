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
from werkveld.steps.evidence.rules import is_confirmed, may_award
from werkveld.steps.people.models import Organization, Person
from werkveld.steps.practice.models import Appointment, Hours


class MayNotAward(Refusal):
    sentence = _("Only who assesses at this organisation can award, and never to themselves.")


class ProofIsNotConfirmed(Refusal):
    sentence = _("Every line must point to hours or a service that were confirmed.")


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
