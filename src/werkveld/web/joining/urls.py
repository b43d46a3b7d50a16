"""Taking part. An offering has one address for it, which is kept while somebody signs in."""

from django.urls import path

from werkveld.web.joining import attending, guests, leaving, views

app_name = "joining"

urlpatterns = [
    path("<uuid:key>/", views.join, name="join"),
    path("<uuid:key>/iemand/", guests.somebody, name="somebody"),
    path("<uuid:key>/wie-er-was/", attending.attendance, name="attendance"),
    path("<uuid:key>/hoe-was-het/", attending.ask, name="ask"),
    path("<uuid:key>/hoe-was-het/<uuid:asked>/", attending.type_in, name="type_in"),
    path("code/", guests.type_code, name="type_code"),
    path("code/<str:code>/", guests.code, name="code"),
    path("plek/<uuid:key>/", leaving.leave, name="leave"),
    path("groep/<uuid:key>/afmelden/", leaving.withdraw, name="withdraw_group"),
    path("groep/<uuid:key>/terug/", leaving.bring_back, name="bring_group_back"),
]
