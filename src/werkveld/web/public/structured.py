"""What a page says to machines, in the words of schema.org; a data block, so a strict policy for scripts lets it be."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from werkveld.steps.offerings.enums import DeliveryMode
from werkveld.steps.offerings.rules import moments_of
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
ATTENDED = "https://schema.org/"


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
    """By how its kind behaves: help by appointment, a way to evidence, or things to come to."""
    common = {
        "name": record.name,
        "description": record.description or record.name,
        "url": request.build_absolute_uri(reverse("public:programme", args=[record.key])),
    }
    host = organization(request, record.organization)
    if record.kind.has_appointments:
        return {"@type": "Service", **common, "provider": host, **_served_at(record.site)}
    if record.kind.gives_evidence:
        return {"@type": "EducationalOccupationalProgram", **common, "provider": host}
    return {"@type": "EventSeries", **common, "organizer": host}


def offering(request: HttpRequest, record: "Offering") -> Said:
    """A course with this run of it; help by appointment is a service, and what people come to once is an event."""
    url = request.build_absolute_uri(reverse("public:offering", args=[record.key]))
    common = {"name": record.title, "description": record.summary or record.programme.name, "url": url}
    host, kind = organization(request, record.organization), record.programme.kind
    if kind.has_appointments:
        return {"@type": "Service", **common, "provider": host, **_served_at(record.site)}
    if record.starts_on and (not kind.gives_evidence or record.starts_on == record.ends_on):
        said = {**common, "inLanguage": record.language, "organizer": host, **_run(record), **_attended(record, url)}
        return {"@type": "Event", **said}
    course: Said = {"@type": "Course", **common, "inLanguage": record.language, "provider": host}
    mode = MODES.get(DeliveryMode(record.mode), "onsite")
    return {**course, "hasCourseInstance": {"@type": "CourseInstance", "courseMode": mode, **_run(record)}}


def _served_at(site: "Site | None") -> Said:
    return {"availableChannel": {"@type": "ServiceChannel", "serviceLocation": place(site)}} if site else {}


def _attended(record: "Offering", url: str) -> Said:
    """Where people come together; who signs up online hears there how to come in."""
    mode = MODES.get(DeliveryMode(record.mode), "onsite")
    online: Said = {"@type": "VirtualLocation", "url": url}
    if mode == "online":
        return {"eventAttendanceMode": f"{ATTENDED}OnlineEventAttendanceMode", "location": online}
    if mode == "blended":
        here = [place(record.site)] if record.site else []
        return {"eventAttendanceMode": f"{ATTENDED}MixedEventAttendanceMode", "location": [*here, online]}
    return {"eventAttendanceMode": f"{ATTENDED}OfflineEventAttendanceMode"}


def _run(record: "Offering") -> Said:
    run: Said = {}
    if moments := moments_of(record):
        run["startDate"], run["endDate"] = (moment.isoformat() for moment in moments)
    elif record.starts_on:
        run["startDate"] = record.starts_on.isoformat()
    if record.ends_on and not moments:
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
