"""What pages say to machines, checked against the vocabulary of schema.org."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop
from werkveld.web.public.structured import block

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SOON = timezone.localdate() + timedelta(days=30)


@cache
def vocabulary(path: Path) -> dict[str, dict[str, Any]]:
    return {term["@id"]: term for term in json.loads(path.read_text("utf-8"))["@graph"]}


def ids(value: Any) -> list[str]:
    return [one["@id"] for one in (value if isinstance(value, list) else [value]) if one]


def kinds(terms: dict[str, dict[str, Any]], kind: str) -> set[str]:
    """A type and everything it is a kind of."""
    parents = ids(terms[f"schema:{kind}"].get("rdfs:subClassOf"))
    return {kind}.union(*(kinds(terms, parent[7:]) for parent in parents if parent.startswith("schema:")))


def faults(terms: dict[str, dict[str, Any]], said: dict[str, Any]) -> Iterator[str]:
    own = kinds(terms, said["@type"])
    for name, value in said.items():
        if name.startswith("@"):
            continue
        term = terms.get(f"schema:{name}")
        domains = {one[7:] for one in ids(term.get("schema:domainIncludes"))} if term else set()
        if not own & domains:
            yield f"{said['@type']}.{name}"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from faults(terms, one)


def said_on(client: Client, url: str) -> list[dict[str, Any]]:
    return [json.loads(words) for words in BLOCK.findall(client.get(url).content.decode())]


@pytest.mark.slow
def test_pages_say_only_what_the_vocabulary_knows(client: Client, shop: Shop, shared: Callable[[str], Path]):
    terms = vocabulary(shared("standards/schemaorg-30.0-all-https.jsonld"))
    course = shop.offers("Zorg", starts_on=SOON, ends_on=SOON + timedelta(days=70), capacity=8)
    fair = shop.programme_of("beurs", shop.kind("bijeenkomst"))
    event = shop.offers("Beurs", programme=fair, starts_on=SOON, ends_on=SOON)
    helps = shop.programme_of(
        "wijkpunt", shop.kind("dienst", has_appointments=True, gives_evidence=True), site=shop.campus
    )
    service = shop.offers("Hulp bij brieven", programme=helps, starts_on=SOON)
    pages = [f"aanbod/{one.key}" for one in (course, event, service)]
    pages += [f"programmas/{one.key}" for one in (fair, helps, shop.programme)]
    said = [one for page in [*pages, f"organisaties/{shop.school.key}"] for one in said_on(client, f"/nl/{page}/")]
    assert [one["@type"] for one in said if one["@type"] != "BreadcrumbList"] == [
        "Course", "Event", "Service", "EventSeries", "Service", "EducationalOccupationalProgram",
        "EducationalOrganization",
    ]  # fmt: skip
    assert [fault for one in said for fault in faults(terms, one)] == []
    assert said[0]["hasCourseInstance"]["location"]["geo"]["latitude"] == 52.155


@pytest.mark.parametrize(
    ("mode", "says", "places"),
    [
        ("on_site", "OfflineEventAttendanceMode", ["Place"]),
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("blended", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_one_evening_is_an_event_wherever_people_come_together(
    client: Client, shop: Shop, mode: str, says: str, places: list[str]
):
    evening = shop.offers("Avond", starts_on=SOON, ends_on=SOON, mode=mode)
    said = said_on(client, f"/en/offers/{evening.key}/")[0]
    where = said["location"] if isinstance(said["location"], list) else [said["location"]]
    assert said["@type"] == "Event"
    assert said["eventAttendanceMode"] == f"https://schema.org/{says}"
    assert [one["@type"] for one in where] == places


@pytest.mark.slow
def test_what_has_a_time_begins_at_that_moment(client: Client, shop: Shop):
    fair = shop.programme_of("beurs", shop.kind("bijeenkomst"))
    event = shop.offers("Beurs", programme=fair, starts_on=date(2026, 10, 5), begins=time(14), ends=time(16, 30))
    said = said_on(client, f"/nl/aanbod/{event.key}/")[0]
    moments = ("2026-10-05T14:00:00+02:00", "2026-10-05T16:30:00+02:00")
    assert (said["@type"], said["startDate"], said["endDate"]) == ("Event", *moments)
    pages = [f"/nl/aanbod/{event.key}/", f"/nl/programmas/{fair.key}/"]
    assert all("5 oktober 2026, 14:00 – 16:30" in client.get(page).content.decode() for page in pages)


def test_no_word_can_end_the_block():
    words = block({"name": "</script><script>alert(1)//\u2028"})
    assert words.count("<") == 2
    assert json.loads(BLOCK.findall(words)[0])["name"] == "</script><script>alert(1)//\u2028"


def test_a_data_block_passes_a_policy_that_allows_no_script_of_a_page(client: Client, shop: Shop):
    answer = client.get(f"/nl/aanbod/{shop.offers('Zorg', starts_on=SOON).key}/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
