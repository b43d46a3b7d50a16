"""Which sites may train for what until when, and whom it concerns that this ends."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Qualification, Recognition, Site
from werkveld.steps.people.rules import homes_where, may_anywhere

TO_FRIDAY, A_DAY = timedelta(days=4), timedelta(days=1)
AGREED, OFFERED = "enrolment__agreement", "enrolment__offering"


def week_was_recognised() -> Q:
    """Of a row of hours: its site was recognised when the working week began and when it ended.

    A week that the agreement covers in part is looked at from its first to its last day in that week.
    """
    monday, friday = OuterRef("week_of"), Cast(OuterRef("week_of") + TO_FRIDAY, DateField())
    begins = Coalesce(OuterRef(f"{AGREED}__begins_on"), OuterRef("enrolment__starts_on"))
    ends = Coalesce(OuterRef(f"{AGREED}__ends_on"), friday)
    return Q(Exists(_held_on(Greatest(monday, begins)))) & Q(Exists(_held_on(Least(friday, ends))))


def _held_on(day: Any) -> QuerySet[Recognition]:
    return Recognition.objects.filter(
        site=Coalesce(OuterRef(f"{AGREED}__site"), OuterRef(f"{OFFERED}__site")),
        qualification=Coalesce(OuterRef(f"{AGREED}__qualification"), OuterRef("enrolment__person__qualification")),
        begins_on__lte=day,
        ends_on__gte=day,
    )


def recognitions_at(reader: Person, on: date) -> QuerySet[Recognition]:
    """Of the sites of the reader's own organisations; what ends first comes first, what is over does not come."""
    homes = set(homes_where(reader, Can.SIGN_FOR_COMPANY, on))
    mine = Q(site__organization__in=homes) | Q(site__organization__parent__in=homes)
    return _named().filter(mine, ends_on__gte=on).order_by("ends_on", "site__name", "qualification__name", "id")


def recognitions_of(site: Site) -> QuerySet[Recognition]:
    return _named().filter(site=site).order_by("qualification__name", "begins_on", "id")


def _named() -> QuerySet[Recognition]:
    return Recognition.objects.select_related("site__organization", "qualification")


def recognitions_ending(reader: Person, on: date, *, before: date) -> QuerySet[Recognition]:
    """Without another that follows, and somebody counts on it: learners whose agreement runs on, or open places.

    Also what ended already while learners are still there. Most learners first.
    """
    if not may_anywhere(reader, Can.SIGN_FOR_SCHOOL, on):
        return Recognition.objects.none()
    follows = Recognition.objects.filter(
        site=OuterRef("site"),
        qualification=OuterRef("qualification"),
        ends_on__gt=OuterRef("ends_on"),
        begins_on__lte=OuterRef("ends_on") + A_DAY,
    )
    found = _named().filter(~Exists(follows), site__organization__region=reader.region, ends_on__lt=before)
    return (
        found.annotate(learners=_learners_after(), places=_places_after())
        .filter(Q(learners__gt=0) | Q(places__gt=0, ends_on__gte=on))
        .order_by("-learners", "ends_on", "id")
    )


def _learners_after() -> Count:
    runs = Q(
        site__agreements__qualification=F("qualification"),
        site__agreements__enrolment__state=EnrolmentState.PLACED,
        site__agreements__enrolment__offering__programme__kind__needs_recognition=True,
        site__agreements__ends_on__gt=F("ends_on"),
        site__agreements__begins_on__lte=F("ends_on"),
    )
    return Count("site__agreements", filter=runs, distinct=True)


def _places_after() -> Count:
    runs = Q(
        site__offerings__state=OfferingState.OPEN,
        site__offerings__programme__kind__needs_recognition=True,
        site__offerings__ends_on__gt=F("ends_on"),
    )
    return Count("site__offerings", filter=runs, distinct=True)


def sites_recognised_for(qualification: Qualification, *, begins_on: date, ends_on: date) -> QuerySet[Site]:
    """Where somebody may learn for it on the first of these days and on the last."""
    held = Recognition.objects.filter(qualification=qualification)
    first, last = (held.filter(begins_on__lte=day, ends_on__gte=day).values("site") for day in (begins_on, ends_on))
    return Site.objects.filter(pk__in=first).filter(pk__in=last).select_related("organization").order_by("name", "id")


def unrecognised(offerings: list[Offering]) -> set[int]:
    """Row numbers of those that ask a recognised site, at a site that on their first day is recognised for nothing."""
    asking = {
        one.pk: (one.site_id, one.starts_on)
        for one in offerings
        if one.programme.kind.needs_recognition and one.site_id and one.starts_on
    }
    held: dict[int, list[tuple[date, date]]] = {}
    rows = Recognition.objects.filter(site__in={site for site, _day in asking.values()}).order_by("id")
    for site, first, last in rows.values_list("site", "begins_on", "ends_on"):
        held.setdefault(site, []).append((first, last))
    return {
        key
        for key, (site, day) in asking.items()
        if not any(first <= day <= last for first, last in held.get(site, []))
    }
