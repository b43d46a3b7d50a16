"""The student's desk."""

from django.urls import path

from werkveld.web.student import choosing, planning, results, today, views

app_name = "student"

urlpatterns = [
    path("", views.home, name="home"),
    path("uren/<uuid:key>/", views.hours, name="hours"),
    path("bericht/<uuid:key>/", views.read_letter, name="read_letter"),
    path("kiezen/<uuid:key>/", choosing.choose, name="choose"),
    path("kiezen/<uuid:key>/bewijs/", choosing.receipt, name="receipt"),
    path("kiezen/<uuid:key>/uitslag/", results.result, name="result"),
    path("kiezen/<uuid:key>/in-de-rij/<uuid:offering>/", results.stand_in_line, name="stand_in_line"),
    path("plek/<uuid:key>/", results.answer, name="answer"),
    path("dienst/<uuid:key>/", today.check_in, name="check_in"),
    path("bezoek/<uuid:key>/", today.arrived, name="arrived"),
    path("plan/", planning.plan, name="plan"),
    path("plan/doel/", planning.goal, name="goal"),
    path("plan/delen/", planning.share, name="share"),
    path("plan/aanbod/<uuid:key>/", planning.take_in, name="take_in"),
    path("plan/plek/<uuid:key>/", planning.note_place, name="note_place"),
    path("plan/<uuid:key>/", planning.item, name="item"),
    path("plan/<uuid:key>/eruit/", planning.out, name="out"),
    path("plan/<uuid:key>/terug/", planning.back, name="back"),
]
