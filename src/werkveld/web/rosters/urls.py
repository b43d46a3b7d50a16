"""Rosters of a term."""

from django.urls import path

from werkveld.web.rosters import answers, changing, fairness, listing, making, pattern, reasons, weeks

app_name = "rosters"

urlpatterns = [
    path("", listing.rosters, name="home"),
    path("nieuw/", listing.draw_up, name="draw_up"),
    path("dienst/<uuid:key>/", changing.shift, name="shift"),
    path("<uuid:key>/", listing.overview, name="roster"),
    path("<uuid:key>/week/", pattern.pattern, name="pattern"),
    path("<uuid:key>/week/<uuid:slot>/weg/", pattern.drop, name="drop"),
    path("<uuid:key>/vragen/", making.ask, name="ask"),
    path("<uuid:key>/maken/", making.make, name="make"),
    path("<uuid:key>/stoppen/", making.stop, name="stop"),
    path("<uuid:key>/publiceren/", making.publish, name="publish"),
    path("<uuid:key>/intrekken/", making.withdraw, name="withdraw"),
    path("<uuid:key>/antwoorden/", answers.answers, name="answers"),
    path("<uuid:key>/antwoorden/<uuid:who>/", answers.one, name="answer"),
    path("<uuid:key>/rooster/", weeks.week, name="week"),
    path("<uuid:key>/eerlijk/", fairness.fairness, name="fairness"),
    path("<uuid:key>/waarom/<uuid:who>/", reasons.person, name="why"),
]
