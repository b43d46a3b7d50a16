"""The organisations and their pages."""

import html
import re

import pytest
from django.test import Client

from harness.catalogue import Shop
from werkveld.steps.people.models import Organization, Partnership, PartnershipPartner


def test_partners_are_listed_by_kind(client: Client, shop: Shop, company: Organization):
    page = client.get("/nl/organisaties/").content.decode()
    assert page.index("Proefcollege") < page.index("Bouwbedrijf")
    only = client.get("/nl/organisaties/?kind=company").content.decode()
    assert "Bouwbedrijf" in only
    assert 'class="card__link" href="/nl/organisaties/' in only
    assert f"/{shop.school.key}/" not in only


def test_an_organisation_shows_its_places_partnerships_and_programmes(client: Client, shop: Shop):
    partnership = Partnership.objects.create(region=shop.region, code="samen", name_nl="Samen", name_en="Together")
    PartnershipPartner.objects.create(partnership=partnership, organization=shop.school)
    page = client.get(f"/en/organisations/{shop.school.key}/").content.decode()
    for words in ("Together", "Amersfoort", 'data-lat="52.15500"', f"/en/programmes/{shop.programme.key}/"):
        assert words in page, words


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_an_organisation_asks_the_same_for_three(
    client: Client, shop: Shop, django_assert_num_queries, number: int
):
    for at in range(number):
        shop.programme_of(f"programma-{at}", shop.programme.kind)
        shop.site(f"Plek {at}", 52.0, 5.0)
    client.get("/nl/aanbod/")
    with django_assert_num_queries(6):  # edition, organisation, its themes, sites, partnerships, programmes
        assert client.get(f"/nl/organisaties/{shop.school.key}/").status_code == 200


@pytest.fixture
def many(shop: Shop) -> Shop:
    """Thirty companies: an invented one after every two."""
    for number in range(30):
        Organization.objects.create(
            region=shop.region, code=f"bedrijf-{number}", name=f"Bedrijf {number:02}", kind="company",
            is_example=number % 3 == 2,
        )  # fmt: skip
    return shop


def names(page: str) -> list[str]:
    return re.findall(r'class="card__link"[^>]*>([^<]*)<', page)


def turned(page: str, way: str) -> str:
    found = re.search(rf'href="(\?[^"]*)" rel="{way}"', page)
    return html.unescape(found[1]) if found else ""


@pytest.mark.slow
def test_partners_come_a_page_at_a_time_and_the_invented_ones_last(client: Client, many: Shop):
    first = client.get("/en/organisations/").content.decode()
    own = ["Proefcollege", *(f"Bedrijf {number:02}" for number in range(30) if number % 3 != 2)]
    invented = [f"Bedrijf {number:02}" for number in range(30) if number % 3 == 2]
    assert names(first) == (own + invented)[:24]
    assert "1 to 24 of 31" in first
    assert turned(first, "prev") == ""
    second = client.get(f"/en/organisations/{turned(first, 'next')}").content.decode()
    assert names(second) == (own + invented)[24:]
    assert "25 to 31 of 31" in second
    assert turned(second, "next") == ""
    assert names(client.get(f"/en/organisations/{turned(second, 'prev')}").content.decode()) == names(first)


@pytest.mark.slow
def test_partners_are_found_by_name_town_and_kind(client: Client, many: Shop):
    assert names(client.get("/en/organisations/?q=bedrijf+07").content.decode()) == ["Bedrijf 07"]
    assert names(client.get("/en/organisations/?q=amersfoort").content.decode()) == ["Proefcollege"]
    page = client.get("/en/organisations/?q=bedrijf&kind=company").content.decode()
    assert "kind=company" in turned(page, "next")
    assert "q=bedrijf" in turned(page, "next")
    assert "No organisation fits" in client.get("/en/organisations/?q=zzz").content.decode()


@pytest.mark.slow
def test_the_lead_counts_the_region_and_names_the_invented_ones_apart(client: Client, many: Shop):
    page = client.get("/en/organisations/").content.decode()
    assert "21 organisations learn and work together here." in page
    assert "10 invented organisations stand here as well" in page
    assert ">Companies<" in page


@pytest.mark.parametrize("question", ["?after=x", "?kind=x", "?q=%00", "?after=00000000-0000-0000-0000-000000000000"])
def test_a_question_about_partners_that_says_nothing_shows_the_first_page(client: Client, shop: Shop, question: str):
    assert names(client.get(f"/en/organisations/{question}").content.decode()) == ["Proefcollege"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 60])
def test_the_list_of_partners_asks_the_same_for_sixty(
    client: Client, shop: Shop, django_assert_num_queries, number: int
):
    school = shop.school
    rows = [
        Organization(region=shop.region, code=f"o-{at}", name=f"O {at}", kind="care", parent=school)
        for at in range(number)
    ]
    Organization.objects.bulk_create(rows)
    client.get("/nl/aanbod/")
    with django_assert_num_queries(3):  # edition, numbers by kind, rows
        assert client.get("/nl/organisaties/").status_code == 200
    with django_assert_num_queries(5):  # and where it begins, and how many come before
        assert client.get(f"/nl/organisaties/?after={school.key}").status_code == 200
