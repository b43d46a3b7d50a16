"""The clock of the product: says when a job of the clock is due, and puts it in the queue exactly once."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import structlog
from django.core.cache import cache
from django.utils import timezone

log = structlog.get_logger("werkveld.beat")


@dataclass(frozen=True)
class Daily:
    """Once a day, at a time on the clock of the region; a machine that slept catches up on the same day."""

    at: time_of_day

    def slot(self, now: datetime) -> str | None:
        here = timezone.localtime(now)
        return timezone.localdate(now).isoformat() if here.time() >= self.at else None


@dataclass(frozen=True)
class Every:
    """Again and again; counted from a fixed moment, so that several machines agree on the turn."""

    gap: timedelta

    def slot(self, now: datetime) -> str | None:
        return str(int(now.timestamp() // self.gap.total_seconds()))


@dataclass(frozen=True)
class Beat:
    code: str
    when: Daily | Every
    enqueue: Callable[[], Any]


def due(beats: list[Beat], *, now: datetime) -> list[Beat]:
    """The beats whose turn it is and that no other machine took; taking is one row in the shared cache."""
    turns = [(beat, beat.when.slot(now)) for beat in beats]
    return [
        beat
        for beat, slot in turns
        if slot is not None and cache.add(f"beat:{beat.code.replace(' ', '-')}:{slot}", value=1, timeout=2 * 24 * 3600)
    ]


def beat_once(beats: list[Beat]) -> int:
    """How many jobs were put in the queue."""
    todo = due(beats, now=timezone.now())
    for beat in todo:
        beat.enqueue()
        log.info("beat", code=beat.code)
    return len(todo)


def beat_forever(beats: list[Beat], *, seconds: int = 20) -> None:
    while True:
        beat_once(beats)
        time.sleep(seconds)
