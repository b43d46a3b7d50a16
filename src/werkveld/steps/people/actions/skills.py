"""What somebody can do, and the certificates that were shown: who saw it, and when."""

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.enums import CheckKind
from werkveld.steps.people.models import Mastery, Person, Skill, Vetting
from werkveld.steps.people.queries import norm
from werkveld.steps.people.rules import may_deem_able

MONTHS = 12


class MayNotDeemAble(Refusal):
    sentence = _("Only a coach or coordinator notes what a student can do, and nobody for themselves.")


class CertificateIsOfLater(Refusal):
    sentence = _("This certificate has a day that is still to come. Look at the date again.")


class CertificateIsTooOld(Refusal):
    sentence = _("This certificate is older than %(months)s months. Ask for a new one.")


@transaction.atomic
def deem_able(person: Person, *, skill: Skill, by: Person, at: datetime) -> Mastery:
    """Somebody of the school saw it. Seeing it again changes nothing."""
    if not may_deem_able(by, person, timezone.localdate(at)):
        raise MayNotDeemAble
    facts = {"seen_by": by, "seen_at": at}
    mastery, is_new = Mastery.objects.get_or_create(person=person, skill=skill, defaults=facts)
    if is_new:
        note("deemed able", mastery, by=by, at=at, skill=skill.code)
    return mastery


@transaction.atomic
def no_longer_deem_able(person: Person, *, skill: Skill, by: Person, at: datetime) -> None:
    """Noted by mistake, or it has to be learned again."""
    if not may_deem_able(by, person, timezone.localdate(at)):
        raise MayNotDeemAble
    gone, _tables = Mastery.objects.filter(person=person, skill=skill).delete()
    if gone:
        note("no longer deemed able", person, by=by, at=at, skill=skill.code)


@transaction.atomic
def see_certificate(
    person: Person, *, issued_on: date, by: Person, at: datetime, kind: CheckKind = CheckKind.CONDUCT
) -> Vetting:
    """The paper itself is never kept: only its day, who saw it, and until when it holds here by the dated rule."""
    on = timezone.localdate(at)
    if not may_deem_able(by, person, on):
        raise MayNotDeemAble
    if issued_on > on:
        raise CertificateIsOfLater
    months = int(norm(person.region, "conduct_certificate_months", on))
    valid_until = months_after(issued_on, months)
    if valid_until <= on:
        raise CertificateIsTooOld(months=months)
    facts = {"valid_until": valid_until, "seen_by": by, "seen_at": at}
    seen, is_new = Vetting.objects.get_or_create(person=person, kind=kind, issued_on=issued_on, defaults=facts)
    if is_new:
        note("saw certificate", seen, by=by, at=at)
    return seen


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is too short."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
