"""After a round: who waits is offered a seat and answers in time, and a coordinator gives a place by hand."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.enrolments.actions.places import MayNotPlace, place, wait
from werkveld.steps.enrolments.actions.results import SaysNothing
from werkveld.steps.enrolments.actions.rounds import IsNotInRound, MayNotDraw
from werkveld.steps.enrolments.enums import EnrolmentState, OfferState, Reason, RoundState
from werkveld.steps.enrolments.models import Enrolment, Round, RoundOffering, SeatOffer
from werkveld.steps.enrolments.queries import gives_way, line_for, lines_no_longer_wanted
from werkveld.steps.enrolments.rules import may_place, may_run
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.actions import OfferingIsFull, OfferingIsNotOpen, free_seats, take_seats
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class RoundIsNotDrawn(Refusal):
    sentence = _("The places of this round were not given yet.")


class OfferHasPassed(Refusal):
    sentence = _("The time to answer is over. The place went to the next in line.")


class OfferIsAnswered(Refusal):
    sentence = _(
        "You answered this already, and that answer counts. Do you want something else? Talk to your coordinator."
    )


class OfferIsNotYours(Refusal):
    sentence = _("This place was offered to somebody else.")


@transaction.atomic
def wait_after_round(choice_round: Round, *, person: Person, offering: Offering, by: Person, at: datetime) -> Enrolment:
    """In line for something of the round that was full. What one has stays, until a better place is taken."""
    if choice_round.state != RoundState.DRAWN:
        raise RoundIsNotDrawn
    if not RoundOffering.objects.filter(round=choice_round, offering=offering).exists():
        raise IsNotInRound
    mine = choice_round.wishes.filter(person=person, offering=offering).first()
    return wait(
        person=person, offering=offering, by=by, at=at, rank=mine.rank if mine else None, choice_round=choice_round
    )


@transaction.atomic
def offer_seat(offering: Offering, *, by: Person, at: datetime) -> SeatOffer | None:
    """Keeps a free seat for the first in line who has no offer yet; None when nobody waits or nothing is free."""
    line = line_for(offering).select_for_update(of=("self",))
    first = line.select_related("person__college", "round", "offering").first()
    if first is None:
        return None
    if not may_place(by, first.person, localdate(at)):
        raise MayNotPlace
    try:
        with transaction.atomic():
            take_seats(offering)
    except (OfferingIsFull, OfferingIsNotOpen):
        return None
    hours = first.round.answer_hours if first.round else 0
    until = at + timedelta(hours=max(1, hours))
    offered = SeatOffer.objects.create(enrolment=first, offered_at=at, answer_by=until)
    note("offered seat", offered, by=by, at=at, person=str(first.person.key))
    title = [offering.title_nl, offering.title_en]
    tell(first.person, "seat-offered", about=offered, by=by, at=at, title=title, until=until.isoformat())
    return offered


@transaction.atomic
def answer_offer(offered: SeatOffer, *, takes: bool, by: Person, at: datetime) -> list[Offering]:
    """Yes or no; gives back the offerings in which a seat came free. The same answer again changes nothing."""
    locked = _locked(offered)
    if locked.enrolment.person_id != by.pk and not may_place(by, locked.enrolment.person, localdate(at)):
        raise OfferIsNotYours
    answer = OfferState.ACCEPTED if takes else OfferState.DECLINED
    if locked.state == answer:
        return []
    if locked.state in (OfferState.ACCEPTED, OfferState.DECLINED):
        raise OfferIsAnswered
    if locked.state != OfferState.OPEN or at > locked.answer_by:
        raise OfferHasPassed
    return _taken(locked, by, at) if takes else _let_go(locked, OfferState.DECLINED, by, at)


@transaction.atomic
def lapse_offer(offered: SeatOffer, *, by: Person, at: datetime) -> list[Offering]:
    """Nobody answered: the seat is free for the next, and who did not answer leaves this line."""
    locked = _locked(offered)
    if not by.is_clockwork and not may_place(by, locked.enrolment.person, localdate(at)):
        raise MayNotPlace
    if locked.state != OfferState.OPEN or at < locked.answer_by:
        return []
    freed = _let_go(locked, OfferState.LAPSED, by, at)
    title = [locked.enrolment.offering.title_nl, locked.enrolment.offering.title_en]
    tell(locked.enrolment.person, "offer-lapsed", about=locked, by=by, at=at, title=title)
    return freed


def _locked(offered: SeatOffer) -> SeatOffer:
    return (
        SeatOffer.objects.select_for_update(of=("self",))
        .select_related("enrolment__offering", "enrolment__person__college", "enrolment__round")
        .get(pk=offered.pk)
    )


def _taken(offered: SeatOffer, by: Person, at: datetime) -> list[Offering]:
    """The seat was kept already; a lower place of the same time goes back."""
    enrolment = offered.enrolment
    enrolment.state, enrolment.reason = EnrolmentState.PLACED, Reason.MOVED_UP
    enrolment.save(update_fields=["state", "reason"])
    note("moved up", enrolment, by=by, at=at)
    before = gives_way(enrolment)
    _answered(offered, OfferState.ACCEPTED, by, at, gives_up=before)
    freed = _given_back([before], by, at) if before else []
    return freed + [line.offering for line in lines_no_longer_wanted(enrolment) if _out_of_line(line, by, at)]


def _let_go(offered: SeatOffer, state: OfferState, by: Person, at: datetime) -> list[Offering]:
    _answered(offered, state, by, at)
    enrolment = offered.enrolment
    _withdrawn(enrolment, by, at)
    free_seats(enrolment.offering)
    return [enrolment.offering]


def _withdrawn(enrolment: Enrolment, by: Person, at: datetime) -> None:
    enrolment.state, enrolment.ended_on = EnrolmentState.WITHDRAWN, localdate(at)
    enrolment.save(update_fields=["state", "ended_on"])
    note("withdrawn", enrolment, by=by, at=at)


def _answered(
    offered: SeatOffer, state: OfferState, by: Person, at: datetime, *, gives_up: Enrolment | None = None
) -> None:
    offered.state, offered.answered_at, offered.gives_up = state, at, gives_up
    offered.save(update_fields=["state", "answered_at", "gives_up"])
    note(f"offer {state.value}", offered, by=by, at=at)


def _given_back(places: list[Enrolment], by: Person, at: datetime, *, why: str = "") -> list[Offering]:
    """One conditional update a place, so that two answers at once free no seat twice."""
    freed = []
    for enrolment in places:
        still = Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.PLACED)
        if still.update(state=EnrolmentState.WITHDRAWN, ended_on=localdate(at), why=why):
            free_seats(enrolment.offering)
            note("withdrawn", enrolment, by=by, at=at)
            freed.append(enrolment.offering)
    return freed


@transaction.atomic
def give_by_hand(
    choice_round: Round, *, person: Person, offering: Offering | None, why: str, by: Person, at: datetime
) -> tuple[Enrolment | None, list[Offering]]:
    """Another place after the results, or (no offering) none any more; says who did it and why, to whom it is about too.

    Gives the new place and the offerings in which a seat came free.
    """
    if not may_run(by, choice_round, localdate(at)) or not may_place(by, person, localdate(at)):
        raise MayNotDraw
    if choice_round.state != RoundState.DRAWN:
        raise RoundIsNotDrawn
    if not why.strip():
        raise SaysNothing
    if offering and not RoundOffering.objects.filter(round=choice_round, offering=offering).exists():
        raise IsNotInRound
    if offering is None:
        freed = _given_back(_places_in(choice_round, person), by, at, why=why.strip())
        given = None
    else:
        waited = Enrolment.objects.filter(person=person, offering=offering, state=EnrolmentState.WAITING)
        for line in waited.select_for_update(of=("self",)).select_related("offering"):
            _out_of_line(line, by, at)
        facts = {"reason": Reason.BY_HAND, "why": why.strip(), "round": choice_round}
        given = place(person=person, offering=offering, by=by, at=at, **facts)
        before = gives_way(given)
        freed = _given_back([before], by, at) if before else []
    note("changed by hand", choice_round, by=by, at=at, person=str(person.key))
    title = [offering.title_nl, offering.title_en] if offering else None
    tell(person, "changed-by-hand", about=given or choice_round, by=by, at=at, title=title, why=why)
    return given, freed


def _out_of_line(enrolment: Enrolment, by: Person, at: datetime) -> bool:
    """Leaves the line; True when a seat came free that was kept for this very person."""
    kept = list(enrolment.seat_offers.select_for_update(of=("self",)).filter(state=OfferState.OPEN))
    for offered in kept:
        _answered(offered, OfferState.DECLINED, by, at)
        free_seats(enrolment.offering)
    _withdrawn(enrolment, by, at)
    return bool(kept)


def _places_in(choice_round: Round, person: Person) -> list[Enrolment]:
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("offering")
    return list(rows.filter(round=choice_round, person=person, state=EnrolmentState.PLACED).order_by("id"))
