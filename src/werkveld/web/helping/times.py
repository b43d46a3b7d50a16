"""One kind of help: what is and is not done, and the times that are free, at the nearest site first."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from werkveld.steps.offerings.queries.help import help_of
from werkveld.steps.offerings.queries.near import Nearness, nearness
from werkveld.steps.practice.queries.slots import FreeTime, free_times
from werkveld.steps.practice.rules import may_come_in
from werkveld.web.doors import now
from werkveld.web.examples import example_mark
from werkveld.web.helping.forms import WhereForm
from werkveld.web.helping.kinds import Card, region_here
from werkveld.web.helping.words import how_far

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help
    from werkveld.steps.people.models import Site

DAYS_SHOWN = 5
EPOCH = datetime.fromisoformat("1970-01-01T00:00+00:00")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Chip:
    """A time to choose."""

    starts_at: datetime
    url: str
    value: str


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    chips: list[Chip]


@dataclass(slots=True)
class AtSite:
    """`why_not` is said instead of times, `is_shut` when it is the door; `after` is the first day that is not shown, with `later` as its address."""

    site: "Site"
    far: str
    days: list[Day] = field(default_factory=list)
    why_not: str = ""
    is_shut: bool = False
    after: date | None = None
    later: str = ""
    way_in: str = ""
    is_example: bool = False


def kind_or_404(key: UUID) -> "Help":
    kind = help_of(region_here(), key)
    if kind is None:
        raise Http404
    return kind


def minute_of(starts_at: datetime) -> int:
    return (starts_at - EPOCH) // MINUTE


def value_of(free: FreeTime) -> str:
    """A shift and a minute, in a form."""
    return f"{free.shift.key} {minute_of(free.starts_at)}"


def free_at(kind: "Help", shift: UUID, minute: int, *, step_free: bool = False) -> FreeTime | None:
    """The one that was chosen, when it is still free."""
    try:
        starts_at = EPOCH + minute * MINUTE
    except OverflowError:
        return None
    day = localdate(starts_at)
    found = free_times(kind, at=now(), first=day, last=day, step_free=step_free)
    return next((one for one in found if one.shift.key == shift and one.starts_at == starts_at), None)


@never_cache
@require_safe
def times(request: HttpRequest, key: UUID) -> HttpResponse:
    kind, form = kind_or_404(key), WhereForm(request.GET or None)
    said = form.said()
    near = nearness(kind.programme.region, said["place"], kind.sites.all())
    sites = by_site(kind, near, said, first=day_from(request.GET.get("from", "")))
    possible = [one for one in sites if one.days]
    context = {
        "kind": kind,
        "facts": Card(kind, "", "", "").facts,
        "form": form,
        "said": said,
        "sites": possible,
        "impossible": [one for one in sites if not one.days],
        "is_shut": bool(sites) and all(one.is_shut for one in sites),
        "is_earlier": bool(request.GET.get("from")),
        "is_unknown": bool(said["place"]) and near.here is None,
        "here": near.here.name if near.here else "",
        "wait_url": with_query(reverse("helping:wait", args=[kind.key]), said),
        **example_mark(kind, *possible),
    }
    return render(request, "helping/times.html", context)


def day_from(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def by_site(kind: "Help", near: Nearness, said: dict[str, Any], first: date | None = None) -> list[AtSite]:
    """Nearest first. One question for all sites together."""
    found: dict[int, list[FreeTime]] = {}
    for one in free_times(kind, at=now(), first=first):
        found.setdefault(one.site.pk, []).append(one)
    rows = [AtSite(site, how_far(near.of(site))) for site in near.nearest_first(kind.sites.all())]
    for row in rows:
        row.way_in = way_in(kind, row.site)
        row.why_not = no_way_in(kind, row.site) if said["step_free"] else ""
        row.is_shut = bool(row.why_not)
        if not row.is_shut:
            fill(row, kind, said, found.get(row.site.pk, []))
    return rows


def way_in(kind: "Help", site: "Site") -> str:
    """For who looks before asking; nothing where nobody knows, or where students come to somebody."""
    if kind.is_at_home or kind.is_walking_along or site.is_step_free is None:
        return ""
    return (
        _("With a wheelchair you can come in.")
        if site.is_step_free
        else _("You cannot come in there with a wheelchair.")
    )


def no_way_in(kind: "Help", site: "Site") -> str:
    """For who comes with a wheelchair; empty where students come to somebody, and where it is possible."""
    if may_come_in(kind, site):
        return ""
    if site.is_step_free is None:
        return _("We do not know whether you can come in there with a wheelchair.")
    return _("You cannot come in there with a wheelchair.")


def fill(row: AtSite, kind: "Help", said: dict[str, Any], found: list[FreeTime]) -> None:
    row.is_example = any(free.shift.offering.is_example for free in found)
    days = days_of(found, lambda one: with_query(details_url(kind, one), said))
    row.days, rest = days[:DAYS_SHOWN], days[DAYS_SHOWN:]
    if rest:
        row.after = rest[0].on
        row.later = with_query(reverse("helping:times", args=[kind.key]), {**said, "from": row.after.isoformat()})
    if not days:
        row.why_not = _("No time is free there now.")


def days_of(found: list[FreeTime], url: Any) -> list[Day]:
    """A moment that several students can begin at is one time to choose."""
    days = []
    for day, together in groupby(found, key=lambda one: localdate(one.starts_at)):
        firsts = {one.starts_at: one for one in reversed(list(together))}
        days.append(Day(day, [Chip(one.starts_at, url(one), value_of(one)) for _at, one in sorted(firsts.items())]))
    return days


def details_url(kind: "Help", free: FreeTime) -> str:
    return reverse("helping:details", args=[kind.key, free.shift.key, minute_of(free.starts_at)])


def with_query(url: str, said: dict[str, Any]) -> str:
    query = urlencode({name: "on" if value is True else value for name, value in said.items() if value})
    return f"{url}?{query}" if query else url
