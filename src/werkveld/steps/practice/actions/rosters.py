"""A roster is drawn up, people say when they can, a proposal is made, and once it is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from werkveld.ground.refusals import Refusal
from werkveld.steps.deeds.actions import note
from werkveld.steps.messages.actions import tell_all
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person, Room, Skill
from werkveld.steps.practice.enums import Availability, RosterState, ShiftState, TurnOrigin
from werkveld.steps.practice.models import Answer, Roster, RosterSlot, Shift, ShiftNeed, SlotNeed, Turn
from werkveld.steps.practice.queries import is_within_hours, people_on, students_on
from werkveld.steps.practice.queries.availability import clashes_in
from werkveld.steps.practice.queries.rosters import is_on
from werkveld.steps.practice.rules import is_made, may_draw_up_roster, may_roster, may_say_when, takes_answers


class MayNotRoster(Refusal):
    sentence = _("Only a coordinator, or a coach of this place, makes the roster.")


class HasNoSite(Refusal):
    sentence = _("This offering has no place yet, so there is nothing to roster.")


class TermIsWrong(Refusal):
    sentence = _("The last day comes after the first, and a roster is for at most half a year.")


class IsRostered(Refusal):
    sentence = _("There is already a roster for this offering from that day on.")


class SlotIsOutsideHours(Refusal):
    sentence = _("%(name)s is not open then. Choose a time within the opening hours.")


class SlotIsThere(Refusal):
    sentence = _("There is already a part of the week that begins then.")


class NobodyIsAsked(Refusal):
    sentence = _("A part of the week asks at least one student, and not more than there is room for.")


class RosterIsOver(Refusal):
    sentence = _("This roster is published or withdrawn. Change its shifts one by one.")


class RosterHasNoWeek(Refusal):
    sentence = _("First say when in the week people are needed.")


class WorksElsewhere(Refusal):
    sentence = _(
        "Since this proposal %(name)s was given another shift on %(day)s at that time. Make the roster again, or change it by hand."
    )


class NobodyIsThere(Refusal):
    sentence = _("Nobody takes part in this offering yet, so there is nobody to ask.")


class AsksNobodyYet(Refusal):
    sentence = _("You can say when you can once the school asks it.")


class MayNotSayWhen(Refusal):
    sentence = _("You can only say for yourself when you can.")


class NothingIsProposed(Refusal):
    sentence = _("There is no proposal yet. Make one first.")


class ShiftIsThere(Refusal):
    sentence = _(
        "Another shift of this offering begins at one of these moments. Look at the shifts that were planned by hand."
    )


LONGEST = 190  # days


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the week. needs: skill, or None for anybody, and how many students are asked."""

    weekday: int
    begins: time
    ends: time
    seats: int
    needs: Mapping[Skill | None, int] = field(default_factory=dict)
    room: Room | None = None
    coach: Person | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A shift of a proposal."""

    slot: RosterSlot
    starts_at: datetime
    ends_at: datetime
    coach: Person | None
    students: Sequence[Person]


@transaction.atomic
def draw_up_roster(
    *,
    offering: Offering,
    starts_on: date,
    ends_on: date,
    by: Person,
    at: datetime,
    week: Iterable[Stretch] = (),
    coaches: Iterable[Person] = (),
    per_coach: int = 6,
    wished: int | None = None,
    seed: int = 1,
) -> Roster:
    """Nobody hears of it before people are asked."""
    if not may_draw_up_roster(by, offering, timezone.localdate(at)):
        raise MayNotRoster
    if offering.site is None:
        raise HasNoSite
    if not 0 <= (ends_on - starts_on).days <= LONGEST:
        raise TermIsWrong
    facts: dict[str, Any] = {"per_coach": per_coach, "wished": wished, "seed": seed}
    try:
        with transaction.atomic():
            roster = Roster.objects.create(
                offering=offering, starts_on=starts_on, ends_on=ends_on, made_by=by, made_at=at, **facts
            )
    except IntegrityError as taken:
        raise IsRostered from taken
    roster.coaches.set(coaches)
    for stretch in week:
        _add(roster, stretch)
    note("drew up", roster, by=by, at=at)
    return roster


@transaction.atomic
def change_roster(
    roster: Roster, *, coaches: Iterable[Person], per_coach: int, wished: int | None, by: Person, at: datetime
) -> Roster:
    locked = _open(roster, by, at)
    locked.per_coach, locked.wished = per_coach, wished
    _keep(roster, locked, "per_coach", "wished")
    locked.coaches.set(coaches)
    note("changed", locked, by=by, at=at)
    return locked


@transaction.atomic
def add_slot(roster: Roster, stretch: Stretch, *, by: Person, at: datetime) -> RosterSlot:
    slot = _add(_open(roster, by, at), stretch)
    note("added to the week", roster, by=by, at=at, weekday=stretch.weekday, begins=stretch.begins.isoformat())
    return slot


@transaction.atomic
def drop_slot(slot: RosterSlot, *, by: Person, at: datetime) -> None:
    """What was proposed for it goes too."""
    roster = _open(slot.roster, by, at)
    Shift.objects.filter(slot=slot, state=ShiftState.DRAFT).delete()
    slot.delete()
    note("took out of the week", roster, by=by, at=at, weekday=slot.weekday, begins=slot.begins.isoformat())


def _add(roster: Roster, stretch: Stretch) -> RosterSlot:
    site = roster.offering.site
    if site is None:
        raise HasNoSite
    asked = max(stretch.needs.values(), default=0)
    if not 0 < asked <= stretch.seats or stretch.begins >= stretch.ends:
        raise NobodyIsAsked
    if not is_within_hours(site, stretch.weekday, stretch.begins, stretch.ends, roster.starts_on):
        raise SlotIsOutsideHours(name=site.name)
    if roster.slots.filter(weekday=stretch.weekday, begins=stretch.begins).exists():
        raise SlotIsThere
    columns = {name: getattr(stretch, name) for name in ("weekday", "begins", "ends", "seats", "room", "coach")}
    slot = RosterSlot.objects.create(roster=roster, **columns)
    SlotNeed.objects.bulk_create(
        [SlotNeed(slot=slot, skill=skill, asked=count) for skill, count in stretch.needs.items()]
    )
    return slot


def _open(roster: Roster, by: Person, at: datetime) -> Roster:
    """Locked: of two who change it one waits."""
    locked = Roster.objects.select_for_update(of=("self",)).select_related("offering__site").get(pk=roster.pk)
    if not may_roster(by, locked, timezone.localdate(at)):
        raise MayNotRoster
    if not is_made(locked):
        raise RosterIsOver
    return locked


def _keep(given: Roster, locked: Roster, *columns: str) -> None:
    """Who holds the roster sees it as it is now."""
    locked.save(update_fields=columns)
    for name in columns:
        setattr(given, name, getattr(locked, name))


@transaction.atomic
def ask_when(roster: Roster, *, answer_until: datetime, by: Person, at: datetime) -> int:
    """How many were told; who was asked before is not told again."""
    locked = _open(roster, by, at)
    if not locked.slots.exists():
        raise RosterHasNoWeek
    if not students_on(locked).exists():
        raise NobodyIsThere
    locked.answer_until = answer_until
    if locked.state == RosterState.DRAFT:
        locked.state = RosterState.ASKING
    _keep(roster, locked, "answer_until", "state")
    offering = locked.offering
    facts = {"title": [offering.title_nl, offering.title_en], "until": answer_until.isoformat()}
    rows = [{"to": person, "about": locked, "facts": facts} for person in people_on(locked)]
    note("asked when", locked, by=by, at=at, people=len(rows))
    return len(tell_all("say-when", rows, by=by, at=at))


@transaction.atomic
def say_when(
    roster: Roster, answers: Mapping[RosterSlot, Availability], *, person: Person, by: Person, at: datetime
) -> list[Answer]:
    """Yes, if needed, or no, for each part of the week. Saying it again replaces it."""
    if not may_say_when(by, roster, person, timezone.localdate(at)):
        raise MayNotSayWhen
    if not takes_answers(roster, at):
        raise AsksNobodyYet
    if not is_on(roster, person):
        raise MayNotSayWhen
    rows = [
        Answer(slot=slot, person=person, can=can, answered_at=at)
        for slot, can in answers.items()
        if slot.roster_id == roster.pk
    ]
    written = Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["slot", "person"], update_fields=["can", "answered_at"]
    )
    note("said when", roster, by=by, at=at, person=str(person.key), parts=len(rows))
    return written


@transaction.atomic
def propose(
    roster: Roster,
    shifts: Iterable[Planned],
    *,
    digest: str,
    cost: int,
    bound: int,
    seed: int,
    by: Person,
    at: datetime,
) -> Roster:
    """Draft shifts with who is on them, in the place of those of an earlier proposal: all of it or nothing."""
    locked = _open(roster, by, at)
    Shift.objects.filter(roster=locked, state=ShiftState.DRAFT).delete()
    planned = list(shifts)
    try:
        with transaction.atomic():
            made = Shift.objects.bulk_create([_draft(locked, one) for one in planned])
    except IntegrityError as taken:
        raise ShiftIsThere from taken
    needs: dict[int, list[SlotNeed]] = {}
    for need in SlotNeed.objects.filter(slot__roster=locked):
        needs.setdefault(need.slot_id, []).append(need)
    ShiftNeed.objects.bulk_create(
        [
            ShiftNeed(shift=shift, skill_id=need.skill_id, asked=need.asked)
            for shift, one in zip(made, planned, strict=True)
            for need in needs.get(one.slot.pk, [])
        ],
        batch_size=500,
    )
    Turn.objects.bulk_create(
        [
            Turn(shift=shift, person=person, origin=TurnOrigin.ROSTER)
            for shift, one in zip(made, planned, strict=True)
            for person in one.students
        ],
        batch_size=500,
    )
    locked.state, locked.solved_at = RosterState.PROPOSED, at
    locked.digest, locked.cost, locked.bound, locked.seed = digest, cost, bound, seed
    _keep(roster, locked, "state", "solved_at", "digest", "cost", "bound", "seed")
    note("proposed", locked, by=by, at=at, shifts=len(made), digest=digest)
    return locked


def _draft(roster: Roster, one: Planned) -> Shift:
    offering = roster.offering
    return Shift(
        offering=offering,
        site=offering.site,
        room=one.slot.room,
        coach=one.coach,
        roster=roster,
        slot=one.slot,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        seats=one.slot.seats,
        state=ShiftState.DRAFT,
    )


@transaction.atomic
def publish_roster(roster: Roster, *, by: Person, at: datetime) -> Roster:
    """Its shifts count from now on, and everybody who is on it hears so: once, whoever presses again."""
    locked = Roster.objects.select_for_update(of=("self",)).select_related("offering__site").get(pk=roster.pk)
    if not may_roster(by, locked, timezone.localdate(at)):
        raise MayNotRoster
    if locked.state == RosterState.PUBLISHED:
        return locked
    if locked.state != RosterState.PROPOSED:
        raise NothingIsProposed
    _refuse_clashes(locked)
    Shift.objects.filter(roster=locked, state=ShiftState.DRAFT).update(state=ShiftState.PLANNED)
    locked.state, locked.published_at = RosterState.PUBLISHED, at
    _keep(roster, locked, "state", "published_at")
    note("published", locked, by=by, at=at)
    _tell_published(locked, by=by, at=at)
    return locked


def _refuse_clashes(roster: Roster) -> None:
    """Whoever plans another shift for one of these people waits, or is seen here."""
    mine = [person.pk for person in people_on(roster)]
    list(Person.objects.filter(pk__in=mine).order_by("pk").select_for_update(of=("self",)))
    for person, shift in clashes_in(roster):
        day = date_format(timezone.localdate(shift.starts_at), "j F")
        raise WorksElsewhere(name=person.name, day=day)


def _tell_published(roster: Roster, *, by: Person, at: datetime) -> None:
    turns: dict[int, int] = {}
    for person in Turn.objects.filter(shift__roster=roster).values_list("person", flat=True):
        turns[person] = turns.get(person, 0) + 1
    for person in Shift.objects.filter(roster=roster, coach__isnull=False).values_list("coach", flat=True):
        turns[person] = turns.get(person, 0) + 1
    offering = roster.offering
    facts = {"title": [offering.title_nl, offering.title_en], "from": roster.starts_on.isoformat()}
    rows = [
        {"to": person, "about": roster, "facts": {**facts, "shifts": turns.get(person.pk, 0)}}
        for person in people_on(roster)
    ]
    tell_all("roster-published", rows, by=by, at=at)


@transaction.atomic
def withdraw_roster(roster: Roster, *, by: Person, at: datetime) -> Roster:
    """Drafts go with it; what was published stands, and is changed shift by shift."""
    locked = _open(roster, by, at)
    Shift.objects.filter(roster=locked, state=ShiftState.DRAFT).delete()
    locked.state = RosterState.WITHDRAWN
    _keep(roster, locked, "state")
    note("withdrew", locked, by=by, at=at)
    return locked
