"""The desk of the confidential adviser."""

from django.urls import path

from werkveld.web.confidant import views

app_name = "confidant"

urlpatterns = [
    path("", views.home, name="home"),
    path("<uuid:key>/", views.concern, name="concern"),
    path("<uuid:key>/oppakken/", views.take, name="take"),
    path("<uuid:key>/afsluiten/", views.close, name="close"),
    path("<uuid:key>/doorsturen/", views.forward, name="forward"),
]
