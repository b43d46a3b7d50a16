"""Teams, for who is in one and for who forms them."""

from django.urls import path

from werkveld.web.teams import changing, forming, mine

app_name = "teams"

urlpatterns = [
    path("", forming.home, name="home"),
    path("nieuw/", forming.new, name="new"),
    path("mijn/<uuid:key>/", mine.team, name="mine"),
    path("mijn/<uuid:key>/naam/", mine.name, name="name"),
    path("voorstel/<uuid:key>/", forming.proposal, name="proposal"),
    path("<uuid:key>/", forming.plan, name="plan"),
    path("<uuid:key>/onderwerp/<uuid:topic>/weg/", changing.drop, name="drop_topic"),
    path("<uuid:key>/apart/<uuid:kept>/weg/", changing.together, name="together"),
    path("<uuid:key>/voorstellen/", forming.propose, name="propose"),
    path("<uuid:key>/wie/<uuid:enrolment>/", changing.move, name="move"),
]
