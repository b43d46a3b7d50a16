"""What is past the end of its time: the moment before which it is, and removing it in pieces."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

SAFE_DAY = 28  # every month has it


def months_before(at: datetime, months: int) -> datetime:
    """The same time so many months earlier; the end of a month becomes its 28th, so that nothing goes too early."""
    count = at.year * 12 + at.month - 1 - months
    return at.replace(year=count // 12, month=count % 12 + 1, day=min(at.day, SAFE_DAY))


def first_of_year(at: datetime) -> datetime:
    """What is counted by year is let go by whole years, so that nobody is two people within one."""
    return localtime(at).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def remove(past: QuerySet[Any], most: int) -> int:
    """The oldest rows of what is past, at most so many, with what hangs on them. Returns how many rows there were."""
    keys = list(past.order_by("pk").values_list("pk", flat=True)[:most])
    if keys:
        past.model._default_manager.filter(pk__in=keys).delete()  # noqa: SLF001 - the manager that every table has
    return len(keys)
