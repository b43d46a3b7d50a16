"""The resident's desk."""

from django.urls import path

from werkveld.web.resident import views

app_name = "resident"

urlpatterns = [
    path("", views.home, name="home"),
    path("afspraak/<uuid:key>/afzeggen/", views.cancel, name="cancel"),
    path("vraag/<uuid:key>/intrekken/", views.withdraw, name="withdraw"),
    path("vraag/<uuid:key>/terug/", views.bring_back, name="bring_back"),
]
