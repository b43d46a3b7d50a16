"""Rounds of choosing: who has not chosen hears it the day before closing, hosts hear when it is their turn.

Seats that nobody said yes to go to the next in line.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from django_tasks import task

from werkveld.ground.refusals import Refusal
from werkveld.jobs.clock import now
from werkveld.journeys.move_line import let_offers_lapse
from werkveld.steps.enrolments.actions import remind, tell_hosts
from werkveld.steps.enrolments.queries import offers_that_lapsed, rounds_to_remind, rounds_to_tell_hosts
from werkveld.steps.people.queries import clockwork

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from werkveld.steps.enrolments.models import Round

log = structlog.get_logger("werkveld.rounds")
BEFORE = timedelta(days=1)


@task()
def remind_of_rounds() -> int:
    """How many people were told; each round is reminded once, whatever happens to the others."""
    at = now()
    return _told(remind, rounds_to_remind(at, at + BEFORE), at, otherwise="a round was not reminded")


@task()
def tell_hosts_of_rounds() -> int:
    """How many people were told; each round once, whatever happens to the others."""
    at = now()
    return _told(tell_hosts, rounds_to_tell_hosts(at), at, otherwise="hosts of a round were not told")


def _told(tell: Callable[..., int], rounds: "QuerySet[Round]", at: datetime, *, otherwise: str) -> int:
    told = 0
    for one in rounds.select_related("region"):
        try:
            told += tell(one, by=clockwork(one.region), at=at)
        except Refusal as refusal:
            log.warning(otherwise, round=str(one.key), why=str(refusal))
    return told


@task()
def let_go_of_offers() -> int:
    """How many offers nobody answered in time."""
    return let_offers_lapse(at=now())


def remind_when_due() -> None:
    """For the clock: no job is queued while no round closes soon."""
    at = now()
    if rounds_to_remind(at, at + BEFORE).exists():
        remind_of_rounds.enqueue()


def tell_hosts_when_due() -> None:
    if rounds_to_tell_hosts(now()).exists():
        tell_hosts_of_rounds.enqueue()


def let_go_when_due() -> None:
    if offers_that_lapsed(now()).exists():
        let_go_of_offers.enqueue()
