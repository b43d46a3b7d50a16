"""Selections. What everybody reads stands under the key of its offering."""

from django.urls import path

from werkveld.web.selecting import applying, assessing, deciding, running

app_name = "selecting"

urlpatterns = [
    path("", running.home, name="home"),
    path("nieuw/", running.new, name="new"),
    path("beheer/<uuid:key>/", running.show, name="show"),
    path("beheer/<uuid:key>/criteria/", running.criteria, name="criteria"),
    path("beheer/<uuid:key>/publiceren/", running.publish, name="publish"),
    path("beheer/<uuid:key>/beoordelaar/<int:row>/weg/", running.dismiss, name="dismiss"),
    path("beheer/<uuid:key>/verdelen/", deciding.divide, name="divide"),
    path("beheer/<uuid:key>/besluit/", deciding.decide, name="decide"),
    path("aanmelding/<uuid:key>/", deciding.application, name="application"),
    path("beoordelen/", assessing.home, name="assessments"),
    path("beoordelen/<uuid:key>/", assessing.one, name="assess"),
    path("beoordelen/<uuid:key>/samen/", assessing.together, name="settle"),
    path("<uuid:key>/", applying.page, name="page"),
]
