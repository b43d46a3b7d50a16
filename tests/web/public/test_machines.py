"""What machines read: brand, robots and sitemap."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from harness.catalogue import Shop

SOON = timezone.localdate() + timedelta(days=30)


def test_the_brand_is_a_stylesheet_that_is_kept(client: Client, shop: Shop):
    shop.region.brand = {"primary": "#0b5a6f"}
    shop.region.save()
    answer = client.get("/brand.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "--brand-500:" in answer.content.decode()
    assert client.get("/brand.css", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_robots_find_every_public_page_in_both_languages(client: Client, shop: Shop):
    offering = shop.offers("Zorg", starts_on=SOON)
    draft = shop.offers("Concept", starts_on=SOON, is_open=False)
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "http://testserver/sitemap-offerings.xml" in client.get("/sitemap.xml").content.decode()
    offerings = client.get("/sitemap-offerings.xml").content.decode()
    assert f"http://testserver/nl/aanbod/{offering.key}/" in offerings
    assert f"http://testserver/en/offers/{offering.key}/" in offerings
    assert str(draft.key) not in offerings
    assert "http://testserver/en/offers/" in client.get("/sitemap-pages.xml").content.decode()
