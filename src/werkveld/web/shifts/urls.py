"""My shifts, for who works and who coaches."""

from django.urls import path

from werkveld.web.shifts import away, turns, views, when

app_name = "shifts"

urlpatterns = [
    path("", views.home, name="home"),
    path("wanneer/<uuid:key>/", when.say, name="say_when"),
    path("weg/", away.report, name="away"),
    path("weg/<uuid:key>/terug/", away.take_back, name="take_back"),
    path("dienst/<uuid:key>/", turns.turn, name="turn"),
    path("aangeboden/<uuid:key>/", turns.offered, name="offered"),
    path("coach/<uuid:key>/", turns.lead, name="lead"),
]
