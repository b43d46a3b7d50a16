"""All addresses of the site: for machines without a language, for people with one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from werkveld.web import health
from werkveld.web.coach.day import worker as day_worker
from werkveld.web.parts.styleguide import StyleGuide
from werkveld.web.parts.theme import choose_theme
from werkveld.web.public.addresses import words

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health.alive, name="health"),
    path("health/ready/", health.ready, name="ready"),
    # A school registers one address to come back to, so it holds no language.
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("theme/", choose_theme, name="choose_theme"),
    path("", include("werkveld.web.public.machine_urls")),
    path("day-worker.js", day_worker, name="day_worker"),
    path("data/", include("werkveld.api.open_data.urls")),
    path("agenda/", include("werkveld.api.calendar.urls")),
]

if settings.METRICS:
    urlpatterns += [path("", include("django_prometheus.urls"))]

urlpatterns += i18n_patterns(
    path("", include("werkveld.web.public.urls")),
    path("", include("werkveld.web.public.promises.urls")),
    path("account/", include("werkveld.web.signin.account_urls")),
    path("", include("werkveld.web.signin.urls")),
    path("demo/", include("werkveld.web.demo_door.urls")),
    path("mijn-gegevens/", include("werkveld.web.own_data.urls")),
    path("meedoen/", include("werkveld.web.joining.urls")),
    path("past-bij-mij/", include("werkveld.web.suggesting.urls")),
    path("zorg-of-klacht/", include("werkveld.web.concerns.urls")),
    path("vertrouwenspersoon/", include("werkveld.web.confidant.urls")),
    path("hoe-was-het/", include("werkveld.web.how_was_it.urls")),
    path("activiteiten/", include("werkveld.web.series.urls")),
    path(words("hulp/", "help/"), include("werkveld.web.helping.urls")),
    path(words("afspraak/", "appointment/"), include("werkveld.web.helping.code_urls")),
    path("mijn-agenda/", include("werkveld.web.agenda.urls")),
    path("selectie/", include("werkveld.web.selecting.urls")),
    path("overeenkomst/", include("werkveld.web.agreements.urls")),
    path("teams/", include("werkveld.web.teams.urls")),
    path("diensten/", include("werkveld.web.shifts.urls")),
    path("rooster/", include("werkveld.web.rosters.urls")),
    path("student/", include("werkveld.web.student.urls")),
    path("professional/", include("werkveld.web.professional.urls")),
    path("bewoner/", include("werkveld.web.resident.urls")),
    path("partner/", include("werkveld.web.partner.urls")),
    path("coach/", include("werkveld.web.coach.urls")),
    path("school/", include("werkveld.web.school.urls")),
    path("bestuur/", include("werkveld.web.board.urls")),
    path("styleguide/", StyleGuide.as_view(), name="styleguide"),
    prefix_default_language=True,
)
