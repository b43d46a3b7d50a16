"""A worry or a complaint."""

from django.urls import path

from werkveld.web.concerns import views, writing

app_name = "concerns"

urlpatterns = [
    path("", views.tell, name="tell"),
    path("verteld/", views.told, name="told"),
    path("antwoord/", views.read, name="read"),
    path("opschrijven/", writing.write_down, name="write_down"),
    path("aantallen/", writing.counts, name="counts"),
]
