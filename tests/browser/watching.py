"""A page under watch: what it complains about, what it asks from elsewhere, and what axe finds on it."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

from harness.browser import NEAR

AXE = Path(__file__).parent / "built" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run({runOnly: tags, resultTypes: ["violations"], selectors: false}).then(found => found.violations.flatMap(
    one => one.nodes.map(node => one.id + ": " + node.html.slice(0, 200))))"""
# The browser may say "load" of the page before, when that comes late; the page that is there now knows better.
WHOLE = """() => document.readyState === "complete" ||
    new Promise(done => addEventListener("load", () => done(true), {once: true}))"""
LOOKS = [(width, colours) for width in (1280, 360) for colours in ("light", "dark")]

Opened = Callable[..., BrowserContext]


class Watched:
    """A page, and all that it complains about or asks from elsewhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.add_init_script(path=AXE)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", lambda one: None if one.url.startswith(NEAR) else self.faults.append(f"asked {one.url}"))

    def _said(self, message: ConsoleMessage) -> None:
        """What the browser refuses by our policy comes here too. A page that does not exist says so on purpose."""
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.faults.append(f"console: {message.text}")

    def wrong(self) -> dict[str, list[str]]:
        """What is wrong with the page that is open now, by width and colours; empty when all is well."""
        page, wrong = self.page, {}
        page.evaluate(WHOLE)
        for width, colours in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colours)
            wrong[f"{width} {colours}"] = [*violations(page), *wider_than(page, width)]
        wrong["complaints"], self.faults = self.faults, []
        return {look: found for look, found in wrong.items() if found}


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands; no rule is left out."""
    return page.evaluate(RUN_AXE, TAGS)


def wider_than(page: Page, width: int) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide"] if wide > width else []


@contextmanager
def arriving(page: Page) -> Iterator[None]:
    """What is done here leads to a page, perhaps the same one again; after it that page is there as a whole."""
    with page.expect_navigation():
        yield
    page.evaluate(WHOLE)


def follow(button: Locator) -> None:
    with arriving(button.page):
        button.click()


def links(page: str, pattern: str) -> list[str]:
    """Addresses in a page that fit, each once, in the order of the page."""
    return list(dict.fromkeys(html.unescape(link) for link in re.findall(rf'href="({pattern})"', page)))


def first(page: str, pattern: str) -> str:
    found = links(page, pattern)
    assert found, f"no link like {pattern}"
    return found[0]


def in_language(page: Page, language: str) -> str:
    """The address of this page in another language, as the page itself gives it."""
    return page.locator(f"[hreflang={language}]").first.get_attribute("href") or ""


def step_in(page: Page, url: str, code: str) -> None:
    """Sits down at a desk of the demo; the page of that desk is open afterwards."""
    page.goto(f"{url}/nl/demo/")
    follow(page.locator(f'form[action$="/binnen/{code}/"] button'))
