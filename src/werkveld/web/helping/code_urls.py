"""What somebody does with the code of an appointment or of a turn in line."""

from django.urls import path

from werkveld.web.helping import coded, lines
from werkveld.web.public.addresses import words

app_name = "coded"

urlpatterns = [
    path("", coded.type_code, name="type"),
    path("<slug:code>/", coded.show, name="show"),
    path("<slug:code>/agenda.ics", coded.calendar, name="calendar"),
    path(words("<slug:code>/verzetten/", "<slug:code>/move/"), coded.move_page, name="move"),
    path(words("<slug:code>/afzeggen/", "<slug:code>/cancel/"), coded.cancel, name="cancel"),
    path(words("<slug:code>/komt-goed-uit/", "<slug:code>/take/"), lines.take, name="take"),
    path(words("<slug:code>/niet-deze-keer/", "<slug:code>/not-this-time/"), lines.wait_longer, name="wait_longer"),
    path(words("<slug:code>/uit-de-rij/", "<slug:code>/leave/"), lines.leave, name="leave"),
]
