"""Taking part. An offering has one address for it, which is kept while somebody signs in."""

from django.urls import path

from werkveld.web.joining import leaving, views

app_name = "joining"

urlpatterns = [
    path("<uuid:key>/", views.join, name="join"),
    path("plek/<uuid:key>/", leaving.leave, name="leave"),
    path("groep/<uuid:key>/afmelden/", leaving.withdraw, name="withdraw_group"),
    path("groep/<uuid:key>/terug/", leaving.bring_back, name="bring_group_back"),
]
