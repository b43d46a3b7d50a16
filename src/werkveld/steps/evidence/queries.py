from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Organization, Person, Region
from werkveld.steps.people.rules import homes_where
from werkveld.steps.practice.models import Appointment, Observation


def standing_awards(region: Region, *, start: datetime, end: datetime, kind: str | None = None) -> QuerySet[Award]:
    """Given in the period and not revoked since; of one kind, or of all."""
    awards = Award.objects.filter(
        issuer__region=region, revoked_at__isnull=True, awarded_at__gte=start, awarded_at__lt=end
    )
    return awards.filter(kind=kind) if kind else awards


def candidates_of(person: Person) -> QuerySet[Observation]:
    """What others saw this person do by work process, and no award rests on yet; the newest first."""
    seen = Observation.objects.filter(learner=person, award_lines__isnull=True).exclude(work_process="")
    return seen.select_related("seen_by", "shift__site", "appointment").order_by("-seen_at", "-id")


def is_proof(visit: Appointment) -> bool:
    """A service that stands under an award, also one that was revoked."""
    return AwardLine.objects.filter(appointment=visit).exists()


def issuers_for(reader: Person, on: date) -> QuerySet[Organization]:
    """In whose name the reader awards: the first is the own home."""
    return Organization.objects.filter(pk__in=homes_where(reader, Can.AWARD, on)).order_by("id")


def awards_of(person: Person) -> QuerySet[Award]:
    return Award.objects.filter(person=person).select_related("issuer").order_by("-awarded_at", "-id")


def people_with_awards(people: Iterable[int]) -> set[int]:
    """Row numbers, of these, of who has evidence that is still kept."""
    return set(Award.objects.filter(person__in=set(people)).values_list("person", flat=True))
