"""The coach's desk."""

from django.urls import path

from werkveld.web.coach import views

app_name = "coach"

urlpatterns = [
    path("", views.home, name="home"),
    path("uren/", views.confirm, name="confirm"),
    path("afspraak/<uuid:key>/", views.close_visit, name="close_visit"),
    path("student/<uuid:key>/", views.learner, name="learner"),
]
