"""Where help is found and booked. What follows an appointment lies under its code, in code_urls."""

from django.urls import path

from werkveld.web.helping import booking, desk, kinds, other, times, waiting
from werkveld.web.public.addresses import words

app_name = "helping"

urlpatterns = [
    path("", kinds.kinds, name="kinds"),
    path(words("andere-vraag/", "other-question/"), other.other_question, name="other"),
    path(words("andere-vraag/aangekomen/", "other-question/arrived/"), other.asked_page, name="asked"),
    path(words("boeken/", "book/"), desk.book_for, name="book_for"),
    path(words("zoeken/", "find/"), desk.find, name="find"),
    path("<uuid:key>/", times.times, name="times"),
    path(words("<uuid:key>/wachten/", "<uuid:key>/wait/"), waiting.stand_in_line, name="wait"),
    path("<uuid:key>/<uuid:shift>/<int:minute>/", booking.details, name="details"),
]
