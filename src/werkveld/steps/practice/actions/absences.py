"""Somebody cannot come: the turns are excused, others are asked, and residents are helped by another where that can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell, tell_all
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions.moving import pass_on_visits
from werkveld.steps.practice.enums import HERE_STATES, HandoverState, ShiftState, TurnState
from werkveld.steps.practice.models import Absence, Handover, Shift, Turn
from werkveld.steps.practice.queries.turns import free_coaches, substitutes_for
from werkveld.steps.practice.rules import Stretch, may_tell_absence, may_withdraw_absence

MOST_ASKED = 12  # people who are told of one open shift; the others see it on their page


class MayNotTellAbsence(Refusal):
    sentence = _("You can only say for yourself that you cannot come. Your coach can do it for you.")


class AbsenceIsOver(Refusal):
    sentence = _("This time is already past.")


class AbsenceIsBackward(Refusal):
    sentence = _("The last moment comes after the first.")


class IsAwayAlready(Refusal):
    sentence = _("It is already known that you are away then.")


class AbsenceIsWithdrawn(Refusal):
    sentence = _("This was already taken back.")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: turns that were excused, residents who go to another or wait for one, shifts without a coach."""

    absence: Absence
    turns: int
    passed_on: int
    waiting: int
    left_alone: int


@transaction.atomic
def report_absence(person: Person, *, starts_at: datetime, ends_at: datetime, by: Person, at: datetime) -> Told:
    """Whatever the reason is: nobody writes it down."""
    if not may_tell_absence(by, person, timezone.localdate(at)):
        raise MayNotTellAbsence
    if ends_at <= starts_at:
        raise AbsenceIsBackward
    if ends_at <= at:
        raise AbsenceIsOver
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    known = Absence.objects.filter(person=person, withdrawn_at__isnull=True, starts_at__lte=starts_at)
    if known.filter(ends_at__gte=ends_at).exists():
        raise IsAwayAlready
    absence = Absence.objects.create(person=person, starts_at=starts_at, ends_at=ends_at, told_by=by, told_at=at)
    note("told absence", absence, by=by, at=at)
    away = Stretch(max(starts_at, at), ends_at)
    turns = _turns(person, away)
    passed_on = waiting = 0
    for turn in turns:
        if turn.state == TurnState.PRESENT:
            passed, left = go_home(turn, away, by=by, at=at)
        else:
            passed, left = excuse(turn, by=by, at=at)
        passed_on, waiting = passed_on + passed, waiting + left
    alone = _leave(absence, away.starts_at, by=by, at=at)
    return Told(absence, len(turns), passed_on, waiting, len(alone))


def _turns(person: Person, away: Stretch) -> list[Turn]:
    """Those that are not over, also of shifts that have begun."""
    mine = Turn.objects.select_for_update(of=("self",)).filter(
        person=person,
        state__in=HERE_STATES,
        shift__state=ShiftState.PLANNED,
        shift__starts_at__lt=away.ends_at,
        shift__ends_at__gt=away.starts_at,
    )
    related = ("shift__site", "shift__offering__programme__region", "shift__coach", "shift__slot", "person")
    return list(mine.select_related(*related).order_by("shift__starts_at", "id"))


def excuse(turn: Turn, *, by: Person, at: datetime) -> tuple[int, int]:
    """Within a deed that asked its rule: the coach hears it, others are asked, visits go to others."""
    shift, person = turn.shift, turn.person
    Turn.objects.filter(pk=turn.pk).update(state=TurnState.EXCUSED)
    turn.state = TurnState.EXCUSED
    note("excused", turn, by=by, at=at)
    open_ = Handover.objects.filter(turn=turn, state=HandoverState.OPEN)
    open_.update(state=HandoverState.WITHDRAWN, settled_at=at)
    if shift.starts_at > at:
        ask_for_somebody(turn, by=by, at=at)
    passed, waiting = pass_on_visits(person, shift, by=by, at=at)
    _tell_coach(turn, waiting, by=by, at=at)
    tell_host(turn, by=by, at=at)
    return passed, waiting


def go_home(turn: Turn, away: Stretch, *, by: Person, at: datetime) -> tuple[int, int]:
    """Who came stays seen; residents who are still to come go to others."""
    note("went home", turn, by=by, at=at)
    passed, waiting = pass_on_visits(turn.person, turn.shift, by=by, at=at, away=away)
    _tell_coach(turn, waiting, by=by, at=at)
    return passed, waiting


def _tell_coach(turn: Turn, waiting: int, *, by: Person, at: datetime) -> None:
    coach = turn.shift.coach
    if coach is not None and coach.pk != by.pk:
        facts = {**facts_of(turn.shift), "name": turn.person.name, "waiting": waiting}
        tell(coach, "student-is-away", about=turn, by=by, at=at, **facts)


def tell_host(turn: Turn, *, by: Person, at: datetime, instead: Person | None = None) -> None:
    """Somebody of the place counts on students; a first name is enough there."""
    host = turn.shift.host
    if host is None or host.pk == by.pk:
        return
    facts = {**facts_of(turn.shift), "name": turn.person.given_name}
    if instead is None:
        tell(host, "student-cannot-come", about=turn, by=by, at=at, **facts)
    else:
        anew = str(instead.key)
        tell(host, "student-comes-instead", about=turn, by=by, at=at, anew=anew, instead=instead.given_name, **facts)


def ask_for_somebody(turn: Turn, *, by: Person, at: datetime) -> Handover:
    """The turn is open to anybody who can and is free; the likeliest hear it."""
    handover = Handover.objects.create(turn=turn, offered_by=turn.person, offered_at=at)
    note("asked for somebody", handover, by=by, at=at)
    who = substitutes_for(turn.shift, without=turn.person)[:MOST_ASKED]
    rows = [{"to": person, "about": handover, "facts": facts_of(turn.shift)} for person in who]
    tell_all("turn-is-open", rows, by=by, at=at)
    return handover


def facts_of(shift: Shift) -> dict[str, Any]:
    offering = shift.offering
    return {
        "title": [offering.title_nl, offering.title_en],
        "site": shift.site.name,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
    }


def _leave(absence: Absence, start: datetime, *, by: Person, at: datetime) -> list[Shift]:
    """Shifts that have no coach now; other coaches of the roster hear that one is needed."""
    led = Shift.objects.select_for_update(of=("self",)).filter(
        coach=absence.person, state=ShiftState.PLANNED, starts_at__lt=absence.ends_at, ends_at__gt=start
    )
    related = ("site", "offering__programme__region", "slot", "roster")
    alone = list(led.select_related(*related).order_by("starts_at", "id"))
    Shift.objects.filter(pk__in=[shift.pk for shift in alone]).update(coach=None)
    absence.left_alone.set(alone)
    for shift in alone:
        shift.coach = None
        note("has no coach", shift, by=by, at=at)
        ask_for_coach(shift, but=[absence.person.pk], by=by, at=at)
    return alone


def ask_for_coach(shift: Shift, *, but: Iterable[int], by: Person, at: datetime) -> None:
    others = [coach for coach in free_coaches(shift) if coach.pk not in set(but)]
    rows = [{"to": coach, "about": shift, "facts": facts_of(shift)} for coach in others]
    tell_all("coach-is-wanted", rows, by=by, at=at)


@transaction.atomic
def withdraw_absence(absence: Absence, *, by: Person, at: datetime) -> int:
    """Somebody can come after all: turns that nobody took, and shifts that have no coach yet, are theirs again."""
    locked = Absence.objects.select_for_update(of=("self",)).select_related("person").get(pk=absence.pk)
    if not may_withdraw_absence(by, locked, timezone.localdate(at)):
        raise MayNotTellAbsence
    if locked.withdrawn_at is not None:
        raise AbsenceIsWithdrawn
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    open_ = Handover.objects.select_for_update(of=("self",)).filter(
        turn__person=locked.person,
        turn__state=TurnState.EXCUSED,
        turn__shift__starts_at__lt=locked.ends_at,
        turn__shift__ends_at__gt=max(locked.starts_at, at),
        state=HandoverState.OPEN,
    )
    turns = list(open_.values_list("turn", flat=True))
    open_.update(state=HandoverState.WITHDRAWN, settled_at=at)
    back = Turn.objects.filter(pk__in=turns).update(state=TurnState.PLANNED)
    alone = locked.left_alone.filter(coach__isnull=True, state=ShiftState.PLANNED, ends_at__gt=at)
    back += Shift.objects.filter(pk__in=list(alone.values_list("pk", flat=True))).update(coach=locked.person)
    note("withdrew", locked, by=by, at=at, back=back)
    return back
