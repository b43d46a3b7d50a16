"""The desk of who learns beside work."""

from django.urls import path

from werkveld.web.professional import views

app_name = "professional"

urlpatterns = [
    path("", views.home, name="home"),
]
