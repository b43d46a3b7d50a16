"""Every component, in a real Chromium: accessible in both colours and both sizes, and nothing wider than a phone."""

from typing import Any

import pytest
from django.test import Client

from browser.watching import AXE, TAGS, follow

pytestmark = pytest.mark.slow


@pytest.fixture
def guide(page: Any, live_server: Any) -> Any:
    """The page, without motion, and with every complaint of the browser gathered in `faults`."""
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    page.emulate_media(reduced_motion="reduce")
    page.address = f"{live_server.url}/nl/styleguide/"
    return page


@pytest.mark.django_db
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_accessible(guide: Any, width: int, colours: str):
    guide.set_viewport_size({"width": width, "height": 900})
    guide.emulate_media(color_scheme=colours)
    guide.goto(guide.address)
    guide.wait_for_selector("[data-map][data-ready]")
    for fold in guide.query_selector_all("details:not([open]):not(.facets)"):
        fold.evaluate("one => { one.open = true }")
    guide.evaluate(AXE.read_text("utf-8"))
    found = guide.evaluate("tags => axe.run({runOnly: tags})", TAGS)["violations"]
    assert [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]] == []
    assert guide.evaluate("document.documentElement.scrollWidth") <= width
    assert guide.faults == []


@pytest.mark.django_db
def test_the_choice_of_colours_holds_against_the_device(guide: Any):
    guide.emulate_media(color_scheme="dark")
    guide.goto(guide.address)
    colours = guide.get_by_role("group", name="Kleuren").or_(guide.get_by_role("group", name="Colours"))
    follow(colours.locator("[value=light]"))  # the choice is kept by the server
    assert guide.get_attribute("html", "data-theme") == "light"
    assert guide.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


@pytest.mark.django_db
def test_list_and_map_light_each_other_and_the_keyboard_opens_a_place(guide: Any):
    guide.set_viewport_size({"width": 1280, "height": 900})
    guide.goto(guide.address)
    guide.wait_for_selector("[data-map][data-ready] .map-dot")
    assert min(guide.eval_on_selector_all(".map-dot", "dots => dots.map(dot => dot.offsetWidth)")) >= 40
    guide.locator("#places .card__link").nth(2).focus()
    assert guide.locator(".map-dot.is-lit").count() == 1
    dot = guide.locator(".map-dot:not(.map-dot--many)").first
    dot.focus()
    assert guide.locator("#places .card.is-lit").count() == 1
    guide.keyboard.press("Enter")
    assert guide.evaluate("document.activeElement.closest('.leaflet-popup') !== null")


@pytest.mark.django_db
def test_the_menu_of_a_phone_opens_without_a_script(browser: Any, live_server: Any):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server.url}/nl/styleguide/")
    assert not page.locator(".site-tools").is_visible()
    page.locator(".menu-button").click()
    assert page.locator(".site-tools").is_visible()
    context.close()


@pytest.mark.django_db
def test_production_has_no_style_guide(client: Client, settings: Any):
    settings.DEVELOPMENT = settings.DEMO = False
    assert client.get("/nl/styleguide/").status_code == 404


@pytest.mark.django_db
def test_suggestions_come_while_typing_and_the_keyboard_chooses_one(guide: Any):
    answer = '[{"value": "places", "label": "Learning places", "detail": "1204"}, {"value": "services", "label": "Services"}]'
    asked: list[str] = []
    guide.route("**/suggest/**", lambda route: (asked.append(route.request.url), route.fulfill(body=answer)))
    guide.goto(guide.address)
    guide.evaluate(
        """() => {
            Object.assign(document.getElementById("id_question").dataset, {suggestions: "/suggest/", open: "{{", close: "}}"});
            document.dispatchEvent(new Event("htmx:after:swap"));
        }"""
    )
    field = guide.locator("#id_question")
    field.focus()
    guide.keyboard.type("We had {{pl")
    guide.wait_for_selector("[role=option]")
    assert asked[-1].endswith("?q=pl")
    assert guide.get_attribute("#id_question", "aria-activedescendant") == guide.get_attribute("[role=option]", "id")
    guide.keyboard.press("ArrowDown")
    guide.keyboard.press("Enter")
    assert field.input_value() == "We had {{services}}"
    assert guide.locator("[role=option]:visible").count() == 0
    guide.keyboard.type(" and that is all")
    assert field.input_value() == "We had {{services}} and that is all"
    assert guide.locator("[role=option]:visible").count() == 0
