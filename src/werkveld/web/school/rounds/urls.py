"""Rounds at the school's desk."""

from django.urls import path

from werkveld.web.school.rounds import counting, hosts, lines, listing, results, setting_up, sheets, trials

app_name = "rounds"

urlpatterns = [
    path("", listing.rounds, name="rounds"),
    path("nieuw/", listing.prepare, name="prepare"),
    path("<uuid:key>/", listing.overview, name="round"),
    path("<uuid:key>/gegevens/", listing.facts, name="facts"),
    path("<uuid:key>/openen/", listing.open_now, name="open"),
    path("<uuid:key>/sluiten/", listing.close_now, name="close"),
    path("<uuid:key>/proefronde/", listing.copy, name="copy"),
    path("<uuid:key>/aanbod/", setting_up.choices, name="choices"),
    path("<uuid:key>/aanbod/erbij/", setting_up.add, name="add"),
    path("<uuid:key>/aanbod/eruit/", setting_up.take_out, name="take_out"),
    path("<uuid:key>/aanbod/openen/", setting_up.open_all, name="open_all"),
    path("<uuid:key>/regels/", setting_up.rules, name="rules"),
    path("<uuid:key>/regels/<slug:what>/<int:number>/weg/", setting_up.drop, name="drop"),
    path("<uuid:key>/blad/", sheets.sheet, name="sheet"),
    path("<uuid:key>/blad/<slug:what>/", sheets.sheet, name="sheet_of"),
    path("<uuid:key>/blad/<slug:what>/leeg/", sheets.empty, name="empty_sheet"),
    path("<uuid:key>/wensen/", counting.standing, name="standing"),
    path("<uuid:key>/wensen/herinneren/", counting.remind_silent, name="remind"),
    path("<uuid:key>/organisaties/", hosts.hosts, name="hosts"),
    path("<uuid:key>/organisaties/stop/", hosts.stop_now, name="stop_hosts"),
    path("<uuid:key>/organisaties/<int:number>/reden/", hosts.pass_reason_on, name="pass_on"),
    path("<uuid:key>/proef/", trials.trials, name="trials"),
    path("<uuid:key>/proef/<uuid:trial>/publiceren/", trials.publish, name="publish"),
    path("<uuid:key>/proef/<uuid:trial>/opnieuw/", trials.try_again, name="try_again"),
    path("<uuid:key>/proef/<uuid:trial>/plekken/", trials.make_real, name="make_real"),
    path("<uuid:key>/uitslag/", results.results, name="results"),
    path("<uuid:key>/uitslag/blad/", results.sheet, name="results_sheet"),
    path("<uuid:key>/uitslag/<uuid:who>/", results.person, name="person"),
    path("<uuid:key>/nakomers/", results.late, name="late"),
    path("<uuid:key>/wachtlijsten/", lines.lines, name="lines"),
    path("<uuid:key>/bezwaren/", lines.appeals, name="appeals"),
    path("<uuid:key>/bezwaren/<uuid:which>/", lines.appeal, name="appeal"),
]
