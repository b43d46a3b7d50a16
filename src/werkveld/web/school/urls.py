"""The school's desk."""

from django.urls import include, path

from werkveld.web.school import agreeing, recognitions, views

app_name = "school"

urlpatterns = [
    path("", views.home, name="home"),
    path("vraag/opschrijven/", views.write_down, name="write_down"),
    path("vraag/<uuid:key>/", views.question, name="question"),
    path("vraag/<uuid:key>/intrekken/", views.withdraw, name="withdraw"),
    path("vraag/<uuid:key>/terug/", views.come_back, name="bring_back"),
    path("coach/<uuid:key>/", views.coach, name="coach"),
    path("overeenkomst/<uuid:key>/", agreeing.agree, name="agree"),
    path("erkenningen/", recognitions.recognitions, name="recognitions"),
    path("rondes/", include("werkveld.web.school.rounds.urls")),
]
