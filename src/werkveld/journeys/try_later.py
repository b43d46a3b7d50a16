"""Several trials of one round: at once where that takes a moment, else by the job runner, which says how far it is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone
from django_tasks import task

from werkveld.ground.refusals import Refusal
from werkveld.journeys import working
from werkveld.journeys.share_out import share_out
from werkveld.journeys.solve_round import is_heavy
from werkveld.journeys.try_round import try_round
from werkveld.journeys.working import Working
from werkveld.steps.enrolments.models import Round
from werkveld.steps.enrolments.queries import Posed, posed, round_for
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import person

log = structlog.get_logger("werkveld.rounds")
AT_ONCE = 150  # people for whom an integer program is a matter of a second


def takes_long(asked: Posed, aims: Sequence[str]) -> bool:
    return len(asked.people) > AT_ONCE and any(is_heavy(asked.problem, aim) for aim in aims)


def try_aims(
    choice_round: Round,
    aims: Sequence[str],
    *,
    by: Person,
    at: datetime,
    seed: int | None = None,
    extra_seats: dict[str, int] | None = None,
) -> bool:
    """True when the numbers are there now; else the job runner has it, and `trying` says how far it is."""
    asked = posed(choice_round, timezone.localdate(at), extra_seats=extra_seats)
    if takes_long(asked, aims):
        if working.begin(_name(choice_round), len(aims)):
            try_in_job.enqueue(
                round_key=str(choice_round.key),
                person_key=str(by.key),
                aims=list(aims),
                seed=seed,
                extra_seats=extra_seats or {},
                at=at.isoformat(),
            )
        return trying(choice_round) is None
    for aim in aims:
        try_round(choice_round, aim=aim, by=by, at=at, seed=seed, extra_seats=extra_seats)
    return True


def trying(choice_round: Round) -> Working | None:
    """None when no job is at work for this round."""
    return working.at_work(_name(choice_round))


def stop_waiting(choice_round: Round) -> None:
    """What went wrong was read."""
    working.end(_name(choice_round))


@task()
def try_in_job(
    *, round_key: str, person_key: str, aims: list[str], seed: int | None, extra_seats: dict[str, int], at: str
) -> int:
    """Each trial is kept as soon as it is there; plain values, so that a queue can carry them."""
    by, moment = person(UUID(person_key)), datetime.fromisoformat(at)
    found = round_for(by, UUID(round_key), timezone.localdate(moment))
    if found is None:
        return 0
    for done, aim in enumerate(aims):
        working.tell(_name(found), done, len(aims))
        try:
            try_round(found, aim=aim, by=by, at=moment, seed=seed, extra_seats=extra_seats, run=share_out)
        except Refusal as refusal:
            working.tell(_name(found), done, len(aims), str(refusal))
            return done
        except Exception:
            working.end(_name(found))
            log.exception("a trial of a round failed", round=round_key, aim=aim)
            raise
    working.end(_name(found))
    return len(aims)


def _name(choice_round: Round) -> str:
    return f"trying:{choice_round.key}"
