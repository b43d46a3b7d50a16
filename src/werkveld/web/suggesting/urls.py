"""What suits me."""

from django.urls import path

from werkveld.web.suggesting import views

app_name = "suggesting"

urlpatterns = [path("", views.suggestions, name="suggestions")]
