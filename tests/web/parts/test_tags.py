"""Components say what they mean in words, and need nothing but what they are given."""

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from werkveld.web.parts.tables import Cell, Column, Entry, Facet, Option, Tab


def rendered(source: str, request: HttpRequest | None = None, language: str = "en", **values: object) -> str:
    context = Context({**values, **({"request": request} if request else {})})
    with translation.override(language):
        return Template("{% load parts %}" + source).render(context)


@pytest.mark.parametrize(("origin", "words"), [("counted", "counted"), ("claimed", "from an outside source")])
def test_a_tile_says_where_its_figure_comes_from(origin: str, words: str):
    page = rendered('{% tile "Places" 1204 origin=origin %}', origin=origin)
    assert words in page
    assert f"tile--{origin}" in page
    assert "1,204" in page


def test_a_tile_writes_numbers_in_the_language_of_the_reader():
    assert "8,3" in rendered('{% tile "Mark" 8.3 %}', language="nl")
    assert "8.3" in rendered('{% tile "Mark" 8.3 %}')


def test_a_hidden_tile_never_shows_the_value_that_it_was_given():
    page = rendered('{% tile "Small group" 3 origin="hidden" %}')
    assert "not shown" in page
    assert ">3<" not in page


def test_an_example_is_marked_on_card_and_tile():
    assert "example data" in rendered('{% tile "Places" 1 is_example=True %}')
    assert "example data" in rendered('{% card "A place" is_example=True %}')
    assert "example data" not in rendered('{% card "A place" %}')


def test_a_card_is_one_link_with_its_lines():
    page = rendered('{% card "A place" "/there/" kicker="Elective" meta=meta %}', meta=[("pin", "Utrecht")])
    assert page.count("<a ") == 1
    assert 'href="/there/"' in page
    assert "Utrecht" in page


def test_what_people_wrote_is_escaped():
    assert "<script>" not in rendered("{% card title %}{% tile title 1 %}{% badge title %}", title="<script>")


def test_an_alert_says_its_tone_in_words_when_it_has_no_title():
    page = rendered('{% alert "error" %}<p>Full.</p>{% endalert %}')
    assert "Problem:" in page
    assert "<p>Full.</p>" in page
    assert "Done:" in rendered('{% alert tone="success" %}x{% endalert %}')


def test_the_last_crumb_is_this_page_and_no_link():
    page = rendered("{% breadcrumb crumbs %}", crumbs=[("/", "Home"), ("/x/", "Here")])
    assert page.count("<a ") == 1
    assert 'aria-current="page">Here' in page


def test_pages_by_key_show_only_the_ways_that_exist():
    assert "Previous" not in rendered('{% pages next="?after=3" %}')
    assert 'rel="next"' in rendered('{% pages next="?after=3" %}')
    assert "<nav" not in rendered("{% pages %}")


def test_a_wide_table_can_be_reached_with_the_keyboard_and_has_an_empty_corner():
    columns = [Column(label=""), Column(label="Hours", is_number=True)]
    page = rendered(
        "{% data_table 'Hours' columns rows %}", columns=columns, rows=[["Noor", 1240], [Cell("Sam", "/s/"), 8]]
    )
    assert 'role="region" aria-label="Hours" tabindex="0"' in page
    assert "<td></td>" in page
    assert '<th scope="row"><a href="/s/">Sam</a>' in page
    assert page.count('class="num"') == 3


def test_a_time_line_tells_what_is_still_to_come():
    page = rendered("{% timeline entries %}", entries=[Entry(title="Asked"), Entry(title="Done", state="next")])
    assert page.count("still to come") == 1


def test_the_tab_of_this_page_is_marked():
    page = rendered(
        "{% tabs tabs 'Parts' %}", tabs=[Tab(url="/a/", label="A", is_current=True), Tab(url="/b/", label="B", count=0)]
    )
    assert page.count("aria-current") == 1
    assert '<span class="badge">0</span>' in page


def test_facets_keep_what_was_chosen():
    facet = Facet(
        name="theme",
        label="Theme",
        options=[Option(value="1", label="Care", is_chosen=True), Option(value="2", label="Tech")],
    )
    page = rendered("{% facets facets chosen_count=1 %}", facets=[facet])
    assert page.count(" checked") == 1
    assert page.count("facet__count") == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_map_of_others_names_them_in_the_language_of_the_page(settings: Settings, language: str):
    settings.TILES_CREDIT = "© OpenStreetMap"
    with translation.override(language):
        credit = translation.gettext("Map: %(credit)s") % {"credit": "© OpenStreetMap"}
    page = rendered('{% place_map "p" 52.09 5.12 tiles="https://x/{z}/{x}/{y}.png" %}', language=language)
    assert f'data-attribution="{credit}"' in page
    assert "data-attribution" not in rendered('{% place_map "p" 52.09 5.12 %}', language=language)


def test_a_map_has_a_way_past_it():
    page = rendered('{% place_map "places" 52.09 5.12 %}', language="nl")
    assert 'href="#after-places-map"' in page
    assert 'id="after-places-map"' in page
    assert 'data-lat="52.09000"' in page  # a point, whatever the language
    assert "data-tiles" not in page


@pytest.mark.parametrize(("cookie", "attribute"), [("dark", ' data-theme="dark"'), ("", ""), ("pink", "")])
def test_the_stored_colours_stand_on_the_page(rf: RequestFactory, cookie: str, attribute: str):
    request = rf.get("/nl/")
    request.COOKIES["theme"] = cookie
    assert rendered("{% stored_theme %}", request) == attribute


@pytest.mark.slow  # the first to read all addresses
def test_the_way_to_the_other_language_is_this_same_page(rf: RequestFactory):
    page = rendered("{% language_links %}", rf.get("/nl/account/x/?q=1"), language="nl")
    assert 'lang="en"' in page
    assert 'lang="nl"' not in page
    assert "q=1" in page
