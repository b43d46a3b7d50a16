"""In a demo only; elsewhere each of these answers that it does not exist."""

from django.urls import path

from werkveld.web.demo_door import views

app_name = "demo_door"

urlpatterns = [
    path("", views.home, name="home"),
    path("binnen/<slug:code>/", views.step_in, name="step_in"),
    path("buiten/", views.step_out, name="step_out"),
]
