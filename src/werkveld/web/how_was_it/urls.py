"""How was it."""

from django.urls import path

from werkveld.web.how_was_it import views

app_name = "how_was_it"

urlpatterns = [
    path("", views.waiting, name="waiting"),
    path("typen/<uuid:key>/", views.type_in, name="type_in"),
    path("<str:secret>/", views.answer, name="answer"),
]
