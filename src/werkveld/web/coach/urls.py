"""The coach's desk."""

from django.urls import path

from werkveld.web.coach import able, awarding, day, views

app_name = "coach"

urlpatterns = [
    path("", views.home, name="home"),
    path("vandaag/", day.day, name="day"),
    path("vandaag/doen/", day.do, name="do"),
    path("vandaag/sync/", day.sync, name="sync"),
    path("uren/", views.confirm, name="confirm"),
    path("afspraak/<uuid:key>/", views.close_visit, name="close_visit"),
    path("student/<uuid:key>/", views.learner, name="learner"),
    path("student/<uuid:key>/kunnen/", able.able, name="able"),
    path("student/<uuid:key>/bewijs/", awarding.give, name="award"),
]
