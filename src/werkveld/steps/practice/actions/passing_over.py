"""What somebody could have taken when they joined a line, kept as a part of other deeds: it is not offered to them."""

from datetime import datetime

from werkveld.steps.offerings.models import QUARTER, Help
from werkveld.steps.practice.models import Wait
from werkveld.steps.practice.queries.slots import open_starts
from werkveld.steps.practice.queries.visits import waiting_and_passing_over

Kept = dict[str, list[int]]


def open_now(kind: Help, at: datetime) -> Kept:
    """By site, as a line of people keeps it."""
    found = open_starts(kind, at=at)
    return {str(site): sorted(number_of(one) for one in starts) for site, starts in found.items()}


def number_of(starts_at: datetime) -> int:
    """Of a quarter, counted from the beginning of 1970."""
    return int(starts_at.timestamp()) // (QUARTER * 60)


def notice_taken(kind: Help, at: datetime) -> None:
    """What others took meanwhile may be offered once it comes free. Asked before anything comes free, and first of all:

    who moves the line locks in this order too, so that nobody waits for each other.
    """
    lines = list(waiting_and_passing_over(kind).select_for_update(of=("self",)))
    if not lines:
        return
    still, changed = open_now(kind, at), []
    for line in lines:
        both = {site: sorted(set(kept) & set(still.get(site, ()))) for site, kept in line.passed_over.items()}
        left = {site: kept for site, kept in both.items() if kept}
        if left != line.passed_over:
            line.passed_over = left
            changed.append(line)
    Wait.objects.bulk_update(changed, ["passed_over"])
