"""A turn goes from one student to another: handed back in time, offered, taken, or exchanged. One gets it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.enrolments.enums import EnrolmentState
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.messages.actions import tell
from werkveld.steps.people.models import Person
from werkveld.steps.people.queries import norm
from werkveld.steps.practice.actions.absences import ask_for_somebody, excuse, facts_of, tell_host
from werkveld.steps.practice.actions.moving import pass_on_visits
from werkveld.steps.practice.actions.shifts import WorksThen
from werkveld.steps.practice.enums import HERE_STATES, HandoverState, ShiftState, TurnOrigin, TurnState
from werkveld.steps.practice.models import Handover, Shift, Turn
from werkveld.steps.practice.queries.turns import away_during, here_on, late_handovers, missing_on, obstacles_for
from werkveld.steps.practice.rules import may_offer_turn
from werkveld.steps.practice.rules.fitting import Obstacle, lost_between


class IsNotYourTurn(Refusal):
    sentence = _("Only who is on this shift can give it away.")


class ShiftHasBegun(Refusal):
    sentence = _("This shift has begun or is over.")


class IsTooLateToHandBack(Refusal):
    sentence = _("You can give a shift back until %(days)s days before. Find somebody else, or say that you are away.")


class TurnIsOffered(Refusal):
    sentence = _("You already offer this shift.")


class TurnIsTaken(Refusal):
    sentence = _("Somebody else was first: this shift is taken.")


class IsNotForYou(Refusal):
    sentence = _("This shift is not offered to you.")


class TakesNoPart(Refusal):
    sentence = _("%(name)s takes no part here.")


class WorksThatDay(Refusal):
    sentence = _("%(name)s already has a shift that day.")


class HasTooLittleRest(Refusal):
    sentence = _("There is too little rest between this shift and another one of %(name)s.")


class IsAwayThen(Refusal):
    sentence = _("%(name)s is away then.")


class SkillIsNeeded(Refusal):
    sentence = _("On this shift somebody is needed who can do something that %(name)s cannot do yet.")


class IsOnShift(Refusal):
    sentence = _("%(name)s is on this shift already.")


AGAINST: dict[Obstacle, type[Refusal]] = {
    Obstacle.OVERLAPS: WorksThen,
    Obstacle.SAME_DAY: WorksThatDay,
    Obstacle.NO_REST: HasTooLittleRest,
}


@transaction.atomic
def hand_back(turn: Turn, *, by: Person, at: datetime) -> tuple[int, int]:
    """In time, nobody has to be found first; later it takes somebody else, or an absence."""
    locked = _own(turn, by, at)
    region = locked.shift.offering.programme.region
    days = int(norm(region, "hand_back_days", timezone.localdate(at)))
    if locked.shift.starts_at < at + timedelta(days=days):
        raise IsTooLateToHandBack(days=days)
    note("handed back", locked, by=by, at=at)
    return excuse(locked, by=by, at=at)


@transaction.atomic
def offer_turn(
    turn: Turn, *, by: Person, at: datetime, to: Person | None = None, in_return: Turn | None = None
) -> Handover:
    """To one other or to anybody; until it is taken it stays with who offers it. In return: a turn of that other."""
    locked = _own(turn, by, at)
    if Handover.objects.filter(turn=locked, state=HandoverState.OPEN).exists():
        raise TurnIsOffered
    if to is None:
        return ask_for_somebody(locked, by=by, at=at)
    if in_return is not None and (in_return.person_id != to.pk or in_return.state != TurnState.PLANNED):
        raise IsNotForYou
    must_fit(to, locked.shift, instead_of=by, but=in_return)
    if in_return is not None:
        if in_return.shift.starts_at <= at or in_return.shift.state != ShiftState.PLANNED:
            raise ShiftHasBegun
        must_fit(by, in_return.shift, instead_of=to, but=locked)
    handover = Handover.objects.create(turn=locked, offered_by=by, to=to, in_return=in_return, offered_at=at)
    note("offered turn", handover, by=by, at=at)
    facts = {**facts_of(locked.shift), "name": by.name, "is_swap": in_return is not None}
    tell(to, "turn-offered", about=handover, by=by, at=at, **facts)
    return handover


def _own(turn: Turn, by: Person, at: datetime) -> Turn:
    """Whose turn it is waits for who takes it over, in the order in which that one locks."""
    Person.objects.select_for_update(of=("self",)).get(pk=turn.person_id)
    related = ("shift__site", "shift__offering__programme__region", "shift__coach", "shift__slot", "person")
    locked = Turn.objects.select_for_update(of=("self",)).select_related(*related).filter(pk=turn.pk).first()
    if locked is None or not may_offer_turn(by, locked) or locked.state != TurnState.PLANNED:
        raise IsNotYourTurn
    if locked.shift.starts_at <= at or locked.shift.state != ShiftState.PLANNED:
        raise ShiftHasBegun
    return locked


def must_fit(person: Person, shift: Shift, *, instead_of: Person | None = None, but: Turn | None = None) -> None:
    """In the place of somebody, and without the turn that goes the other way.

    :raises Refusal: the first reason why this person cannot be on this shift.
    """
    name = person.given_name
    here = [one for one in here_on(shift) if instead_of is None or one.pk != instead_of.pk]
    if any(one.pk == person.pk for one in here):
        raise IsOnShift(name=name)
    if not Enrolment.objects.filter(person=person, offering=shift.offering_id, state=EnrolmentState.PLACED).exists():
        raise TakesNoPart(name=name)
    against = obstacles_for([person.pk], shift, but=[but.shift_id] if but else [])[person.pk]
    for obstacle, refusal in AGAINST.items():
        if obstacle in against:
            raise refusal(name=name)
    if away_during([person.pk], shift):
        raise IsAwayThen(name=name)
    _must_be_able(person, shift, here, instead_of)


def _must_be_able(person: Person, shift: Shift, here: list[Person], instead_of: Person | None) -> None:
    """In the place of somebody no skill may get lost; where somebody is missing with a skill, one of those comes."""
    before = missing_on(shift, [*here, *([instead_of] if instead_of else [])])
    after = missing_on(shift, [*here, person])
    skills = [skill for skill in {*before, *after} if skill is not None]
    is_no_help = instead_of is None and skills and all(after.get(one, 0) == before.get(one, 0) for one in skills)
    if lost_between(before, after) or is_no_help:
        raise SkillIsNeeded(name=person.given_name)


@transaction.atomic
def take_turn(handover: Handover, *, by: Person, at: datetime) -> Turn:
    """Of two who take it at one moment one gets it; who takes two that clash gets one."""
    keys = sorted({by.pk, handover.offered_by_id})
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    locked = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if locked.state != HandoverState.OPEN:
        raise TurnIsTaken
    if locked.offered_by_id == by.pk or (locked.to_id is not None and locked.to_id != by.pk):
        raise IsNotForYou
    related = ("shift__site", "shift__offering__programme__region", "shift__coach", "shift__slot", "person")
    turn = Turn.objects.select_for_update(of=("self",)).select_related(*related).get(pk=locked.turn_id)
    if turn.shift.starts_at <= at or turn.shift.state != ShiftState.PLANNED:
        raise ShiftHasBegun
    back = None if locked.in_return_id is None else _in_return(locked, at)
    must_fit(by, turn.shift, instead_of=turn.person if turn.state in HERE_STATES else None, but=back)
    giver = turn.person
    if back is not None:
        must_fit(giver, back.shift, instead_of=by, but=turn)
    taken = _given(turn, by, is_swap=back is not None)
    locked.state, locked.taken_by, locked.settled_at = HandoverState.TAKEN, by, at
    locked.save(update_fields=["state", "taken_by", "settled_at"])
    pass_on_visits(giver, turn.shift, by=by, at=at)
    if back is not None:
        _given(back, giver, is_swap=True)
        Handover.objects.filter(turn=back, state=HandoverState.OPEN).update(
            state=HandoverState.WITHDRAWN, settled_at=at
        )
        pass_on_visits(by, back.shift, by=by, at=at)
    note("took turn", locked, by=by, at=at)
    _tell_taken(locked, turn.shift, giver, by, at)
    if taken.pk != turn.pk:
        tell_host(turn, instead=by, by=by, at=at)
    return taken


def _in_return(handover: Handover, at: datetime) -> Turn:
    related = ("shift__site", "shift__offering__programme__region", "shift__slot", "person")
    back = Turn.objects.select_for_update(of=("self",)).select_related(*related).get(handovers_in_return=handover)
    if back.person_id != handover.to_id or back.state != TurnState.PLANNED or back.shift.starts_at <= at:
        raise TurnIsTaken
    return back


def _given(turn: Turn, to: Person, *, is_swap: bool) -> Turn:
    """Who was excused stays known as such, and another comes; else the turn itself changes hands."""
    facts = {"person": to, "state": TurnState.PLANNED}
    try:
        with transaction.atomic():
            if turn.state == TurnState.EXCUSED:
                Turn.objects.filter(shift=turn.shift, person=to, state=TurnState.EXCUSED).delete()
                return Turn.objects.create(shift=turn.shift, origin=TurnOrigin.REPLACEMENT, **facts)
            Turn.objects.filter(shift=turn.shift, person=to, state=TurnState.EXCUSED).delete()
            origin = TurnOrigin.SWAP if is_swap else TurnOrigin.REPLACEMENT
            Turn.objects.filter(pk=turn.pk).update(origin=origin, **facts)
    except IntegrityError as twice:
        raise IsOnShift(name=to.given_name) from twice
    turn.person, turn.origin = to, origin
    return turn


def _tell_taken(handover: Handover, shift: Shift, giver: Person, by: Person, at: datetime) -> None:
    facts = {**facts_of(shift), "name": by.name, "giver": giver.name}
    tell(giver, "turn-taken", about=handover, by=by, at=at, **facts)
    if shift.coach is not None:
        tell(shift.coach, "turn-changed-hands", about=handover, by=by, at=at, **facts)


@transaction.atomic
def refuse_turn(handover: Handover, *, by: Person, at: datetime) -> Handover:
    """Who was asked says no, and who offers hears it."""
    locked = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("turn__shift__site", "offered_by")
        .get(pk=handover.pk)
    )
    if locked.to_id != by.pk:
        raise IsNotForYou
    if locked.state != HandoverState.OPEN:
        raise TurnIsTaken
    locked.state, locked.settled_at = HandoverState.REFUSED, at
    locked.save(update_fields=["state", "settled_at"])
    note("refused turn", locked, by=by, at=at)
    facts = {**facts_of(locked.turn.shift), "name": by.name}
    tell(locked.offered_by, "turn-refused", about=locked, by=by, at=at, **facts)
    return locked


@transaction.atomic
def keep_turn(handover: Handover, *, by: Person, at: datetime) -> Handover:
    """Who offered a turn keeps it after all; an excused one stays open, since somebody is needed."""
    locked = Handover.objects.select_for_update(of=("self",)).select_related("turn").get(pk=handover.pk)
    if locked.offered_by_id != by.pk or locked.turn.state == TurnState.EXCUSED:
        raise IsNotYourTurn
    if locked.state != HandoverState.OPEN:
        raise TurnIsTaken
    locked.state, locked.settled_at = HandoverState.WITHDRAWN, at
    locked.save(update_fields=["state", "settled_at"])
    note("kept turn", locked, by=by, at=at)
    return locked


@transaction.atomic
def let_handovers_lapse(*, by: Person, at: datetime) -> int:
    """Those of shifts that began; for the clock."""
    late = list(late_handovers(at).select_for_update(of=("self",)))
    note_all("lapsed", late, by=by, at=at)
    keys = [one.pk for one in late]
    return Handover.objects.filter(pk__in=keys).update(state=HandoverState.LAPSED, settled_at=at)
