"""How far a job is that somebody waits for, for every process to read; forgotten when the job is done."""

from dataclasses import dataclass

from django.core.cache import cache

KEPT = 15 * 60  # seconds that a job which died is thought to be at work


@dataclass(frozen=True, slots=True)
class Working:
    """So many of so many are done; `fault` is why it stopped."""

    done: int
    total: int
    fault: str = ""


def begin(name: str, total: int) -> bool:
    """False when such a job is at work already."""
    if (found := at_work(name)) is not None and found.fault:
        end(name)
    return bool(cache.add(name, Working(0, total), KEPT))


def tell(name: str, done: int, total: int, fault: str = "") -> None:
    cache.set(name, Working(done, total, fault), KEPT)


def at_work(name: str) -> Working | None:
    """None when no such job is at work."""
    found: Working | None = cache.get(name)
    return found


def end(name: str) -> None:
    """It is done, or what went wrong was read."""
    cache.delete(name)
