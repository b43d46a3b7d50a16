"""Addresses of the open data."""

from werkveld.api.open_data.endpoints import api

urlpatterns = api.urls[0]
app_name = "open_data"
