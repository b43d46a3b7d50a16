"""Whoever watches the pages would see it: a watch that finds nothing must be able to find something."""

from playwright.sync_api import Route

from browser.watching import Opened, Watched
from harness.living import Site

BAD = '<img src="/static/werkveld/mark.svg"><p style="width: 2000px">Te breed</p><script src="http://elders.example/x.js"></script>'


def test_what_is_wrong_with_a_page_is_told(opened: Opened, site: Site):
    context = opened()
    context.route(
        "**/slecht/",
        lambda route: route.fulfill(
            content_type="text/html",
            headers={"Content-Security-Policy": "style-src 'self'"},
            body=f"<!doctype html><html lang=nl><title>Slecht</title><main><h1>Slecht</h1>{BAD}</main></html>",
        ),
    )
    watched = Watched(context.new_page())
    watched.page.goto(f"{site.url}/slecht/")
    wrong = watched.wrong()
    assert any(found.startswith("image-alt:") for found in wrong["360 dark"])
    assert any("Content Security Policy" in fault for fault in wrong["complaints"])
    assert any("http://elders.example/x.js" in fault for fault in wrong["complaints"])


def test_a_page_that_is_too_wide_is_told(opened: Opened, site: Site):
    watched = Watched(opened().new_page())
    watched.page.goto(f"{site.url}/nl/")
    watched.page.evaluate("document.body.style.inlineSize = '700px'")
    assert "700 pixels wide" in watched.wrong()["360 light"]


def test_a_page_whose_style_comes_late_is_judged_with_it(opened: Opened, site: Site):
    """The style is let go by the page itself, half a second after it was parsed."""
    context, held = opened(), list[Route]()

    def let_go(route: Route) -> None:
        for one in (*held, route):
            one.continue_()

    context.route("**/*.css", lambda route: held.append(route))  # noqa: PLW0108  a builtin is not taken
    context.route("**/health/ready/", let_go)
    watched = Watched(context.new_page())
    watched.page.goto(f"{site.url}/nl/over/", wait_until="commit")
    watched.page.locator("footer a").last.wait_for(state="attached")
    watched.page.evaluate("void setTimeout(() => fetch('/health/ready/'), 500)")
    assert watched.wrong() == {}
