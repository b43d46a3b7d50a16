"""The student's desk."""

from django.urls import path

from werkveld.web.student import views

app_name = "student"

urlpatterns = [
    path("", views.home, name="home"),
    path("uren/<uuid:key>/", views.hours, name="hours"),
    path("bericht/<uuid:key>/", views.read_letter, name="read_letter"),
]
