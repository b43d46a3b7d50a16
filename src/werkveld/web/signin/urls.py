"""Our own pages of coming in."""

from django.urls import path

from werkveld.web import letters
from werkveld.web.signin import invitations, views

app_name = "signin"

urlpatterns = [
    path("werkplek/", views.desks, name="desks"),
    path("bericht/<uuid:key>/gelezen/", letters.read_letter, name="read_letter"),
    path("uitnodigingen/", invitations.invitations, name="invitations"),
    path("uitnodigingen/<uuid:key>/intrekken/", invitations.withdraw, name="withdraw_invitation"),
    path("uitnodiging/<str:secret>/", invitations.invitation, name="invitation"),
]
