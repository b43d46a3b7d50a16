"""The one Django app of the product."""

from django.apps import AppConfig


class WerkveldConfig(AppConfig):
    name = "werkveld"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from werkveld.ground import checks  # noqa: F401, PLC0415  registers the checks once the settings stand
