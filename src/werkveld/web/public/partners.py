"""Who learns and works together here: the organisations, and each with its sites, partnerships and offerings."""

from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import Wanted
from werkveld.steps.people import queries as people
from werkveld.steps.people.enums import OrganizationKind
from werkveld.web.doors import today
from werkveld.web.public import structured
from werkveld.web.public.asking import Question, paging, read
from werkveld.web.public.cards import cards, example_mark, shortened
from werkveld.web.public.catalogue import summary
from werkveld.web.public.fresh import PublicRequest, of_the_catalogue

if TYPE_CHECKING:
    from werkveld.steps.people.models import Organization

ON_A_PAGE = 6


@require_safe
@of_the_catalogue
def organizations(request: PublicRequest) -> HttpResponse:
    """By kind, as the kinds are listed; one kind at a time by its address."""
    place = {kind: at for at, kind in enumerate(OrganizationKind.values)}
    every = sorted(people.organizations(request.edition.region), key=lambda record: place[record.kind])
    groups = [(OrganizationKind(kind), list(rows)) for kind, rows in groupby(every, key=lambda record: record.kind)]
    wanted = request.GET.get("kind", "")
    shown = [group for group in groups if group[0] == wanted] or groups
    values = {
        "groups": shown,
        "kinds": [(kind.value, kind.label, len(rows), kind == wanted) for kind, rows in groups],
        "is_one_kind": len(shown) == 1 and bool(wanted),
        "total": len(every),
        "crumbs": [(reverse("public:home"), _("Home")), ("", _("Partners"))],
        **example_mark(*(record.is_example for _kind, rows in shown for record in rows)),
    }
    return render(request, "public/organizations.html", values)


@require_safe
@of_the_catalogue
def organization(request: PublicRequest, key: UUID) -> HttpResponse:
    record = queries.organization_page(key)
    if record is None:
        raise Http404
    return render(request, "public/organization.html", organization_page(request, record))


def organization_page(request: PublicRequest, record: "Organization") -> dict[str, Any]:
    question = Question.of(request.GET)
    wanted = Wanted(organization_id=record.pk, size=ON_A_PAGE, after=read(question.after), before=read(question.before))
    found = queries.search(request.edition, wanted, on=today(), with_facets=False)
    shown = cards(found.hits, request.edition)
    crumbs = [
        (reverse("public:home"), _("Home")),
        (reverse("public:organizations"), _("Partners")),
        ("", record.name),
    ]
    sites = list(people.sites_of(record))
    return {
        "organization": record,
        "kind": record.get_kind_display(),
        "outline_url": reverse("public:outline"),
        "places": [(site, f"{site.lat:.5f}", f"{site.lon:.5f}") for site in sites],
        "partnerships": list(people.partnerships_of(record)),
        "programmes": list(queries.programmes_of(record)),
        "cards": shown,
        **paging(found),
        "summary": summary(found),
        "crumbs": crumbs,
        "description": shortened(record.description or record.name),
        "structured": structured.block(
            {**structured.organization(request, record), "location": [structured.place(site) for site in sites]}
        ),
        **example_mark(record.is_example, *shown),
    }
