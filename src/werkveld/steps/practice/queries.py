"""Readers' ways to what happened at work; figures and evidence count only what was confirmed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet

from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.enrolments.queries import enrolments_of
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person, Region
from werkveld.steps.people.rules import homes_where
from werkveld.steps.practice.enums import AppointmentState, Party
from werkveld.steps.practice.models import Agreement, Appointment, ContactMoment, Hours, Shift, Signature
from werkveld.steps.questions.models import Question


def approved_hours(region: Region, *, start: date, end: date) -> QuerySet[Hours]:
    """The only hours that evidence and figures may count."""
    return Hours.objects.filter(
        enrolment__offering__programme__region=region, approved_at__isnull=False, week_of__gte=start, week_of__lt=end
    )


def hours_awaiting(coach: Person) -> QuerySet[Hours]:
    return (
        Hours.objects.filter(approved_at__isnull=True, enrolment__coach=coach)
        .select_related("enrolment__person", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def complete_agreements(region: Region, *, start: date, end: date) -> QuerySet[Agreement]:
    return Agreement.objects.filter(
        company__region=region, complete_at__isnull=False, begins_on__gte=start, begins_on__lt=end
    )


def services_given(region: Region, *, start: datetime, end: datetime) -> QuerySet[Appointment]:
    """Residents who were really helped."""
    return Appointment.objects.filter(
        shift__offering__programme__region=region,
        state=AppointmentState.SERVED,
        starts_at__gte=start,
        starts_at__lt=end,
    )


def contact_moments(region: Region, *, start: date, end: date) -> QuerySet[ContactMoment]:
    return ContactMoment.objects.filter(
        enrolment__offering__programme__region=region, held_on__gte=start, held_on__lt=end
    )


def shifts_of(coach: Person, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    return (
        Shift.objects.filter(coach=coach, starts_at__gte=start, starts_at__lt=end)
        .select_related("site", "offering")
        .prefetch_related("people")
        .order_by("starts_at", "id")
    )


def places_of(person: Person) -> QuerySet[Enrolment]:
    """What somebody takes part in, with its agreement where there is one."""
    return enrolments_of(person).select_related("agreement")


def place_of(person: Person, key: UUID) -> Enrolment | None:
    """One of the reader's own."""
    return places_of(person).filter(key=key).first()


def coached_place(coach: Person, key: UUID) -> Enrolment | None:
    """Of one of the coach's own learners, and of nobody else's."""
    return (
        Enrolment.objects.filter(coach=coach, key=key)
        .select_related("person__college", "offering__organization", "offering__programme__kind", "agreement")
        .first()
    )


def hours_of(person: Person) -> QuerySet[Hours]:
    """The own hours, newest week first."""
    return (
        Hours.objects.filter(enrolment__person=person)
        .select_related("enrolment__offering", "approved_by")
        .order_by("-week_of", "work_process", "id")
    )


def hours_in(enrolment: Enrolment) -> QuerySet[Hours]:
    return Hours.objects.filter(enrolment=enrolment).order_by("-week_of", "work_process", "id")


def hours_awaiting_at(reader: Person, on: date) -> QuerySet[Hours]:
    """What the reader may confirm for the own organisation, as its trainer or contact."""
    homes = homes_where(reader, Can.APPROVE_HOURS, on)
    return (
        Hours.objects.filter(
            Q(enrolment__offering__organization__in=homes) | Q(enrolment__offering__organization__parent__in=homes),
            approved_at__isnull=True,
        )
        .exclude(enrolment__person=reader)
        .select_related("enrolment__person", "enrolment__coach", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def hours_forgotten(reader: Person, on: date, *, before: date) -> QuerySet[Hours]:
    """Weeks from before a day that nobody confirmed, of the learners of the reader's school."""
    homes = homes_where(reader, Can.APPROVE_HOURS, on)
    return (
        Hours.objects.filter(
            Q(enrolment__person__college__in=homes) | Q(enrolment__person__college__parent__in=homes),
            approved_at__isnull=True,
            week_of__lt=before,
        )
        .select_related("enrolment__person", "enrolment__coach", "enrolment__offering__organization")
        .order_by("week_of", "id")
    )


def forgotten_by_coach(reader: Person, on: date, *, before: date) -> list[Any]:
    """The same, a row a coach: name, lines, learners and the oldest week. Who keeps most people waiting comes first."""
    coach = "enrolment__coach"
    return list(
        hours_forgotten(reader, on, before=before)
        .select_related(None)
        .order_by()
        .values(given=F(f"{coach}__given_name"), family=F(f"{coach}__family_name"), coach=F(coach))
        .annotate(lines=Count("id"), learners=Count("enrolment__person", distinct=True), oldest=Min("week_of"))
        .order_by("-lines", "coach")
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


def shifts_of_learner(person: Person, *, start: datetime, end: datetime) -> QuerySet[Shift]:
    return (
        Shift.objects.filter(people=person, starts_at__gte=start, starts_at__lt=end)
        .select_related("site", "offering", "coach")
        .order_by("starts_at", "id")
    )


def appointments_on(shifts: QuerySet[Shift]) -> QuerySet[Appointment]:
    """Who comes, in the order of the clock; for the coach who stands there."""
    return (
        Appointment.objects.filter(shift__in=shifts)
        .exclude(state=AppointmentState.CANCELLED)
        .select_related("resident", "learner", "shift")
        .order_by("starts_at", "id")
    )


def coached_appointment(coach: Person, key: UUID) -> Appointment | None:
    return Appointment.objects.filter(shift__coach=coach, key=key).select_related("shift", "resident").first()


def appointments_of(resident: Person) -> QuerySet[Appointment]:
    """The resident's own, the next one first and then the past."""
    return (
        Appointment.objects.filter(resident=resident)
        .select_related("shift__site", "shift__offering", "learner", "question")
        .order_by("-starts_at", "-id")
    )


def visits_for(question: Question, *, after: datetime) -> QuerySet[Appointment]:
    """What is still to come of a question."""
    booked = Appointment.objects.filter(question=question, state=AppointmentState.BOOKED, starts_at__gt=after)
    return booked.select_related("shift").order_by("starts_at", "id")


def contact_moments_of(enrolment: Enrolment) -> QuerySet[ContactMoment]:
    return ContactMoment.objects.filter(enrolment=enrolment).select_related("held_by").order_by("-held_on", "-id")
