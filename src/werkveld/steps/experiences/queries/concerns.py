"""Complaints and worries for the confidential adviser, the answer for who holds the code, and counts for the others."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from werkveld.steps.experiences.enums import ConcernKind
from werkveld.steps.experiences.models import Concern
from werkveld.steps.people.enums import Can, RoleCode
from werkveld.steps.people.models import Organization, Person, Region, Role
from werkveld.steps.people.queries import norm, who_may
from werkveld.steps.people.rules import homes_where, worn_on
from werkveld_engine.disclosure import Cell, Hidden, Shown, Table, protect

QUARTERS = 4  # of a year; what is older may be forgotten by the rule, and a count that shrinks would tell of it


def advisers_for(organization: Organization, on: date) -> list[Person]:
    """Who hears what is told about this organisation: its own adviser, or that of what it is part of."""
    return list(who_may(Can.HEAR_CONCERNS, [organization], on))


def organizations_that_hear(region: Region, on: date) -> QuerySet[Organization]:
    """Those with an adviser, and their parts, by name."""
    worn = Role.objects.filter(worn_on(on), code=RoleCode.CONFIDANT, person__left_at__isnull=True)
    homes = worn.values("organization")
    return Organization.objects.filter(Q(pk__in=homes) | Q(parent__in=homes), region=region).order_by("name", "id")


def concerns_for(reader: Person, on: date) -> QuerySet[Concern]:
    """What an adviser reads: of the own organisation and its parts. What nobody took comes first, then the oldest."""
    homes = homes_where(reader, Can.HEAR_CONCERNS, on)
    return (
        Concern.objects.filter(Q(organization__in=homes) | Q(organization__parent__in=homes))
        .select_related("organization", "taken_by", "told_by", "site", "appointment")
        .order_by("told_at", "id")
    )


def concern_for(reader: Person, key: UUID, on: date) -> Concern | None:
    return concerns_for(reader, on).filter(key=key).first()


def concern_with(code: str) -> Concern | None:
    """For who holds the code, with or without what people write between its letters."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return Concern.objects.filter(code=typed).first() if typed else None


@dataclass(frozen=True, slots=True)
class QuarterOfConcerns:
    """What was told in a quarter that is over: in all, and by kind; hidden where few told it."""

    starts_on: date
    total: Shown[int] | Hidden
    kinds: dict[str, Shown[int] | Hidden]


def concerns_counted(region: Region, on: date) -> list[QuarterOfConcerns]:
    """The last year in quarters that are over, the newest first. A quarter that runs would tell of each that comes in."""
    minimum = int(norm(region, "small_group_threshold", on))
    starts = _quarters(on)
    return [_counted(region, starts[turn + 1], starts[turn], minimum) for turn in range(QUARTERS)]


def _quarters(on: date) -> list[date]:
    """The first day of this quarter, and of those before it."""
    number = on.year * QUARTERS + (on.month - 1) // 3
    return [date((number - back) // QUARTERS, (number - back) % QUARTERS * 3 + 1, 1) for back in range(QUARTERS + 1)]


def _counted(region: Region, start: date, end: date, minimum: int) -> QuarterOfConcerns:
    here = ZoneInfo(settings.TIME_ZONE)
    told = Concern.objects.filter(
        organization__region=region,
        told_at__gte=datetime.combine(start, time(), here),
        told_at__lt=datetime.combine(end, time(), here),
    )
    found = dict(told.order_by().values_list("kind").annotate(count=Count("pk")))
    cells = {kind.value: Cell(("kind", kind.value), found.get(kind.value, 0)) for kind in ConcernKind}
    table = Table("kinds", Cell(("told",), sum(found.values())), cells)
    shown = protect([table], minimum=minimum)["kinds"]
    return QuarterOfConcerns(start, shown.total, dict(shown.parts))


def residents_who_told(region: Region, since: datetime) -> set[int]:
    """Row numbers of who told something by name that is not closed, or not for long."""
    near = Q(closed_at__isnull=True) | Q(closed_at__gte=since)
    told = Concern.objects.filter(near, organization__region=region, told_by__isnull=False)
    return {person for person in told.values_list("told_by", flat=True) if person is not None}
