"""Places and waiting lists: who gets one, who guides, and how it ends."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note, note_all
from werkveld.steps.enrolments.enums import EnrolmentState, OfferState, Reason
from werkveld.steps.enrolments.models import Enrolment, Round, SeatOffer
from werkveld.steps.enrolments.queries import line_for
from werkveld.steps.enrolments.rules import (
    fits_level,
    goes_by_round,
    goes_by_selection,
    had_place,
    is_live,
    is_welcome,
    may_coach,
    may_end,
    may_name_coach,
    may_place,
    may_sign_up,
    was_turned_down,
)
from werkveld.steps.messages.actions import tell
from werkveld.steps.offerings.actions import free_seats, take_seats
from werkveld.steps.offerings.enums import Audience
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person


class MayNotPlace(Refusal):
    sentence = _("You can sign up yourself, or the students of your own school.")


class MayNotNameCoach(Refusal):
    sentence = _("Your school says who your coach is. Nobody chooses that for themselves.")


class IsNoCoach(Refusal):
    sentence = _("This person guides nobody here. Choose a coach of a school, or a trainer of the host.")


class IsForGroups(Refusal):
    sentence = _("Groups come here. A school or another organisation books for its group.")


class GoesByRound(Refusal):
    sentence = _("Places here are given to everybody at once, in a round of wishes.")


class GoesBySelection(Refusal):
    sentence = _("Places here go to who fits the criteria best. You apply, and two people assess.")


class IsForOthers(Refusal):
    sentence = _("This is for %(audience)s. Ask your school whether you can come too.")


class IsAnotherLevel(Refusal):
    sentence = _("This is for level %(low)s to %(high)s, and you learn at level %(own)s. Ask your school what fits.")


class HostSaidNo(Refusal):
    sentence = _("The host said that this place does not fit you. Ask your coordinator what does.")


class IsAlreadyIn(Refusal):
    sentence = _("This person already takes part, or is on the waiting list.")


class EnrolmentHasEnded(Refusal):
    sentence = _("This enrolment has already ended.")


class MayNotEnd(Refusal):
    sentence = _("Only the school or the coach can say that this was completed.")


class NeverHadPlace(Refusal):
    sentence = _("This person is only on the waiting list, and can do no more than leave it.")


def place(*, person: Person, offering: Offering, by: Person, at: datetime, **facts: Any) -> Enrolment:
    """A seat for one person. Refused when there is none: use `wait` for the list. `facts` are columns of Enrolment."""
    (placed,) = place_all(offering=offering, rows=[{"person": person, **facts}], by=by, at=at)
    return placed


@transaction.atomic
def place_all(*, offering: Offering, rows: Iterable[dict[str, Any]], by: Person, at: datetime) -> list[Enrolment]:
    """A class, or the winners of a draw: all or none. `rows` are columns of Enrolment, with at least the person."""
    rows = list(rows)
    take_seats(offering, len(rows))
    return _enrol_all(offering, EnrolmentState.PLACED, rows, by, at)


def wait(
    *,
    person: Person,
    offering: Offering,
    by: Person,
    at: datetime,
    rank: int | None = None,
    choice_round: Round | None = None,
    **facts: Any,
) -> Enrolment:
    """A place in the line: first come, first served. `facts` are columns of Enrolment."""
    row = {"person": person, "rank": rank, "round": choice_round, **facts}
    (waiting,) = wait_all(offering=offering, rows=[row], by=by, at=at)
    return waiting


@transaction.atomic
def wait_all(*, offering: Offering, rows: Iterable[dict[str, Any]], by: Person, at: datetime) -> list[Enrolment]:
    """Places in the line, in the order of the rows."""
    queue = [{"reason": Reason.FULL, **row} for row in rows]
    return _enrol_all(offering, EnrolmentState.WAITING, queue, by, at)


def _enrol_all(
    offering: Offering, state: EnrolmentState, rows: list[dict[str, Any]], by: Person, at: datetime
) -> list[Enrolment]:
    if not all(
        may_place(by, row["person"], localdate(at)) or may_sign_up(by, row["person"], offering, localdate(at))
        for row in rows
    ):
        raise MayNotPlace
    if any(row["person"].pk == by.pk for row in rows):
        _ask_about_joining(offering, by, localdate(at))
    _ask_about_coaches(offering, rows, by, localdate(at))
    usual = {"reason": Reason.CHOSE, "starts_on": offering.starts_on or localdate(at)}
    try:
        with transaction.atomic():
            enrolled = Enrolment.objects.bulk_create(
                [Enrolment(offering=offering, state=state, at=at, **{**usual, **row}) for row in rows], batch_size=500
            )
    except IntegrityError as twice:
        raise IsAlreadyIn from twice
    note_all(state.value, enrolled, by=by, at=at)
    return enrolled


def _ask_about_joining(offering: Offering, person: Person, on: date) -> None:
    """Who signs up alone keeps to what the offering is for; a school that places somebody knows better."""
    if offering.programme.kind.is_counted_by_head:
        raise IsForGroups
    if not is_welcome(person, offering, on):
        raise IsForOthers(audience=Audience(offering.audience).label)
    if not fits_level(person, offering):
        low, high = offering.level_min or offering.level_max, offering.level_max or offering.level_min
        raise IsAnotherLevel(low=low, high=high, own=person.level)
    if goes_by_round(offering):
        raise GoesByRound
    if was_turned_down(person, offering):
        raise HostSaidNo
    if goes_by_selection(offering):
        raise GoesBySelection


def _ask_about_coaches(offering: Offering, rows: list[dict[str, Any]], by: Person, on: date) -> None:
    """Each coach is asked about once, since a class has one."""
    named = [(row["person"], row["coach"]) for row in rows if row.get("coach") is not None]
    if not all(may_name_coach(by, person, coach) for person, coach in named):
        raise MayNotNameCoach
    if not all(may_coach(coach, offering, on) for coach in {coach.pk: coach for _person, coach in named}.values()):
        raise IsNoCoach


@transaction.atomic
def entrust(enrolment: Enrolment, *, coach: Person, by: Person, at: datetime) -> Enrolment:
    """Names the coach, or another one; who signed up alone got none."""
    locked = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("offering__organization", "person__college")
        .get(pk=enrolment.pk)
    )
    if not may_place(by, locked.person, localdate(at)):
        raise MayNotPlace
    if not is_live(locked):
        raise EnrolmentHasEnded
    _ask_about_coaches(locked.offering, [{"person": locked.person, "coach": coach}], by, localdate(at))
    if locked.coach_id != coach.pk:
        locked.coach = coach
        locked.save(update_fields=["coach"])
        note("entrusted", locked, by=by, at=at, coach=str(coach.key))
        enrolment.coach = coach  # who holds the enrolment sees who guides
        tell(locked.person, "coach-named", about=locked, by=by, at=at, title=_title(locked.offering))
    return locked


def _title(offering: Offering) -> list[str]:
    """In both languages, Dutch first: the reader's own is chosen when it is read."""
    return [offering.title_nl, offering.title_en]


def end_enrolment(
    enrolment: Enrolment, *, as_state: EnrolmentState, by: Person, at: datetime, ended_on: date | None = None
) -> Enrolment:
    """Completed, stopped or withdrawn. Only a withdrawal gives the seat back."""
    (ended,) = end_all([enrolment], as_state=as_state, by=by, at=at, ended_on=ended_on)
    return ended


@transaction.atomic
def end_all(
    enrolments: Iterable[Enrolment],
    *,
    as_state: EnrolmentState,
    by: Person,
    at: datetime,
    ended_on: date | None = None,
) -> list[Enrolment]:
    """The same end for many at once, such as a class that is done: all or none."""
    given = list(enrolments)
    keys = [enrolment.pk for enrolment in given]
    locked = list(
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("offering", "person__college")
        .filter(pk__in=keys)
        .order_by("id")
    )
    if not all(may_end(by, enrolment, as_state, localdate(at)) for enrolment in locked):
        raise MayNotEnd if as_state == EnrolmentState.COMPLETED else MayNotPlace
    if not all(is_live(enrolment) for enrolment in locked):
        raise EnrolmentHasEnded
    if as_state != EnrolmentState.WITHDRAWN and not all(had_place(enrolment) for enrolment in locked):
        raise NeverHadPlace
    if as_state == EnrolmentState.WITHDRAWN:
        _free_what_they_held(locked, at)
    for enrolment in (*locked, *given):  # who holds an enrolment sees that it ended
        enrolment.state, enrolment.ended_on = as_state, ended_on or localdate(at)
    Enrolment.objects.filter(pk__in=keys).update(state=as_state, ended_on=ended_on or localdate(at))
    note_all(as_state.value, locked, by=by, at=at)
    return locked


def _free_what_they_held(enrolments: list[Enrolment], at: datetime) -> None:
    """The seat of who had a place, and the one that was kept for who waited."""
    offers = SeatOffer.objects.filter(enrolment__in=[one.pk for one in enrolments], state=OfferState.OPEN)
    offered = set(offers.select_for_update(of=("self",)).values_list("enrolment", flat=True))
    for enrolment in enrolments:
        if enrolment.state == EnrolmentState.PLACED or enrolment.pk in offered:
            free_seats(enrolment.offering)
    offers.update(state=OfferState.DECLINED, answered_at=at)


@transaction.atomic
def move_up(offering: Offering, *, by: Person, at: datetime) -> Enrolment | None:
    """The first in line takes a free seat, or nobody does."""
    first = line_for(offering).select_for_update(of=("self",)).select_related("person").first()
    if first is None:
        return None
    if not may_place(by, first.person, localdate(at)):
        raise MayNotPlace
    take_seats(offering)
    first.state, first.reason = EnrolmentState.PLACED, Reason.MOVED_UP
    first.save(update_fields=["state", "reason"])
    note("moved up", first, by=by, at=at)
    return first
