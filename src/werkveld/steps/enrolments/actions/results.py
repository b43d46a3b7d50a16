"""What came of a round is kept: trials in numbers, everybody's result with its reasons, and appeals."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.rounds import MayNotDraw
from werkveld.steps.enrolments.enums import AppealState
from werkveld.steps.enrolments.models import Appeal, Round, RoundResult, SelectionAppeal, Trial
from werkveld.steps.enrolments.rules import fits_aim, may_run
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Person


class ResultIsNotYours(Refusal):
    sentence = _("This result is of somebody else.")


class IsBeingLookedAt(Refusal):
    sentence = _("Somebody is looking at this already. You hear from us.")


class SaysNothing(Refusal):
    sentence = _("Write down why, so that the other understands.")


class IsDecided(Refusal):
    sentence = _("Somebody has answered this already.")


class AimDoesNotFit(Refusal):
    sentence = _("This way of giving the places does not fit this round: hosts choose too, or they do not.")


@transaction.atomic
def keep_trial(choice_round: Round, *, by: Person, at: datetime, **facts: Any) -> Trial:
    if not may_run(by, choice_round, localdate(at)):
        raise MayNotDraw
    if not fits_aim(choice_round, facts["aim"]):
        raise AimDoesNotFit
    trial = Trial.objects.create(round=choice_round, by=by, at=at, **facts)
    note("tried", choice_round, by=by, at=at, aim=trial.aim, seed=trial.seed, digest=trial.digest)
    return trial


@transaction.atomic
def keep_results(
    choice_round: Round, rows: Iterable[Mapping[str, Any]], *, digest: str, by: Person, at: datetime
) -> list[RoundResult]:
    """One a person: rows of `person` and `facts`. `digest` names the input, so that anyone can draw it again."""
    if not may_run(by, choice_round, localdate(at)):
        raise MayNotDraw
    choice_round.digest = digest
    choice_round.save(update_fields=["digest"])
    results = RoundResult.objects.bulk_create(
        [RoundResult(round=choice_round, at=at, **row) for row in rows], batch_size=500
    )
    note("gave results", choice_round, by=by, at=at, people=len(results), digest=digest)
    return results


@transaction.atomic
def appeal(result: RoundResult, *, text: str, by: Person, at: datetime) -> Appeal:
    """Somebody asks to look again at the own result; once at a time."""
    if result.person_id != by.pk:
        raise ResultIsNotYours
    if not text.strip():
        raise SaysNothing
    try:
        with transaction.atomic():
            made = Appeal.objects.create(result=result, text=text.strip(), made_at=at)
    except IntegrityError as twice:
        raise IsBeingLookedAt from twice
    note("appealed", result, by=by, at=at)
    return made


@transaction.atomic
def decide_appeal(made: Appeal, *, is_upheld: bool, answer: str, by: Person, at: datetime) -> Appeal:
    """The answer comes with its reason. Another place is given by hand, in a deed of its own."""
    locked = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("result__round__organization", "result__person")
        .get(pk=made.pk)
    )
    if not may_run(by, locked.result.round, localdate(at)):
        raise MayNotDraw
    settle(locked, locked.result.person, is_upheld=is_upheld, answer=answer, by=by, at=at)
    return locked


def settle(
    made: Appeal | SelectionAppeal, to: Person, *, is_upheld: bool, answer: str, by: Person, at: datetime
) -> None:
    """How every appeal ends, once its row is locked and its rule was asked: part of the deed that answers it."""
    if made.state != AppealState.OPEN:
        raise IsDecided
    if not answer.strip():
        raise SaysNothing
    made.state = AppealState.UPHELD if is_upheld else AppealState.DISMISSED
    made.answer, made.decided_by, made.decided_at = answer.strip(), by, at
    made.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    note("decided appeal", made, by=by, at=at, upheld=is_upheld)
    tell(to, "appeal-decided", about=made, by=by, at=at, answer=made.answer, upheld=is_upheld)
