"""Who writes, publishes and freezes; what a text may refer to; and when a word such as «equal» may be printed."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from werkveld.steps.people.enums import Can
from werkveld.steps.people.models import Person
from werkveld.steps.people.rules import may_anywhere

REFERENCE = re.compile(r"\{(figure|claimed|target):([a-z0-9-]+)\}")
# Whoever types a brace means a figure; anything else between braces would be printed as it stands.
ALMOST = re.compile(r"\{\s*(?:figure|claimed|target)\b[^}\n]*\}?|\{[^{}\n]*\}")


class Reference(NamedTuple):
    """A figure set in the text: counted («figure»), claimed, or a target."""

    kind: str
    code: str
    at: int

    def __str__(self) -> str:
        return f"{{{self.kind}:{self.code}}}"


def references(text: str) -> Iterator[Reference]:
    """In order of the text, as often as they stand in it."""
    return (Reference(found[1], found[2], found.start()) for found in REFERENCE.finditer(text))


def broken_references(text: str) -> list[str]:
    """What looks like a reference but is not one, as it was typed."""
    whole = {found.start() for found in REFERENCE.finditer(text)}
    return [found[0] for found in ALMOST.finditer(text) if found.start() not in whole]


def has_passed(year: int, months: int, on: date) -> bool:
    """Whether more than this many months went by since the last day of the year."""
    return (on.year - year - 1) * 12 + on.month > months


def may_write_promise(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.WRITE_PROMISE, on)


def may_publish(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.PUBLISH, on)


def may_freeze(by: Person, on: date) -> bool:
    return may_anywhere(by, Can.FREEZE, on)


def may_see_records(by: Person | None, on: date) -> bool:
    return by is not None and may_anywhere(by, Can.SEE_RECORDS, on)
