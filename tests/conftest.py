"""The harness: sloppy code fails here. Each strictness lives in its own module of tests/harness."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "werkveld.settings"
os.environ["WERKVELD_MODE"] = "development"
os.environ.setdefault("WERKVELD_JOBS", "immediate")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in the thread of the test

from django.conf import settings

from werkveld.console.set_up import compile_words

compile_words()  # a fresh clone has only the sources of the words; the first process to start makes the rest
settings.DEBUG = False  # pytest-django looks only at settings that were read before it starts

pytest_plugins = [
    f"harness.{room}"
    for room in (
        "databases",
        "strict",
        "ready",
        "caches",
        "network",
        "people",
        "catalogue",
        "shared",
        "calendars",
        "profiles",
        "slow",
        "browser",
        "site",
        "sink",
    )
]
