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


def begin(name: str, total: int, *, kept: int = KEPT) -> bool:
    """False when such a job is at work already."""
    if (found := at_work(name)) is not None and found.fault:
        end(name)
    cache.delete(_stop(name))
    return bool(cache.add(name, Working(0, total), kept))


def tell(name: str, done: int, total: int, fault: str = "", *, kept: int = KEPT) -> None:
    cache.set(name, Working(done, total, fault), kept)


def at_work(name: str) -> Working | None:
    """None when no such job is at work."""
    found: Working | None = cache.get(name)
    return found


def end(name: str) -> None:
    """It is done, or what went wrong was read."""
    cache.delete_many([name, _stop(name)])


def ask_to_stop(name: str) -> None:
    """Only a job that asks is stopped by it."""
    if at_work(name) is not None:
        cache.set(_stop(name), value=True, timeout=KEPT)


def is_asked_to_stop(name: str) -> bool:
    return bool(cache.get(_stop(name), default=False))


def _stop(name: str) -> str:
    return f"{name}:stop"
