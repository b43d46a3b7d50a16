"""The own calendar, elsewhere."""

from django.urls import path

from werkveld.web.agenda import views

app_name = "agenda"

urlpatterns = [
    path("", views.home, name="home"),
    path("weg/", views.end, name="end"),
]
