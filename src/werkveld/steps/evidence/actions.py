"""Awards, and takes back what was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.past import remove
from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.evidence.rules import Proof, is_confirmed, is_own, may_award
from werkveld.steps.people.actions.forgetting import MayNotForget
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.rules import may_forget
from werkveld.steps.practice.models import Appointment, Hours, Observation


class MayNotAward(Refusal):
    sentence = _("Only who assesses at this organisation can award, and never to themselves.")


class ProofIsNotConfirmed(Refusal):
    sentence = _("Every line must point to hours or a service that were confirmed, or to what somebody saw.")


class ProofIsOfAnother(Refusal):
    sentence = _("Every line must point to what this person did.")


class IsAwarded(Refusal):
    sentence = _("This was already awarded for this placement.")


class ServiceIsProof(Refusal):
    sentence = _("One of these services already stands under another award. A service is proof once.")


class ObservationIsProof(Refusal):
    sentence = _("One of these observations already stands under another award. What was seen is proof once.")


@dataclass(frozen=True, slots=True)
class Earned:
    """What one person did for an award: at which place, proven by which confirmed hours, services or observations."""

    person: Person
    enrolment: Enrolment | None = None
    proof: Sequence[Proof] = ()


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
    proof: Sequence[Proof] = (),
) -> Award:
    earned = Earned(person, enrolment, proof)
    (given,) = award_all([earned], kind=kind, title_nl=title_nl, title_en=title_en, issuer=issuer, by=by, at=at)
    return given


@transaction.atomic
def award_all(
    earned: Sequence[Earned],
    *,
    kind: EvidenceKind,
    title_nl: str,
    title_en: str,
    issuer: Organization,
    by: Person,
    at: datetime,
) -> list[Award]:
    """The same to many, such as a class that completed: all or none."""
    for one in earned:
        if not may_award(by, one.person, issuer, localdate(at)):
            raise MayNotAward
        if not all(is_confirmed(entry) for entry in one.proof):
            raise ProofIsNotConfirmed
        if not all(is_own(entry, one.person) for entry in one.proof):
            raise ProofIsOfAnother
    _refuse_what_was_given(earned, kind, title_nl)
    made = [
        Award(
            person=one.person,
            enrolment=one.enrolment,
            kind=kind,
            title_nl=title_nl,
            title_en=title_en,
            issuer=issuer,
            awarded_by=by,
            awarded_at=at,
        )
        for one in earned
    ]
    Award.objects.bulk_create(made, batch_size=500)
    lines = [_line(given, entry) for given, one in zip(made, earned, strict=True) for entry in one.proof]
    AwardLine.objects.bulk_create(lines, batch_size=500)
    note_all("awarded", made, by=by, at=at, kind=kind)
    return made


def _refuse_what_was_given(earned: Sequence[Earned], kind: EvidenceKind, title_nl: str) -> None:
    """The database refuses it too, but in words for nobody."""
    places = [one.enrolment.pk for one in earned if one.enrolment is not None]
    standing = Award.objects.filter(revoked_at__isnull=True, kind=kind, title_nl=title_nl, enrolment__in=places)
    if len(set(places)) < len(places) or (places and standing.exists()):
        raise IsAwarded
    proof = [entry for one in earned for entry in one.proof]
    services = [entry.pk for entry in proof if isinstance(entry, Appointment)]
    given = AwardLine.objects.filter(appointment__in=services)
    if len(set(services)) < len(services) or (services and given.exists()):
        raise ServiceIsProof
    seen = [entry.pk for entry in proof if isinstance(entry, Observation)]
    used = AwardLine.objects.filter(observation__in=seen)
    if len(set(seen)) < len(seen) or (seen and used.exists()):
        raise ObservationIsProof


def _line(awarded: Award, entry: Proof) -> AwardLine:
    if isinstance(entry, Observation):
        return AwardLine(award=awarded, observation=entry, work_process=entry.work_process)
    if isinstance(entry, Hours):
        return AwardLine(award=awarded, hours=entry, work_process=entry.work_process)
    return AwardLine(award=awarded, appointment=entry)


@transaction.atomic
def revoke(awarded: Award, *, because: str, by: Person, at: datetime) -> Award:
    """It stays to be seen, with the reason."""
    if not may_award(by, awarded.person, awarded.issuer, localdate(at)):
        raise MayNotAward
    locked = Award.objects.select_for_update(of=("self",)).get(pk=awarded.pk)
    if locked.revoked_at is None:
        locked.revoked_by, locked.revoked_at, locked.revoked_because = by, at, because
        locked.save(update_fields=["revoked_by", "revoked_at", "revoked_because"])
        note("revoked", locked, by=by, at=at)
    return locked


@transaction.atomic
def forget_old_awards(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """With their lines. Who earned it kept an own copy."""
    if not may_forget(by):
        raise MayNotForget
    count = remove(Award.objects.filter(person__region=region, awarded_at__lt=before), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_evidence", rows=count)
    return count
