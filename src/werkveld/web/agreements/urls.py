"""One address an agreement, the same for every party."""

from django.urls import path

from werkveld.web.agreements import views

app_name = "agreements"

urlpatterns = [
    path("<uuid:key>/", views.agreement, name="agreement"),
]
