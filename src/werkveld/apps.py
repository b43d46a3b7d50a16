"""The one Django app of the product."""

from django.apps import AppConfig
from django.conf import settings


class WerkveldConfig(AppConfig):
    name = "werkveld"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from werkveld.ground import checks, telemetry  # noqa: F401, PLC0415  the checks register themselves

        if settings.FILES:
            telemetry.extra_for("WERKVELD_FILES", extra="s3", packages=("storages", "boto3"))
        telemetry.begin(sentry_dsn=settings.SENTRY_DSN, otel_endpoint=settings.OTEL_ENDPOINT)
