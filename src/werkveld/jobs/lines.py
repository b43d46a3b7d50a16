"""Lines of residents who wait: what nobody answered is free again, and what is free is offered to who waits longest."""

import structlog
from django_tasks import task

from werkveld.ground.refusals import Refusal
from werkveld.jobs.clock import now
from werkveld.steps.people.queries import clockwork
from werkveld.steps.practice.actions.waits import let_offer_lapse, offer_free_times
from werkveld.steps.practice.queries.visits import kinds_waited_for, lapsed_offers

log = structlog.get_logger("werkveld.lines")


@task()
def move_lines() -> dict[str, int]:
    """Each kind of help in a transaction of its own: what goes wrong with one holds up no other."""
    at, done = now(), {"lapsed": 0, "offered": 0}
    for line in lapsed_offers(at):
        done["lapsed"] += let_offer_lapse(line, by=clockwork(line.help.programme.region), at=at)
    for kind in kinds_waited_for():
        try:
            done["offered"] += len(offer_free_times(kind, by=clockwork(kind.programme.region), at=at))
        except Refusal as refusal:
            log.warning("a line did not move", help=str(kind.key), why=str(refusal))
    return done


def move_lines_when_due() -> None:
    """For the clock: no job is queued while nobody waits."""
    if kinds_waited_for().exists() or lapsed_offers(now()).exists():
        move_lines.enqueue()
