"""All addresses of the site: for machines without a language, for people with one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from werkveld.web import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health.alive, name="health"),
    path("health/ready/", health.ready, name="ready"),
]

urlpatterns += i18n_patterns(
    path("account/", include("allauth.urls")),
    prefix_default_language=True,
)
