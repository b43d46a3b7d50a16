"""One address a series, for its host, for the school and for students."""

from django.urls import path

from werkveld.web.series import changing, choosing, noting, planning, showing

app_name = "series"

urlpatterns = [
    path("", showing.home, name="home"),
    path("plannen/", planning.plan, name="plan"),
    path("<uuid:key>/", showing.series, name="series"),
    path("<uuid:key>/plannen/", planning.plan_more_dates, name="plan_more"),
    path("<uuid:key>/verplaatsen/", changing.move, name="move"),
    path("<uuid:key>/afgelasten/", changing.call_off_dates, name="call_off"),
    path("<uuid:key>/coach/", changing.coach, name="coach"),
    path("<uuid:key>/studenten/", changing.put_on, name="put_on"),
    path("<uuid:key>/dag/<uuid:date>/", noting.note, name="note"),
    path("<uuid:key>/komen/", choosing.choose, name="choose"),
]
