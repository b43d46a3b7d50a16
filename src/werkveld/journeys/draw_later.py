"""A trial becomes the answer of its round: at once where that takes a moment, else by the job runner. Once, whichever."""

from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone
from django_tasks import task

from werkveld.ground.refusals import Refusal
from werkveld.journeys import working
from werkveld.journeys.draw_places import draw_places
from werkveld.journeys.share_out import share_out
from werkveld.journeys.try_later import takes_long
from werkveld.journeys.working import Working
from werkveld.steps.enrolments.actions import RoundIsClosed
from werkveld.steps.enrolments.models import Round, Trial
from werkveld.steps.enrolments.queries import posed, round_for, trial_in
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import person

log = structlog.get_logger("werkveld.rounds")


def draw_trial(choice_round: Round, trial: Trial, *, by: Person, at: datetime) -> bool:
    """True when the places are given now; else the job runner has it, and `drawing` says so. Asking again changes nothing.

    :raises RoundIsClosed: the places were given before.
    """
    if not takes_long(posed(choice_round, timezone.localdate(at)), [trial.aim]):
        draw_places(choice_round, by=by, at=at, trial=trial)
        return True
    if working.begin(_name(choice_round), 1):
        facts = {"round_key": str(choice_round.key), "trial_key": str(trial.key), "person_key": str(by.key)}
        draw_in_job.enqueue(**facts, at=at.isoformat())
    return drawing(choice_round) is None


def drawing(choice_round: Round) -> Working | None:
    """None when no job gives the places of this round."""
    return working.at_work(_name(choice_round))


def stop_waiting(choice_round: Round) -> None:
    """What went wrong was read."""
    working.end(_name(choice_round))


@task()
def draw_in_job(*, round_key: str, trial_key: str, person_key: str, at: str) -> bool:
    """All or nothing; a second time it changes nothing. Plain values, so that a queue can carry them."""
    by, moment = person(UUID(person_key)), datetime.fromisoformat(at)
    found = round_for(by, UUID(round_key), timezone.localdate(moment))
    trial = None if found is None else trial_in(found, UUID(trial_key))
    if found is None or trial is None:
        return False
    try:
        draw_places(found, by=by, at=moment, trial=trial, run=share_out)
    except RoundIsClosed:
        pass
    except Refusal as refusal:
        working.tell(_name(found), 0, 1, str(refusal))
        return False
    except Exception:
        working.end(_name(found))
        log.exception("the places of a round were not given", round=round_key)
        raise
    working.end(_name(found))
    return True


def _name(choice_round: Round) -> str:
    return f"drawing:{choice_round.key}"
