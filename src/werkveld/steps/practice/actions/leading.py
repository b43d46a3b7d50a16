"""Who coaches the dates of a series; a coordinator says it for all of them at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note_all
from werkveld.steps.enrolments.rules import may_coach
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.dates import lock_dates
from werkveld.steps.practice.actions.shifts import MayNotPlan
from werkveld.steps.practice.models import Shift
from werkveld.steps.practice.rules import may_plan


class CoachesNobody(Refusal):
    sentence = _("%(name)s guides nobody here. Choose a coach of a school, or a trainer of the host.")


@transaction.atomic
def lead_dates(shifts: Iterable[Shift], *, offering: Offering, coach: Person, by: Person, at: datetime) -> list[Shift]:
    today = timezone.localdate(at)
    if not may_plan(by, today):
        raise MayNotPlan
    if not may_coach(coach, offering, today):
        raise CoachesNobody(name=coach.name)
    locked = [one for one in lock_dates(shifts, offering, at) if one.coach_id != coach.pk]
    Shift.objects.filter(pk__in=[one.pk for one in locked]).update(coach=coach)
    note_all("has another coach", locked, by=by, at=at)
    return locked
