"""The day on a phone without the network: everything is kept, sent later, and done exactly once."""

import itertools
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from browser.watching import AXE, Opened, step_in, violations
from harness.living import ROOT, Site, surroundings

DAY = "/nl/coach/vandaag/"
TURNS = itertools.count()
PHONE = {"width": 360, "height": 740}
AGAIN = """async (body) => (await fetch(document.querySelector("[data-day]").dataset.sync, {
    method: "POST", credentials: "same-origin", body: JSON.stringify(body),
    headers: {"Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value},
})).json()"""


@pytest.fixture
def shift(site: Site) -> str:
    """A shift of the demo's coach this morning, with four students; the next one comes after it."""
    script = Path(__file__).with_name("a_morning.py")
    around = {
        **surroundings(site.folder),
        "WERKVELD_MODE": "demo",
        "WERKVELD_DATA": str(site.folder / "demo"),
        "WERKVELD_URL": site.url,
        "SECRET_KEY": (site.folder / "demo" / "secret-key").read_text().strip(),
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, script, str(next(TURNS))], env=around, check=True, capture_output=True, text=True
    )
    return done.stdout.split()[-1]


def count(site: Site, table: str, where: str = "1 = 1") -> int:
    with sqlite3.connect(f"file:{site.folder / 'demo' / 'werkveld.sqlite3'}?mode=ro", uri=True) as base:
        return int(base.execute(f"SELECT count(*) FROM werkveld_{table} WHERE {where}").fetchone()[0])


@pytest.fixture
def coach(opened: Opened, site: Site) -> BrowserContext:
    context = opened(viewport=PHONE)
    step_in(context.new_page(), site.url, "coach")
    return context


def on_the_day(context: BrowserContext, site: Site) -> Page:
    """The page, and the worker that keeps it at work."""
    page = context.pages[0]
    page.goto(site.url + DAY)
    page.wait_for_selector("html[data-day-kept]")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def test_without_the_network_two_are_checked_in_with_a_note_and_each_is_done_once(
    coach: BrowserContext, site: Site, shift: str
):
    page = on_the_day(coach, site)
    here = page.locator(f"#s-{shift}")
    present, deeds, seen = (
        count(site, "turn", "state = 'present'"),
        count(site, "daydeed"),
        count(site, "observation"),
    )
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or "") if one.url.endswith("/sync/") else None)
    taps = here.get_by_role("button", name=re.compile("^Is er"))
    expect(taps).to_have_count(4)
    # The first is there already, so that something can be noted about this student.
    taps.first.click()
    expect(page.locator("#outbox")).to_have_text("Alles is bewaard.")
    coach.set_offline(True)
    page.reload()  # the page that was kept
    expect(page.locator("h1")).to_have_count(1)
    taps.nth(0).click()
    taps.nth(1).click()
    here.locator("summary", has_text="liet").click()
    here.get_by_label("In een paar woorden").fill("Legt rustig uit")
    here.get_by_role("button", name=re.compile("^Schrijf op")).click()
    expect(page.locator("#outbox")).to_contain_text("3 notities wachten op internet")
    expect(page.locator("[data-waits]")).to_have_count(3)
    assert violations_of(page) == []
    page.reload()  # nothing is lost by that
    expect(page.locator("#outbox")).to_contain_text("3 notities wachten op internet")
    assert count(site, "daydeed") == deeds + 1
    coach.set_offline(False)
    expect(page.locator("#outbox")).to_have_text("Alles is bewaard.")
    expect(page.locator("[data-waits]")).to_have_count(0)
    again = page.evaluate(AGAIN, json.loads(sent[-1]))
    assert [one["refusal"] for one in again["deeds"]] == ["", "", ""]
    assert count(site, "turn", "state = 'present'") == present + 3
    assert count(site, "daydeed") == deeds + 4
    assert count(site, "observation") == seen + 1


def test_what_the_network_lost_is_sent_again_soon(coach: BrowserContext, site: Site, shift: str):
    """A phone that has just found its network often loses what it sends first."""
    page = on_the_day(coach, site)
    present, lost = count(site, "turn", "state = 'present'"), list[str]()

    def lose_two(route: Route) -> None:
        lost.append(route.request.url)
        if len(lost) > 2:
            route.continue_()
        else:
            route.abort()

    page.route("**/sync/", lose_two)
    page.locator(f"#s-{shift}").get_by_role("button", name=re.compile("^Is er")).last.click()
    expect(page.locator("#outbox")).to_have_text("Alles is bewaard.")
    assert len(lost) == 3
    assert count(site, "turn", "state = 'present'") == present + 1


def violations_of(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    return violations(page)


KEPT = """async () => [
    await caches.has("werkveld-day"),
    (await indexedDB.databases()).some((one) => one.name === "werkveld-day"),
    (await navigator.serviceWorker.getRegistrations()).length,
]"""


def test_who_signs_out_leaves_nothing_of_the_day_on_the_phone(coach: BrowserContext, site: Site):
    page = on_the_day(coach, site)
    assert page.evaluate(KEPT) == [True, True, 1]
    page.goto(f"{site.url}/nl/account/afmelden/")
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url(lambda url: "afmelden" not in url)
    assert page.evaluate(KEPT) == [False, False, 0]
