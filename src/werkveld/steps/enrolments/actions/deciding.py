"""Deciding a selection: once, when every application has its marks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.selections import MayNotSelect
from werkveld.steps.enrolments.enums import SelectionState
from werkveld.steps.enrolments.models import Application, Selection
from werkveld.steps.enrolments.queries.marks import marks_in
from werkveld.steps.enrolments.rules import may_select
from werkveld.steps.people.models import Person


class IsNotAssessed(Refusal):
    sentence = _(
        "Not everybody has been assessed by two people, or two of them still have to settle a difference. "
        "That is still to do for %(count)s."
    )


class IsNotDivided(Refusal):
    sentence = _("The applications have not gone to assessors yet.")


@transaction.atomic
def close_selection(selection: Selection, *, by: Person, at: datetime) -> Selection | None:
    """Asks the rule and locks first; None when it was decided before, so that pressing twice changes nothing."""
    rows = Selection.objects.select_for_update(of=("self",))
    locked = rows.select_related("offering__organization", "offering__programme__organization").get(pk=selection.pk)
    if not may_select(by, locked.offering, localdate(at)):
        raise MayNotSelect
    if locked.state == SelectionState.DECIDED:
        return None
    if locked.state != SelectionState.ASSESSING:
        raise IsNotDivided
    if waiting := [one for one in marks_in(locked) if one.points is None]:
        raise IsNotAssessed(count=len(waiting))
    locked.state, locked.decided_at, locked.decided_by = SelectionState.DECIDED, at, by
    locked.save(update_fields=["state", "decided_at", "decided_by"])
    note("decided selection", locked, by=by, at=at, seed=locked.seed)
    return locked


@transaction.atomic
def keep_outcomes(
    selection: Selection, rows: Iterable[tuple[Application, Mapping[str, Any]]], *, by: Person, at: datetime
) -> list[Application]:
    """`rows` hold the columns outcome, points and facts of each application."""
    if not may_select(by, selection.offering, localdate(at)):
        raise MayNotSelect
    kept = []
    for application, columns in rows:
        application.outcome, application.points = columns["outcome"], columns["points"]
        application.facts = columns["facts"]
        kept.append(application)
    Application.objects.bulk_update(kept, ["outcome", "points", "facts"], batch_size=200)
    note("gave outcomes", selection, by=by, at=at, people=len(kept))
    return kept
