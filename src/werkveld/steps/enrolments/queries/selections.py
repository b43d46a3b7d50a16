"""Readers' ways to selections: what everybody reads, what is mine, what waits for me, and what a school runs."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from werkveld.steps.enrolments.enums import AppealState, SelectionState
from werkveld.steps.enrolments.models import Application, Assessment, Selection, SelectionAppeal
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import homes_where

STILL = (OfferingState.DRAFT, OfferingState.OPEN)


def published_selection(offering: Offering) -> Selection | None:
    """For everybody, with its criteria in their order."""
    return Selection.objects.filter(offering=offering).exclude(state=SelectionState.DRAFT).first()


def own_application(reader: Person, selection: Selection) -> Application | None:
    return Application.objects.filter(selection=selection, person=reader).first()


def applications_of(reader: Person) -> QuerySet[Application]:
    """The reader's own that were not taken back, the newest first."""
    mine = Application.objects.filter(person=reader, withdrawn_at__isnull=True)
    return mine.select_related("selection__offering__organization").order_by("-at", "-id")


def appeals_of(application: Application) -> QuerySet[SelectionAppeal]:
    return application.appeals.order_by("made_at", "id")


def assessments_of(reader: Person) -> QuerySet[Assessment]:
    """Those of this assessor that can still be worked on, in the order in which people applied."""
    mine = Assessment.objects.filter(
        assessor__person=reader,
        application__selection__state=SelectionState.ASSESSING,
        application__withdrawn_at__isnull=True,
    )
    joined = mine.select_related("application__person", "application__selection__offering", "assessor")
    return joined.order_by("application__selection__decides_on", "application__at", "id")


def assessments_waiting(reader: Person) -> QuerySet[Assessment]:
    return assessments_of(reader).filter(handed_in_at__isnull=True)


def assessments_to_compare(reader: Person) -> QuerySet[Assessment]:
    """Handed in by both, and not settled yet: which of them differ too much shows when their points are reckoned."""
    handed_in = assessments_of(reader).filter(handed_in_at__isnull=False)
    other = Assessment.objects.filter(handed_in_at__isnull=True).values("application")
    return handed_in.exclude(application__in=other).filter(application__settlement__agreed_at__isnull=True)


def own_assessment(reader: Person, key: UUID) -> Assessment | None:
    return assessments_of(reader).filter(key=key).first()


def _run_by(reader: Person, on: date, path: str = "") -> Q:
    """Of the schools where the reader gives places, by the offering or by its programme."""
    homes = homes_where(reader, Can.PLACE, on)
    found = Q()
    for owner in ("organization", "programme__organization"):
        found |= Q(**{f"{path}{owner}__in": homes}) | Q(**{f"{path}{owner}__parent__in": homes})
    return found


def selections_run_by(reader: Person, on: date) -> QuerySet[Selection]:
    """The last to decide comes first, each with the number of its `people` who applied."""
    live = Q(applications__withdrawn_at__isnull=True)
    return (
        Selection.objects.filter(_run_by(reader, on, "offering__"))
        .select_related("offering__organization", "offering__programme__organization", "decided_by")
        .annotate(people=Count("applications", filter=live))
        .order_by("-decides_on", "-id")
    )


def offerings_to_select_for(reader: Person, on: date) -> QuerySet[Offering]:
    """What is still to begin, has a limit and no selection yet; rounds and groups have ways of their own."""
    free = Offering.objects.filter(_run_by(reader, on), state__in=STILL, starts_on__gt=on, capacity__isnull=False)
    kinds = {"programme__kind__is_ranked": False, "programme__kind__is_counted_by_head": False}
    found = free.filter(selection__isnull=True, starts_any_week=False, **kinds)
    return found.select_related("organization").order_by("title_nl", "starts_on", "id")


def application_run_by(reader: Person, on: date, key: UUID) -> Application | None:
    found = Application.objects.filter(_run_by(reader, on, "selection__offering__"), key=key)
    return found.select_related("person__college", "selection__offering__programme__organization").first()


def open_appeals(selection: Selection) -> QuerySet[SelectionAppeal]:
    rows = SelectionAppeal.objects.filter(application__selection=selection, state=AppealState.OPEN)
    return rows.select_related("application__person").order_by("made_at", "id")


def lot_numbers(selection: Selection) -> dict[int, str]:
    """How everybody is called in the lot: the how-manieth to apply, so that no name is needed to draw it again.

    Also who took it back keeps the number, so that nobody else's lot changes.
    """
    every = selection.applications.order_by("at", "id").values_list("pk", flat=True)
    return {pk: f"a{turn:04}" for turn, pk in enumerate(every, start=1)}
