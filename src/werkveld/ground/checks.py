"""Checks that `manage.py check` and the server run at the start: what would be unsafe is refused."""

from django.conf import settings
from django.core import checks

THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"}


@checks.register(checks.Tags.security)
def demo_stays_on_this_machine(**_: object) -> list[checks.CheckMessage]:
    """In a demo anyone may step into anybody's desk, so it may not be reached from elsewhere."""
    strangers = sorted(set(settings.ALLOWED_HOSTS) - THIS_MACHINE)
    if not settings.DEMO or not strangers:
        return []
    return [
        checks.Error(
            f"Demo mode is on while the site answers to {', '.join(strangers)}.",
            hint="Set WERKVELD_MODE=production, or leave WERKVELD_URL and ALLOWED_HOSTS unset for a demo on this machine.",
            id="werkveld.E001",
        )
    ]
