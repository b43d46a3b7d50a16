"""Jobs that are over leave the queue at night, what failed later, and nothing that still has to be done."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from werkveld.jobs.keeping import forget_jobs_that_are_over
from werkveld.jobs.schedule import BEATS

QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def job(status: str, days: int) -> DBTaskResult:
    """A job that was over so many days ago, or that waits since then."""
    at = timezone.now() - timedelta(days=days)
    return DBTaskResult.objects.create(
        status=status,
        finished_at=at if status in {"SUCCESSFUL", "FAILED"} else None,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="werkveld.jobs.keeping.forget_jobs_that_are_over",
        backend_name="default",
        run_after=at,
        exception_class_path="",
        traceback="",
    )


def left() -> set[tuple[str, int]]:
    now = timezone.now()
    rows = DBTaskResult.objects.values_list("status", "run_after")
    return {(status, (now - at).days) for status, at in rows}


@pytest.mark.django_db
def test_what_is_over_goes_after_its_days_and_what_waits_stays():
    for status in ("READY", "RUNNING", "SUCCESSFUL", "FAILED"):
        for days in (6, 8, 31):
            job(status, days)
    with override_settings(TASKS=QUEUED, JOBS_KEPT_DAYS=7, JOBS_FAILED_KEPT_DAYS=30):
        assert forget_jobs_that_are_over.func() == 3
        assert forget_jobs_that_are_over.func() == 0
    waits = {(status, days) for status in ("READY", "RUNNING") for days in (6, 8, 31)}
    assert left() == waits | {("SUCCESSFUL", 6), ("FAILED", 6), ("FAILED", 8)}


@pytest.mark.django_db
def test_where_jobs_are_run_at_once_there_is_nothing_to_forget():
    assert type(task_backends["default"]).__name__ == "ImmediateBackend"
    job("SUCCESSFUL", 31)
    assert forget_jobs_that_are_over.func() == 0


def test_it_happens_each_night():
    assert "forget jobs that are over" in {beat.code for beat in BEATS}
