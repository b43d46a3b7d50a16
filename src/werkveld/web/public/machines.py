"""For machines: the stylesheet of the region's brand, the list of all pages, and what robots may read."""

import hashlib
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from werkveld.steps.offerings import queries
from werkveld.steps.people import queries as people
from werkveld.web.context import served_region
from werkveld.web.parts.brand import brand_sheet

A_MINUTE = 60


@require_safe
def brand(request: HttpRequest) -> HttpResponse:
    """A few hundred bytes, the same for everyone; a browser asks again after a minute."""
    region = served_region()
    sheet = brand_sheet(region.brand) if region else ""
    tag = f'"{hashlib.sha256(sheet.encode()).hexdigest()[:16]}"'
    response = get_conditional_response(request, etag=tag) or HttpResponse(
        sheet, content_type="text/css; charset=utf-8"
    )
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={A_MINUTE}"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("sitemap"))
    return render(request, "public/robots.txt", {"sitemap": address}, content_type="text/plain; charset=utf-8")


class Pages(Sitemap):
    """Pages that are always there."""

    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        return ["home", "search", "programmes", "organizations", "about", "accessibility", "privacy"]

    def location(self, item: str) -> str:
        return reverse(f"public:{item}")


class Records(Sitemap):
    """One page a record; `page` is the name of its address."""

    i18n = alternates = True
    limit = 5000
    page = ""

    def location(self, item: Any) -> str:
        return reverse(self.page, args=[item.key])


class Offerings(Records):
    page = "public:offering"

    def items(self) -> QuerySet[Any] | list[Any]:
        region = served_region()
        return queries.offering_addresses(region) if region else []


class Programmes(Records):
    page = "public:programme"

    def items(self) -> QuerySet[Any] | list[Any]:
        region = served_region()
        return queries.programmes(region) if region else []


class Organizations(Records):
    page = "public:organization"

    def items(self) -> QuerySet[Any] | list[Any]:
        region = served_region()
        return people.organizations(region) if region else []


MAPS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": Pages,
    "offerings": Offerings,
    "programmes": Programmes,
    "organizations": Organizations,
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return index(request, sitemaps=MAPS, sitemap_url_name="sitemap_part")


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap(request, sitemaps=MAPS, section=section)
