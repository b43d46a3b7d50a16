"""A Django with one JSON view and nothing else: what the benchmark of the catalogue is laid beside.

gunicorn --chdir benchmarks bare:application
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-a-benchmark", MIDDLEWARE=[], LOGGING_CONFIG=None
)


def hello(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"hello": "world"})


urlpatterns = [path("", hello)]
application = get_wsgi_application()
