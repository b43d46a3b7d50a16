"""What is past of the work itself: who stood where and what was noted goes; that a resident was helped stays counted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from werkveld.ground.past import first_of_year, remove
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.actions.forgetting import MayNotForget, stand_in_for
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_forget
from werkveld.steps.practice.models import (
    Absence,
    Agreement,
    Answer,
    Appointment,
    CalendarFeed,
    ContactMoment,
    DayDeed,
    HeldQuarter,
    Hours,
    Observation,
    Roster,
    RosterSlot,
    Shift,
    Signature,
    Turn,
    Wait,
)


class Doer(NamedTuple):
    """A column that says who did it, on rows that stay because they are counted: when it was, and in which region."""

    table: type[Any]
    column: str
    when: str
    where: str


DOERS = (
    Doer(Appointment, "learner", "starts_at", "resident__region"),
    Doer(Appointment, "second", "starts_at", "resident__region"),
    Doer(Shift, "coach", "ends_at", "offering__programme__region"),
    Doer(Shift, "host", "ends_at", "offering__programme__region"),
    Doer(Roster, "made_by", "ends_on", "offering__programme__region"),
)
CONFIRMERS = (
    Doer(Hours, "approved_by", "week_of", "enrolment__person__region"),
    Doer(ContactMoment, "held_by", "held_on", "enrolment__person__region"),
)


def _removed(region: Region, before: datetime) -> Iterator[QuerySet[Any]]:
    """Rows that no figure counts; what was seen stays as long as the evidence that rests on it."""
    yield HeldQuarter.objects.filter(learner__region=region, at__lt=before)
    yield Turn.objects.filter(person__region=region, shift__ends_at__lt=before)
    yield Absence.objects.filter(person__region=region, ends_at__lt=before)
    yield DayDeed.objects.filter(by__region=region, came_in_at__lt=before)
    yield Answer.objects.filter(person__region=region, slot__roster__ends_on__lt=localdate(before))
    yield Roster.coaches.through.objects.filter(_over("roster__", region, before))
    yield Observation.objects.filter(award_lines__isnull=True, learner__region=region, seen_at__lt=before)


def _over(path: str, region: Region, before: datetime) -> Q:
    """Of a roster, reached along the path, whose term is past."""
    return Q(**{f"{path}offering__programme__region": region, f"{path}ends_on__lt": localdate(before)})


@transaction.atomic
def forget_old_practice(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    if not may_forget(by):
        raise MayNotForget
    count = sum(remove(past, most) for past in _removed(region, before))
    count += _emptied(Hours.objects.filter(enrolment__person__region=region, week_of__lt=localdate(before)), most)
    talks = ContactMoment.objects.filter(enrolment__person__region=region, held_on__lt=localdate(before))
    count += _emptied(talks, most)
    count += RosterSlot.objects.filter(_over("roster__", region, before), coach__isnull=False).update(coach=None)
    count += sum(_stood_in(doer, region, before=before, by=by, at=at, most=most) for doer in DOERS)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_practice", rows=count)
    return count


def _emptied(past: QuerySet[Any], most: int) -> int:
    keys = list(past.exclude(note="").order_by("pk").values_list("pk", flat=True)[:most])
    return past.model.objects.filter(pk__in=keys).update(note="") if keys else 0


def _stood_in(doer: Doer, region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    column, is_day = doer.column, doer.when.endswith(("_on", "_of"))
    past = doer.table.objects.filter(
        **{f"{doer.when}__lt": localdate(before) if is_day else before, doer.where: region}
    )
    named = past.filter(**{f"{column}__left_at__isnull": True, f"{column}__isnull": False})
    people = list(named.order_by(column).values_list(column, flat=True).distinct()[:most])
    stand_ins = stand_in_for(people, region, by=by, at=at)
    return sum(past.filter(**{column: person}).update(**{column: other}) for person, other in stand_ins.items())


@transaction.atomic
def forget_who_confirmed(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """Hours and conversations stay as long as the enrolment they are of; then also who confirmed or held them."""
    if not may_forget(by):
        raise MayNotForget
    count = sum(_stood_in(doer, region, before=before, by=by, at=at, most=most) for doer in CONFIRMERS)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_enrolment", rows=count)
    return count


@transaction.atomic
def forget_old_visits(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """What a resident needed for a visit, and where somebody waited for one; that there was a visit stays.

    Who keeps coming is let go of in the visits of years that are past: different residents stay different in a year.
    """
    if not may_forget(by):
        raise MayNotForget
    gone: dict[str, str | bool] = {"code": "", "place": "", "wishes": "", "interpreter": "", "language": ""}
    gone |= {"brings_somebody": False, "needs_step_free": False}
    past = Appointment.objects.filter(resident__region=region, starts_at__lt=before).exclude(**gone)
    keys = list(past.order_by("pk").values_list("pk", flat=True)[:most])
    count = Appointment.objects.filter(pk__in=keys).update(**gone)
    visited = Doer(Appointment, "resident", "starts_at", "resident__region")
    count += _stood_in(visited, region, before=first_of_year(before), by=by, at=at, most=most)
    count += remove(Wait.objects.filter(resident__region=region, until_on__lt=localdate(before)), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_resident_contact", rows=count)
    return count


@transaction.atomic
def forget_old_agreements(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """The law asks for years; after those the agreement goes with its signatures."""
    if not may_forget(by):
        raise MayNotForget
    over = Agreement.objects.annotate(last_on=Coalesce("ended_on", "ends_on")).filter(
        enrolment__person__region=region, last_on__lt=localdate(before)
    )
    keys = list(over.order_by("pk").values_list("pk", flat=True)[:most])
    Signature.objects.filter(agreement__in=keys).delete()
    Agreement.objects.filter(pk__in=keys).delete()
    if keys:
        note("forgot by rule", region, by=by, at=at, rule="retention_agreement", rows=len(keys))
    return len(keys)


@transaction.atomic
def forget_feeds(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """Calendar addresses that were revoked, or of who left."""
    if not may_forget(by):
        raise MayNotForget
    over = Q(revoked_at__lt=before) | Q(person__left_at__lt=before)
    count = remove(CalendarFeed.objects.filter(over, person__region=region), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_person", rows=count)
    return count
