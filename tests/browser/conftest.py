"""Visitors, and the addresses of every kind of page, found as a visitor finds them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from browser.watching import Opened, first, links
from harness.browser import NEAR
from harness.living import Site

expect.set_options(timeout=15_000)  # what is told on a busy machine may come late
KEY = r"[0-9a-f-]{36}"


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Opened]:
    """A visitor: `opened(java_script_enabled=False)`; nothing moves, and all are gone at the end of the module."""
    contexts: list[BrowserContext] = []

    def visitor(**options: Any) -> BrowserContext:
        named = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "locale": "nl-NL", **options}
        contexts.append(browser.new_context(**named))
        contexts[-1].route(lambda url: not url.startswith(NEAR), lambda route: route.abort())
        return contexts[-1]

    yield visitor
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def addresses(site: Site) -> dict[str, str]:
    """Every kind of public page by its name, in Dutch."""
    report = first(site.get("/nl/belofte/"), r"/nl/belofte/[\w-]+/\d{4}/")
    told = site.get(report)
    counted = links(told, r"/nl/cijfer/\d{4}/[\w-]+/")
    return {
        "home": "/nl/",
        "search": "/nl/aanbod/",
        "search, one word": "/nl/aanbod/?q=leerplek&past=on",
        "search, nothing found": "/nl/aanbod/?q=qqxyzzy",
        "offering": first(site.get("/nl/aanbod/"), rf"/nl/aanbod/{KEY}/"),
        "programmes": "/nl/programmas/",
        "programme": first(site.get("/nl/programmas/"), rf"/nl/programmas/{KEY}/"),
        "organisations": "/nl/organisaties/",
        "organisation": first(site.get("/nl/organisaties/"), rf"/nl/organisaties/{KEY}/"),
        "promises": "/nl/belofte/",
        "report": report,
        "figure, counted": next(one for one in counted if one.endswith("/approved-hours/")),
        "figure, an opinion": next(one for one in counted if one.endswith("/learners-satisfaction/")),
        "figure, claimed": first(told, r"/nl/bewering/[\w-]+/"),
        "figure, hidden": told.split('figure-ref--none" href="', 1)[1].split('"', 1)[0],
        "open data": "/nl/open-data/",
        "about": "/nl/over/",
        "accessibility": "/nl/toegankelijkheid/",
        "privacy": "/nl/privacy/",
        "a worry": "/nl/zorg-of-klacht/",
        "the answer to a worry": "/nl/zorg-of-klacht/antwoord/",
        "not found": "/nl/bestaat-niet/",
        "sign in": "/nl/account/aanmelden/",
        "demo": "/nl/demo/",
    }
