"""Deeds of the day page, each with the number that the phone gave it: what is sent twice is done once.

A phone without the network keeps what its coach did. Later it sends all of it, in order, and perhaps again because an
answer was lost on the way. The number is written in the same transaction as the deed, and is unique: the second time
finds it and does nothing. What a rule refuses stays refused, and the reason is kept to be read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.arriving import arrive
from werkveld.steps.practice.actions.closing import close_appointment
from werkveld.steps.practice.actions.days import close_day, count_heads, host_came, reopen_day
from werkveld.steps.practice.actions.observing import observe
from werkveld.steps.practice.actions.overruns import extend, pass_on
from werkveld.steps.practice.actions.turns import check_in, mark_absent, undo_turn
from werkveld.steps.practice.actions.walking_in import walk_in
from werkveld.steps.practice.enums import AppointmentState, DayKind
from werkveld.steps.practice.models import Appointment, DayDeed, Shift, Turn

OLDEST = timedelta(days=7)  # a phone that says something older has a wrong clock
Facts = Mapping[str, Any]
OnPhone = Callable[[Facts, Person, datetime, UUID], object]
Found = TypeVar("Found")


class IsNotUnderstood(Refusal):
    sentence = _("This was sent in a way that we do not understand. Do it again on the page.")


class IsNotYours(Refusal):
    sentence = _("This is not on one of your shifts.")


@dataclass(frozen=True, slots=True)
class DeedOnPhone:
    """`kind` is one of DayKind; `facts` name records by their keys, as the fields of the page do."""

    key: UUID
    kind: str
    facts: Facts
    done_at: datetime


@transaction.atomic
def take_in(sent: DeedOnPhone, *, by: Person, at: datetime, also: Mapping[str, OnPhone] | None = None) -> DayDeed:
    """Does it, or finds that it was done or refused before. Two that come at one moment wait for each other.

    `also`: kinds of which a journey does the work.
    """
    happened = min(max(sent.done_at, at - OLDEST), at)
    taken, is_new = DayDeed.objects.get_or_create(
        key=sent.key, defaults={"by": by, "kind": sent.kind[:20], "done_at": happened, "came_in_at": at}
    )
    if taken.by_id != by.pk:
        raise IsNotYours
    if not is_new:
        return taken
    try:
        with transaction.atomic():
            _do(sent, by, happened, {**DEEDS, **(also or {})})
    except Refusal as refusal:
        taken.refusal = str(refusal)[:300]
        taken.save(update_fields=["refusal"])
    note("took in", taken, by=by, at=at, kind=taken.kind)
    return taken


def _do(sent: DeedOnPhone, by: Person, at: datetime, deeds: Mapping[str, OnPhone]) -> None:
    deed = deeds.get(sent.kind)
    if deed is None:
        raise IsNotUnderstood
    try:
        deed(sent.facts, by, at, sent.key)
    except (KeyError, TypeError, ValueError) as fault:
        raise IsNotUnderstood from fault


def _yours(found: Found | None) -> Found:
    if found is None:
        raise IsNotYours
    return found


def _turn(facts: Facts, by: Person) -> Turn:
    mine = Turn.objects.filter(shift__coach=by, key=UUID(str(facts["turn"])))
    return _yours(mine.select_related("shift").first())


def _shift(facts: Facts, by: Person) -> Shift:
    mine = Shift.objects.filter(coach=by, key=UUID(str(facts["shift"])))
    return _yours(mine.select_related("offering").first())


def _visit(facts: Facts, by: Person) -> Appointment:
    mine = Appointment.objects.filter(shift__coach=by, key=UUID(str(facts["visit"])))
    return _yours(mine.select_related("shift", "help").first())


def _serve(facts: Facts, by: Person, at: datetime, _key: UUID) -> None:
    close_appointment(_visit(facts, by), as_state=AppointmentState.SERVED, by=by, at=at)


def _miss(facts: Facts, by: Person, at: datetime, _key: UUID) -> None:
    close_appointment(_visit(facts, by), as_state=AppointmentState.MISSED, by=by, at=at)


def _longer(facts: Facts, by: Person, at: datetime, _key: UUID) -> None:
    extend(_visit(facts, by), quarters=int(facts.get("quarters") or 1), by=by, at=at)


def _pass_on(facts: Facts, by: Person, at: datetime, _key: UUID) -> None:
    visit, instead_of = _visit(facts, by), None
    if facts.get("instead"):
        instead_of = _yours(Person.objects.filter(key=UUID(str(facts["instead"]))).first())
    pass_on(visit, learner=_turn(facts, by).person, instead_of=instead_of, by=by, at=at)


def _walk_in(facts: Facts, by: Person, at: datetime, key: UUID) -> None:
    key_of_turn, _space, code = str(facts["turn"]).partition(" ")  # the page says both at once: who, and with what
    turn, code = _turn({"turn": key_of_turn}, by), code or str(facts.get("help") or "")
    kinds = turn.shift.offering.programme.kinds_of_help
    kind = kinds.filter(code=code).select_related("skill").first()
    if kind is None and code:
        raise IsNotUnderstood
    minutes = int(facts["minutes"]) if facts.get("minutes") else None
    name = str(facts.get("name") or "")
    walk_in(turn.shift, learner=turn.person, given_name=name, kind=kind, minutes=minutes, once=key, by=by, at=at)


def _observe(facts: Facts, by: Person, at: datetime, _key: UUID) -> None:
    turn, given = _turn(facts, by), facts.get("processes") or []
    codes = [given] if isinstance(given, str) else [str(code) for code in given]
    visit = _visit(facts, by) if facts.get("visit") else None
    words = str(facts.get("words") or "")
    observe(turn.shift, learner=turn.person, work_processes=codes, words=words, visit=visit, by=by, at=at)


DEEDS: dict[str, OnPhone] = {
    DayKind.HERE: lambda facts, by, at, _key: check_in(_turn(facts, by), by=by, at=at),
    DayKind.MISSING: lambda facts, by, at, _key: mark_absent(_turn(facts, by), by=by, at=at),
    DayKind.UNDO: lambda facts, by, at, _key: undo_turn(_turn(facts, by), by=by, at=at),
    DayKind.HEADS: lambda facts, by, at, _key: count_heads(_shift(facts, by), int(facts["heads"]), by=by, at=at),
    DayKind.HOST: lambda facts, by, at, _key: host_came(_shift(facts, by), by=by, at=at),
    DayKind.ARRIVED: lambda facts, by, at, _key: arrive(_visit(facts, by), by=by, at=at),
    DayKind.CLOSE: lambda facts, by, at, _key: close_day(_shift(facts, by), by=by, at=at),
    DayKind.REOPEN: lambda facts, by, at, _key: reopen_day(_shift(facts, by), by=by, at=at),
    DayKind.SERVED: _serve,
    DayKind.MISSED: _miss,
    DayKind.LONGER: _longer,
    DayKind.PASS_ON: _pass_on,
    DayKind.WALK_IN: _walk_in,
    DayKind.SEEN: _observe,
}
