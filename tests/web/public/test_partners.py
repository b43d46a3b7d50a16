"""The organisations and their pages."""

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
