"""Addresses that everybody may open."""

from django.urls import path

from werkveld.web.public import catalogue, home, learning, partners, texts
from werkveld.web.public.addresses import words

app_name = "public"


urlpatterns = [
    path("", home.home, name="home"),
    path(words("aanbod/", "offers/"), catalogue.search, name="search"),
    path(words("aanbod/kaart.json", "offers/map.json"), catalogue.places, name="places"),
    path(words("aanbod/kaart.svg", "offers/map.svg"), catalogue.picture, name="picture"),
    path(words("aanbod/gebied.geojson", "offers/region.geojson"), catalogue.outline, name="outline"),
    path(words("aanbod/<uuid:key>/", "offers/<uuid:key>/"), learning.offering, name="offering"),
    path(words("programmas/", "programmes/"), learning.programmes, name="programmes"),
    path(words("programmas/<uuid:key>/", "programmes/<uuid:key>/"), learning.programme, name="programme"),
    path(words("organisaties/", "organisations/"), partners.organizations, name="organizations"),
    path(words("organisaties/<uuid:key>/", "organisations/<uuid:key>/"), partners.organization, name="organization"),
    path(words("over/", "about/"), texts.about, name="about"),
    path(words("toegankelijkheid/", "accessibility/"), texts.accessibility, name="accessibility"),
    path(words("privacy/", "privacy/"), texts.privacy, name="privacy"),
]
