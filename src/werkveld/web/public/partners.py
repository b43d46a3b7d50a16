"""Who learns and works together here: the organisations, and each with its sites, partnerships and offerings."""

from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from werkveld.steps.offerings import queries
from werkveld.steps.offerings.queries import Wanted
from werkveld.steps.people import queries as people
from werkveld.steps.people.enums import OrganizationKind
from werkveld.steps.people.queries.partners import WantedPartners, partners
from werkveld.web.doors import today
from werkveld.web.examples import example_mark
from werkveld.web.public import structured
from werkveld.web.public.asking import Question, paging, read
from werkveld.web.public.cards import cards, shortened
from werkveld.web.public.catalogue import span, summary
from werkveld.web.public.fresh import PublicRequest, of_the_catalogue

if TYPE_CHECKING:
    from werkveld.steps.people.models import Organization

ON_A_PAGE = 6
MOST_TEXT = 120
PLURALS = {
    OrganizationKind.VOCATIONAL_COLLEGE: gettext_lazy("Vocational schools (mbo)"),
    OrganizationKind.COLLEGE: gettext_lazy("Colleges"),
    OrganizationKind.UNIVERSITY: gettext_lazy("Universities (of applied sciences)"),
    OrganizationKind.SECONDARY_SCHOOL: gettext_lazy("Secondary schools"),
    OrganizationKind.PRIMARY_SCHOOL: gettext_lazy("Primary schools"),
    OrganizationKind.COMPANY: gettext_lazy("Companies"),
    OrganizationKind.TRAINING_COMPANY: gettext_lazy("Training companies"),
    OrganizationKind.CARE: gettext_lazy("Care organisations"),
    OrganizationKind.CHILDCARE: gettext_lazy("Childcare organisations"),
    OrganizationKind.WELFARE: gettext_lazy("Welfare organisations"),
    OrganizationKind.CULTURE: gettext_lazy("Cultural organisations"),
    OrganizationKind.MUNICIPALITY: gettext_lazy("Municipalities"),
    OrganizationKind.COMMUNITY: gettext_lazy("Learning communities"),
    OrganizationKind.ALLIANCE: gettext_lazy("Alliances and networks"),
    OrganizationKind.SECTOR_BODY: gettext_lazy("Sector bodies"),
    OrganizationKind.SOCIAL_INITIATIVE: gettext_lazy("Social initiatives"),
}


@require_safe
@of_the_catalogue
def organizations(request: PublicRequest) -> HttpResponse:
    """The region's own come first, by kind and by name, and then the invented ones; at most four queries."""
    wanted = wanted_partners(request.GET)
    found = partners(request.edition.region, wanted)
    numbers = [(kind, found.numbers[kind]) for kind in OrganizationKind if kind in found.numbers]
    values = {
        "text": wanted.text,
        "kind": wanted.kind,
        "groups": [
            (PLURALS[OrganizationKind(kind)], is_example, list(rows))
            for (is_example, kind), rows in groupby(found.rows, key=lambda record: (record.is_example, record.kind))
        ],
        "kinds": [(kind.value, PLURALS[kind], number, kind == wanted.kind) for kind, number in numbers],
        "own": found.own,
        "invented_ones": found.invented,
        "previous": link(wanted, before=found.before) if found.before else "",
        "next": link(wanted, after=found.after) if found.after else "",
        "summary": span(found.first, len(found.rows), found.total),
        "is_narrowed": bool(wanted.text or wanted.after or wanted.before),
        "crumbs": [(reverse("public:home"), _("Home")), ("", _("Partners"))],
        **example_mark(*found.rows, found.invented),
    }
    return render(request, "public/organizations.html", values)


def wanted_partners(asked: QueryDict) -> WantedPartners:
    kind = asked.get("kind", "")
    return WantedPartners(
        text=asked.get("q", "")[:MOST_TEXT].replace("\0", "").strip(),
        kind=kind if kind in OrganizationKind.values else "",
        after=key(asked.get("after", "")),
        before=key(asked.get("before", "")),
    )


def key(typed: str) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None


def link(wanted: WantedPartners, **more: UUID) -> str:
    """The same question, from a key."""
    said = {"q": wanted.text, "kind": wanted.kind, **{name: str(key) for name, key in more.items()}}
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


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
    sites, partnerships = list(people.sites_of(record)), list(people.partnerships_of(record))
    programmes = list(queries.programmes_of(record))
    return {
        "organization": record,
        "kind": record.get_kind_display(),
        "outline_url": reverse("public:outline"),
        "places": [(site, f"{site.lat:.5f}", f"{site.lon:.5f}") for site in sites],
        "partnerships": partnerships,
        "programmes": programmes,
        "cards": shown,
        **paging(found),
        "summary": summary(found),
        "crumbs": crumbs,
        "description": shortened(record.description or record.name),
        "structured": structured.block(
            {**structured.organization(request, record), "location": [structured.place(site) for site in sites]}
        ),
        **example_mark(record, *sites, *partnerships, *programmes, *shown),
    }
