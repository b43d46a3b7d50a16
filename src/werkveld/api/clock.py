"""The moment at which a job runs; in a demo the clock stands still."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    return datetime.fromisoformat(settings.CLOCK) if settings.CLOCK else timezone.now()
