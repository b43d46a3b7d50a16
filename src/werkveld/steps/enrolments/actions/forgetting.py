"""What is past of choosing and taking part: wishes, reasons and words go; that somebody took part stays counted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from werkveld.ground.past import first_of_year, remove
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.models import (
    Application,
    Assessment,
    Assessor,
    Enrolment,
    FixedPlace,
    GroupBooking,
    Interest,
    Introduction,
    KeptApart,
    MateWish,
    Plan,
    PlanItem,
    Regard,
    RoundResult,
    SeatOffer,
    TeamMember,
    TeamWish,
    Wish,
)
from werkveld.steps.people.actions.forgetting import MayNotForget, stand_in_for
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import may_forget

RULE = "retention_enrolment"


def _removed(region: Region, before: datetime) -> Iterator[QuerySet[Any]]:
    """Rows that no figure counts. Marks, settlements and appeals hang on them, and go with them."""
    yield Wish.objects.filter(round__region=region, round__closes_at__lt=before)
    yield FixedPlace.objects.filter(choice__round__region=region, choice__round__closes_at__lt=before)
    yield Introduction.objects.filter(round__region=region, round__closes_at__lt=before)
    yield Regard.objects.filter(choice__round__region=region, choice__round__closes_at__lt=before)
    yield RoundResult.objects.filter(round__region=region, at__lt=before)
    yield SeatOffer.objects.filter(enrolment__person__region=region, answer_by__lt=before)
    for table in (TeamWish, MateWish, TeamMember):
        yield table.objects.filter(enrolment__person__region=region, at__lt=before)
    yield KeptApart.objects.filter(one__person__region=region, at__lt=before)
    yield Application.objects.filter(person__region=region, selection__decides_on__lt=localdate(before))
    assesses = Assessment.objects.filter(assessor=OuterRef("pk"))
    yield Assessor.objects.filter(
        ~Q(Exists(assesses)), person__region=region, selection__decides_on__lt=localdate(before)
    )
    yield PlanItem.objects.filter(plan__person__region=region, added_at__lt=before)
    items = PlanItem.objects.filter(plan=OuterRef("pk"))
    yield Plan.objects.filter(~Q(Exists(items)), person__region=region, begun_at__lt=before)


def _past(region: Region, before: datetime) -> QuerySet[Enrolment]:
    """Ended, or never begun, in a year that is past; an agreement keeps its enrolment for as long as the law says."""
    end = localdate(first_of_year(before))
    over = Q(ended_on__lt=end) | Q(ended_on__isnull=True, starts_on__lt=end, offering__ends_on__lt=end)
    return Enrolment.objects.filter(over, person__region=region, agreement__isnull=True)


@transaction.atomic
def forget_old_enrolments(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    if not may_forget(by):
        raise MayNotForget
    count = sum(remove(past, most) for past in _removed(region, before))
    past = _past(region, before)
    live = past.exclude(why="") | past.filter(person__left_at__isnull=True, person__is_clockwork=False)
    people = list(live.order_by("person").values_list("person", flat=True).distinct()[:most])
    past.filter(person__in=people).update(why="")
    bookings = GroupBooking.objects.filter(offering__programme__region=region, comes_on__lt=localdate(before))
    named = bookings.filter(booked_by__left_at__isnull=True, booked_by__is_clockwork=False)
    booked = list(named.order_by("booked_by").values_list("booked_by", flat=True).distinct()[:most])
    for person, stand_in in stand_in_for({*people, *booked}, region, by=by, at=at).items():
        past.filter(person=person).update(person=stand_in)
        bookings.filter(booked_by=person).update(booked_by=stand_in)
    count += len(people) + len(booked)
    if count:
        note("forgot by rule", region, by=by, at=at, rule=RULE, rows=count)
    return count


@transaction.atomic
def forget_interests(region: Region, *, before: datetime, by: Person, at: datetime, most: int) -> int:
    """Of who left; who is here changes the own."""
    if not may_forget(by):
        raise MayNotForget
    count = remove(Interest.objects.filter(person__region=region, person__left_at__lt=before), most)
    if count:
        note("forgot by rule", region, by=by, at=at, rule="retention_person", rows=count)
    return count
