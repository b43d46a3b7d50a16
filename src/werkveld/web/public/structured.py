"""What a page says to machines, in the words of schema.org; a data block, so a strict policy for scripts lets it be."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from werkveld.steps.offerings.enums import DeliveryMode
from werkveld.steps.people.enums import OrganizationKind

if TYPE_CHECKING:
    from werkveld.steps.offerings.models import Offering, Programme
    from werkveld.steps.people.models import Organization, Site

Said = dict[str, Any]
# "<" could end the block, U+2028 and U+2029 end lines in older scripts
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
SCHOOLS = {
    OrganizationKind.VOCATIONAL_COLLEGE,
    OrganizationKind.COLLEGE,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.SECONDARY_SCHOOL,
    OrganizationKind.PRIMARY_SCHOOL,
}
MODES = {DeliveryMode.ONLINE: "online", DeliveryMode.SELF_STUDY: "online", DeliveryMode.BLENDED: "blended"}


def block(said: Mapping[str, Any]) -> SafeString:
    words = json.dumps({"@context": "https://schema.org", **said}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(words))


def place(site: "Site") -> Said:
    address: Said = {"@type": "PostalAddress", "addressLocality": site.city, "addressCountry": "NL"}
    if site.street:
        address["streetAddress"] = site.street
    if site.postcode:
        address["postalCode"] = site.postcode
    geo = {"@type": "GeoCoordinates", "latitude": site.lat, "longitude": site.lon}
    return {"@type": "Place", "name": site.name, "address": address, "geo": geo}


def organization(request: HttpRequest, record: "Organization") -> Said:
    said: Said = {
        "@type": "EducationalOrganization" if record.kind in SCHOOLS else "Organization",
        "name": record.name,
        "url": request.build_absolute_uri(reverse("public:organization", args=[record.key])),
    }
    if record.description:
        said["description"] = record.description
    if record.website:
        said["sameAs"] = record.website
    return said


def programme(request: HttpRequest, record: "Programme") -> Said:
    return {
        "@type": "Course",
        "name": record.name,
        "description": record.description or record.name,
        "url": request.build_absolute_uri(reverse("public:programme", args=[record.key])),
        "provider": organization(request, record.organization),
    }


def offering(request: HttpRequest, record: "Offering") -> Said:
    """A course with this run of it; what people come to once, without evidence afterwards, is an event."""
    run = _run(record)
    url = request.build_absolute_uri(reverse("public:offering", args=[record.key]))
    common = {"name": record.title, "description": record.summary or record.programme.name, "url": url}
    host = organization(request, record.organization)
    if record.programme.kind.gives_evidence or not record.starts_on:
        course: Said = {"@type": "Course", **common, "inLanguage": record.language, "provider": host}
        mode = MODES.get(DeliveryMode(record.mode), "onsite")
        return {**course, "hasCourseInstance": {"@type": "CourseInstance", "courseMode": mode, **run}}
    return {"@type": "Event", **common, "inLanguage": record.language, "organizer": host, **run}


def _run(record: "Offering") -> Said:
    run: Said = {}
    if record.starts_on:
        run["startDate"] = record.starts_on.isoformat()
    if record.ends_on:
        run["endDate"] = record.ends_on.isoformat()
    if record.site:
        run["location"] = place(record.site)
    if record.capacity:
        run["maximumAttendeeCapacity"] = record.capacity
    return run


def crumbs(request: HttpRequest, pages: list[tuple[str, str]]) -> Said:
    items = [
        {"@type": "ListItem", "position": at, "name": label, "item": request.build_absolute_uri(url or request.path)}
        for at, (url, label) in enumerate(pages, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
