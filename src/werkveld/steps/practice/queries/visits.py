"""An appointment or a place in line, for who has its code."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from werkveld.steps.offerings.models import Help
from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import is_like
from werkveld.steps.people.rules import may_anywhere
from werkveld.steps.practice.enums import AppointmentState, WaitState
from werkveld.steps.practice.models import OPEN_APPOINTMENTS, Appointment, Wait


def as_typed(code: str) -> str:
    """Small letters, spaces and hyphens do no harm."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _visits() -> QuerySet[Appointment]:
    return Appointment.objects.select_related(
        "help__programme__region", "shift__site", "shift__offering", "resident__region", "learner", "second"
    )


def visit_with_key(key: UUID) -> Appointment | None:
    """For who holds its address."""
    return _visits().filter(key=key).first()


def visit_by_code(code: str) -> Appointment | None:
    """The newest with this code; a code is given once, and forgotten in time."""
    wanted = as_typed(code)
    return _visits().filter(code=wanted).order_by("-id").first() if wanted else None


def visit_of_request(once: UUID) -> Appointment | None:
    return _visits().filter(once=once).first()


def coming_of(people: Iterable[Person], *, after: datetime) -> QuerySet[Appointment]:
    """What still comes of any of these residents."""
    coming = _visits().filter(resident__in=[one.pk for one in people], state__in=OPEN_APPOINTMENTS, starts_at__gt=after)
    return coming.order_by("starts_at", "id")


def own_visits_like(coach: Person, *, phone: str, name: str, after: datetime) -> list[Appointment]:
    """What still comes on the own shifts, of who may be this one; for who helps residents and registers nobody."""
    if not may_anywhere(coach, Can.HELP_RESIDENTS, timezone.localdate(after)):
        return []
    coming = _visits().filter(shift__coach=coach, state__in=OPEN_APPOINTMENTS, starts_at__gt=after)
    return [one for one in coming.order_by("starts_at", "id") if is_like(one.resident, phone=phone, name=name)]


def visits_in_series(visit: Appointment, *, after: datetime) -> QuerySet[Appointment]:
    """What is still to come of what was asked again and again."""
    if visit.series is None:
        return Appointment.objects.none()
    coming = _visits().filter(series=visit.series, state__in=OPEN_APPOINTMENTS, starts_at__gt=after)
    return coming.order_by("starts_at", "id")


def wait_by_code(code: str) -> Wait | None:
    wanted = as_typed(code)
    if not wanted:
        return None
    lines = Wait.objects.select_related(
        "help__programme__region", "site", "resident", "offer__shift__site", "instead_of"
    )
    return lines.filter(code=wanted).order_by("-id").first()


def waits_of(resident: Person) -> QuerySet[Wait]:
    lines = Wait.objects.filter(resident=resident, state__in=(WaitState.WAITING, WaitState.OFFERED))
    return lines.select_related("help", "site", "offer__shift__site").order_by("since", "id")


def place_in_line(wait: Wait) -> int:
    """1 is next."""
    ahead = Wait.objects.filter(help=wait.help_id, state=WaitState.WAITING, since__lt=wait.since)
    if wait.site_id is not None:
        ahead = ahead.filter(site__in=[wait.site_id]) | ahead.filter(site__isnull=True)
    return ahead.count() + 1


def waiting_for(kind: Help) -> QuerySet[Wait]:
    """Who waits longest comes first."""
    lines = Wait.objects.filter(help=kind, state=WaitState.WAITING)
    return lines.select_related("resident", "site", "help", "instead_of__question").order_by("since", "id")


def waiting_and_passing_over(kind: Help) -> QuerySet[Wait]:
    """Who could have had a time when they joined."""
    return Wait.objects.filter(help=kind, state=WaitState.WAITING).exclude(passed_over={}).order_by("since", "id")


def declined_times(kind: Help, at: datetime) -> dict[int, list[tuple[int, datetime]]]:
    """By turn in line the sites and moments that were held for them and are no longer, since they wait."""
    before = {"help": kind, "state": AppointmentState.CANCELLED, "code": "", "starts_at__gt": at}
    past = {f"resident__appointments__{name}": value for name, value in before.items()}
    lines = Wait.objects.filter(
        help=kind, state=WaitState.WAITING, resident__appointments__closed_at__gte=F("since"), **past
    )
    found: dict[int, list[tuple[int, datetime]]] = {}
    columns = ("pk", "resident__appointments__shift__site", "resident__appointments__starts_at")
    for line, site, starts_at in lines.order_by().values_list(*columns):
        found.setdefault(line, []).append((site, starts_at))
    return found


def lapsed_offers(at: datetime) -> QuerySet[Wait]:
    lines = Wait.objects.filter(state=WaitState.OFFERED, offer__answer_until__lte=at)
    return lines.select_related("offer__shift", "help__programme__region", "resident").order_by("since", "id")


def kinds_waited_for() -> QuerySet[Help]:
    """For the clock: where somebody waits."""
    return (
        Help.objects.filter(waits__state=WaitState.WAITING)
        .distinct()
        .select_related("programme__region", "skill")
        .order_by("id")
    )


def offered_to(line: Wait) -> dict[str, Any]:
    """What a message says of a time that is held; a place that a resident named is not in it."""
    visit, kind = line.offer, line.help
    if visit is None or visit.answer_until is None:
        return {"code": line.code}
    return {
        "title": [kind.name_nl, kind.name_en],
        "starts_at": visit.starts_at.isoformat(),
        "where": "" if line.place else visit.shift.site.name,
        "until": visit.answer_until.isoformat(),
        "code": line.code,
    }
