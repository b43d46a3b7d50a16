"""All kinds of help, nearest first for who says where they live."""

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from werkveld.steps.offerings.queries.help import kinds_of_help
from werkveld.steps.offerings.queries.near import Nearness, nearness
from werkveld.steps.people.enums import Can
from werkveld.steps.people.rules import may_anywhere
from werkveld.web.context import served_region
from werkveld.web.doors import today
from werkveld.web.examples import example_mark
from werkveld.web.helping.forms import WhereForm
from werkveld.web.helping.words import how_far, how_long, price, spoken, who_comes

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Help, Programme
    from werkveld.steps.people.models import Region, Site


@dataclass(frozen=True, slots=True)
class Card:
    """A kind of help as it is read: no number without its word."""

    kind: "Help"
    url: str
    place: str
    far: str

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Icon and words."""
        kind = self.kind
        found = [("clock", how_long(kind.minutes)), ("check", price(kind.price)), ("globe", spoken(kind.spoken))]
        return [*found, ("person", who_comes(kind))] if who_comes(kind) else found


@dataclass(frozen=True, slots=True)
class Group:
    programme: "Programme"
    place: str
    cards: list[Card]
    km: float


def region_here() -> "Region":
    region = served_region()
    if region is None:
        raise Http404
    return region


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Where somebody lives, and whether a wheelchair comes along, go along to the times."""
    region, form = region_here(), WhereForm(request.GET or None)
    said = form.said()
    every = list(kinds_of_help(region))
    near = nearness(region, said["place"], {site for kind in every for site in kind.sites.all()})
    groups = grouped(every, near, said)
    person = getattr(request, "person", None)
    context = {
        "form": form,
        "groups": sorted(groups, key=lambda group: group.km) if near.here else groups,
        "here": near.here.name if near.here else "",
        "is_unknown": bool(said["place"]) and near.here is None,
        "may_book_for": person is not None and may_anywhere(person, Can.HELP_RESIDENTS, today()),
        **example_mark(*every, *(kind.programme for kind in every)),
    }
    return render(request, "helping/kinds.html", context)


def grouped(every: "list[Help]", near: Nearness, said: dict[str, Any]) -> list[Group]:
    found = []
    for _key, together in groupby(every, key=lambda kind: kind.programme_id):
        cards = [card(kind, near, said) for kind in together]
        sites = {site for one in cards for site in one.kind.sites.all()}
        km = min((near.of(site) or 0.0 for site in sites), default=0.0)
        found.append(Group(cards[0].kind.programme, place_words(sites), cards, km))
    return found


def place_words(sites: "set[Site]") -> str:
    return " · ".join(f"{site.name}, {site.city}" for site in sorted(sites, key=lambda site: (site.name, site.pk)))


def card(kind: "Help", near: Nearness, said: dict[str, Any]) -> Card:
    nearest, *_others = near.nearest_first(kind.sites.all())
    return Card(kind, times_url(kind, said), nearest.name, how_far(near.of(nearest)))


def times_url(kind: "Help", said: dict[str, Any]) -> str:
    query = urlencode({name: value if value is not True else "on" for name, value in said.items() if value})
    return reverse("helping:times", args=[kind.key]) + (f"?{query}" if query else "")
