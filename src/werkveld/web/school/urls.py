"""The school's desk."""

from django.urls import path

from werkveld.web.school import views

app_name = "school"

urlpatterns = [
    path("", views.home, name="home"),
    path("vraag/<uuid:key>/", views.question, name="question"),
]
