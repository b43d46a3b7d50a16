"""Whether somebody can be on a shift beside what they do already; plain arithmetic, so that pages and actions agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone


class Obstacle(StrEnum):
    """Why somebody cannot be on a shift."""

    OVERLAPS = "overlaps"
    SAME_DAY = "same_day"
    NO_REST = "no_rest"


@dataclass(frozen=True, slots=True)
class Stretch:
    starts_at: datetime
    ends_at: datetime


def overlaps(one: Stretch, other: Stretch) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def obstacles_between(shift: Stretch, others: Iterable[Stretch], rest: timedelta, *, once_a_day: bool) -> set[Obstacle]:
    """What the other shifts of one person say about this one. Rest is between days; students have one shift a day."""
    found: set[Obstacle] = set()
    day = timezone.localdate(shift.starts_at)
    for other in others:
        if overlaps(shift, other):
            found.add(Obstacle.OVERLAPS)
        elif timezone.localdate(other.starts_at) == day:
            found |= {Obstacle.SAME_DAY} if once_a_day else set()
        elif (
            other.ends_at <= shift.starts_at < other.ends_at + rest
            or shift.ends_at <= other.starts_at < shift.ends_at + rest
        ):
            found.add(Obstacle.NO_REST)
    return found


def missing_among(asked: Mapping[int | None, int], able: Iterable[set[int]]) -> dict[int | None, int]:
    """Skill (None: anybody) -> how many are missing when people who can do this are there."""
    there = list(able)
    counts = {skill: sum(skill is None or skill in one for one in there) for skill in asked}
    return {skill: number - counts[skill] for skill, number in asked.items() if counts[skill] < number}


def lost_between(before: Mapping[int | None, int], after: Mapping[int | None, int]) -> set[int]:
    """The skills of which more are missing afterwards."""
    return {skill for skill, number in after.items() if skill is not None and number > before.get(skill, 0)}
