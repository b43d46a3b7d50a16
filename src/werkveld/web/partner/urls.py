"""The partner's desk."""

from django.urls import path

from werkveld.web.partner import hosting, views

app_name = "partner"

urlpatterns = [
    path("", views.home, name="home"),
    path("vraag/", views.ask, name="ask"),
    path("rondes/<uuid:key>/<uuid:offering>/", hosting.applicants, name="applicants"),
    path("uren/", views.confirm, name="confirm"),
    path("vraag/<uuid:key>/intrekken/", views.withdraw, name="withdraw"),
    path("vraag/<uuid:key>/terug/", views.bring_back, name="bring_back"),
]
