"""Addresses of calendars, without a language."""

from django.urls import path

from werkveld.api.calendar import endpoints

app_name = "calendar"

urlpatterns = [
    path("aanbod/<uuid:key>.ics", endpoints.offering, name="offering"),
    path("<str:secret>.ics", endpoints.own, name="own"),
]
