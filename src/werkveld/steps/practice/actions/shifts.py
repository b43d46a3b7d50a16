"""Shifts: planned on a day, at a site, under a coach."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Site
from werkveld.steps.practice.models import Shift
from werkveld.steps.practice.queries.turns import turns_during
from werkveld.steps.practice.rules import may_plan


class MayNotPlan(Refusal):
    sentence = _("Only a coordinator plans shifts.")


class ShiftIsPlanned(Refusal):
    sentence = _("There is already a shift here at this time.")


class WorksThen(Refusal):
    sentence = _("%(name)s has another shift at that time.")


@transaction.atomic
def plan_shift(
    *,
    offering: Offering,
    site: Site,
    coach: Person | None,
    people: Iterable[Person],
    starts_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
) -> Shift:
    """Of two shifts at one time that want the same student the second is refused."""
    if not may_plan(by, localdate(at)):
        raise MayNotPlan
    if Shift.objects.filter(offering=offering, site=site, starts_at=starts_at).exists():
        raise ShiftIsPlanned
    here = list(people)
    list(Person.objects.filter(pk__in=[one.pk for one in here]).order_by("pk").select_for_update(of=("self",)))
    if (other := turns_during(here, starts_at, ends_at).first()) is not None:
        raise WorksThen(name=other.person.name)
    shift = Shift.objects.create(offering=offering, site=site, coach=coach, starts_at=starts_at, ends_at=ends_at)
    shift.people.set(here)
    note("planned", shift, by=by, at=at)
    return shift
