"""The board's desk."""

from django.urls import path

from werkveld.web.board import reports, sections

app_name = "board"

REPORT = "<slug:promise>/<int:year>/"

urlpatterns = [
    path("", reports.home, name="home"),
    path("verwijzingen/", sections.suggested, name="suggestions"),
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}voorbeeld/", reports.preview, name="preview"),
    path(f"{REPORT}publiceren/", reports.publish, name="publish"),
    path(f"{REPORT}bevriezen/", reports.freeze, name="freeze"),
    path(f"{REPORT}tellen/", reports.renew, name="renew"),
    path(f"{REPORT}intrekken/<uuid:key>/", reports.withdraw, name="withdraw"),
    path(f"{REPORT}wijzigingen/", sections.changes, name="changes"),
    path(f"{REPORT}tekst/<slug:code>/", sections.write, name="section"),
]
