"""Agreements, for their parties and for who keeps an eye on them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import homes_where
from werkveld.steps.practice.enums import Party
from werkveld.steps.practice.models import Agreement, Signature


def complete_agreements(region: Region, *, start: date, end: date) -> QuerySet[Agreement]:
    return Agreement.objects.filter(
        company__region=region, complete_at__isnull=False, begins_on__gte=start, begins_on__lt=end
    )


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related(
        "enrolment__person__college", "enrolment__offering", "company", "site", "qualification"
    ).prefetch_related(Prefetch("signatures", Signature.objects.select_related("person").order_by("at", "id")))


def agreements_for(reader: Person, on: date) -> QuerySet[Agreement]:
    """What the reader is a party to: as the learner, for the company or for the school."""
    companies = homes_where(reader, Can.SIGN_FOR_COMPANY, on)
    schools = homes_where(reader, Can.SIGN_FOR_SCHOOL, on)
    return _agreements().filter(
        Q(enrolment__person=reader)
        | Q(company__in=companies)
        | Q(company__parent__in=companies)
        | Q(enrolment__person__college__in=schools)
        | Q(enrolment__person__college__parent__in=schools)
        | (Q(enrolment__person__college__isnull=True, company__region=reader.region) if schools else Q(pk__in=[]))
    )


def running_agreements(person: Person) -> QuerySet[Agreement]:
    """Of one learner: everybody signed, and neither the agreement nor the place was ended."""
    signed = Agreement.objects.filter(enrolment__person=person, complete_at__isnull=False, ended_on__isnull=True)
    placed = signed.filter(enrolment__state=EnrolmentState.PLACED)
    return placed.select_related("company").order_by("begins_on", "id")


def has_agreements(person: Person) -> bool:
    """Complete ones, also of the past: what the law keeps."""
    return Agreement.objects.filter(enrolment__person=person, complete_at__isnull=False).exists()


def agreement_for(reader: Person, key: UUID, on: date) -> Agreement | None:
    return agreements_for(reader, on).filter(key=key).first()


def agreements_to_sign(reader: Person, party: Party, on: date) -> QuerySet[Agreement]:
    """Those that still miss the signature that the reader may put under them; the first to begin first."""
    mine = {
        Party.LEARNER: Q(enrolment__person=reader),
        Party.COMPANY: _at(homes_where(reader, Can.SIGN_FOR_COMPANY, on), "company"),
        Party.SCHOOL: _at(homes_where(reader, Can.SIGN_FOR_SCHOOL, on), "enrolment__person__college"),
        Party.GUARDIAN: _at(homes_where(reader, Can.SIGN_FOR_SCHOOL, on), "enrolment__person__college")
        & Q(needs_guardian=True),
    }[party]
    signed = Signature.objects.filter(party=party).values("agreement")
    return (
        _agreements()
        .filter(mine, complete_at__isnull=True, enrolment__state=EnrolmentState.PLACED)
        .exclude(pk__in=signed)
        .order_by("begins_on", "id")
    )


def _at(homes: list[int], path: str) -> Q:
    return Q(**{f"{path}__in": homes}) | Q(**{f"{path}__parent__in": homes})


def places_to_agree(reader: Person, on: date) -> QuerySet[Enrolment]:
    """Places that cannot start since nobody drew up the agreement, of the learners of the reader's school."""
    homes = homes_where(reader, Can.SIGN_FOR_SCHOOL, on)
    theirs = _at(homes, "person__college")
    if homes:
        theirs |= Q(person__college__isnull=True, person__region=reader.region)
    return (
        Enrolment.objects.filter(theirs, state=EnrolmentState.PLACED, agreement__isnull=True)
        .filter(offering__programme__kind__needs_agreement=True)
        .exclude(offering__ends_on__lt=on)
        .select_related("person__college", "person__qualification", "offering__organization", "offering__site")
        .select_related("offering__programme__kind")
        .order_by("starts_on", "id")
    )


def agreements_unsigned(reader: Person, on: date) -> QuerySet[Agreement]:
    """Not complete yet, of the learners of the reader's school: somebody's signature is missing."""
    homes = homes_where(reader, Can.SIGN_FOR_SCHOOL, on)
    return (
        _agreements()
        .filter(
            _at(homes, "enrolment__person__college"),
            complete_at__isnull=True,
            enrolment__state=EnrolmentState.PLACED,
        )
        .order_by("begins_on", "id")
    )


def people_with_agreements(people: Iterable[int]) -> set[int]:
    """Row numbers, of these, of who has an agreement that is still kept."""
    kept = Agreement.objects.filter(enrolment__person__in=set(people))
    return set(kept.values_list("enrolment__person", flat=True))
