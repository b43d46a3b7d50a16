"""My data."""

from django.urls import path

from werkveld.web.own_data import views

app_name = "own_data"

urlpatterns = [
    path("", views.home, name="home"),
    path("verbeteren/", views.put_right, name="put_right"),
    path("mail/", views.choose, name="choose_mail"),
    path("sms/", views.choose_text, name="choose_texts"),
    path("afsluiten/", views.close, name="close"),
    path("afgesloten/", views.closed, name="closed"),
    path("downloaden/", views.download, name="download"),
]
