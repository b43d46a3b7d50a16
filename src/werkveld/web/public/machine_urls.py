"""Addresses without a language, for machines."""

from django.urls import path

from werkveld.web.public import machines

urlpatterns = [
    path("brand.css", machines.brand, name="brand"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_part, name="sitemap_part"),
]
