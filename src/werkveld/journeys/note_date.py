"""The host writes down how a date went: which students were there, whether somebody of the host was, how many visitors."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import check_in, count_heads, host_came, undo_turn
from werkveld.steps.practice.enums import HERE_STATES, TurnState
from werkveld.steps.practice.models import Shift
from werkveld.steps.practice.queries.series import turns_on


@transaction.atomic
def note_date(
    shift: Shift, *, came: Iterable[Person], host: bool, heads: int | None, by: Person, at: datetime
) -> Shift:
    """Noting again replaces what was noted; that the host came stands."""
    here = {person.pk for person in came}
    for turn in turns_on(shift):
        if turn.person_id in here:
            check_in(turn, by=by, at=at)
        elif turn.state == TurnState.PRESENT:
            undo_turn(turn, by=by, at=at)
    if host:
        host_came(shift, by=by, at=at)
    if heads is not None:
        count_heads(shift, heads, by=by, at=at)
    return shift


def expected_on(shift: Shift) -> list[Person]:
    """Who is expected or was seen."""
    return [turn.person for turn in turns_on(shift) if turn.state in (*HERE_STATES, TurnState.ABSENT)]
