"""A roster from its first line to its publication, and who may do what with it."""

from datetime import date, datetime, time, timedelta

import pytest

from journeys.rostered import LAST, MONDAY, Rostered, rostered
from journeys.world import World
from steps.types import DeedsOn
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import ClosedDays, Person, Room
from werkveld.steps.practice.actions import (
    add_slot,
    ask_when,
    change_roster,
    draw_up_roster,
    drop_slot,
    plan_shift,
    propose,
    publish_roster,
    say_when,
    withdraw_roster,
)
from werkveld.steps.practice.actions.rosters import (
    AsksNobodyYet,
    HasNoSite,
    IsRostered,
    MayNotRoster,
    MayNotSayWhen,
    NobodyIsAsked,
    NobodyIsThere,
    NothingIsProposed,
    Planned,
    RosterHasNoWeek,
    RosterIsOver,
    SlotIsOutsideHours,
    SlotIsThere,
    Stretch,
    TermIsWrong,
    WorksElsewhere,
)
from werkveld.steps.practice.enums import Availability, RosterState, ShiftState
from werkveld.steps.practice.models import Absence, Answer, Roster, Shift, Turn
from werkveld.steps.practice.queries import (
    coaches_at,
    days_of,
    offerings_to_roster,
    own_turn,
    people_on,
    pose,
    roster_for,
    rosters_asking,
    rosters_for,
    shifts_of,
    slots_of,
)

ON = date(2026, 9, 1)


@pytest.fixture
def term(world: World) -> Rostered:
    return rostered(world)


def proposal(term: Rostered, people: list[Person] | None = None) -> list[Planned]:
    """By hand, without an engine: everybody on each day."""
    return [
        Planned(
            slot,
            datetime.combine(day, slot.begins, term.at.tzinfo),
            datetime.combine(day, slot.ends, term.at.tzinfo),
            term.coaches[0],
            term.students[:2] if people is None else people,
        )
        for slot, day in days_of(term.roster)
    ]


def proposed(term: Rostered) -> Roster:
    facts = {"digest": "d", "cost": 3, "bound": 2, "seed": 1, "by": term.planner, "at": term.at}
    return propose(term.roster, proposal(term), **facts)


def test_it_is_drawn_up_by_who_plans_and_by_a_coach_of_the_place(term: Rostered, deeds_on: DeedsOn):
    assert deeds_on(term.roster)[0] == ("drew up", term.planner.key)
    coach_of_company, other_coach = term.coaches[1], term.coaches[0]
    facts = {"offering": term.offering, "starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 9), "at": term.at}
    assert draw_up_roster(by=coach_of_company, **facts).made_by == coach_of_company
    with pytest.raises(MayNotRoster):
        draw_up_roster(by=other_coach, **facts)
    with pytest.raises(MayNotRoster):
        draw_up_roster(by=term.students[0], **facts)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [(MONDAY, LAST, IsRostered), (LAST, MONDAY, TermIsWrong), (MONDAY, date(2027, 9, 1), TermIsWrong)],
)
def test_a_term_that_cannot_be_is_refused(term: Rostered, first: date, last: date, refusal: type[Exception]):
    with pytest.raises(refusal):
        draw_up_roster(offering=term.offering, starts_on=first, ends_on=last, by=term.planner, at=term.at)


def test_an_offering_without_a_place_has_no_roster(term: Rostered):
    term.offering.site = None
    with pytest.raises(HasNoSite):
        draw_up_roster(offering=term.offering, starts_on=MONDAY, ends_on=LAST, by=term.planner, at=term.at)


@pytest.mark.parametrize(
    ("stretch", "refusal"),
    [
        (Stretch(5, time(9), time(12), 3, {None: 1}), SlotIsOutsideHours),
        (Stretch(2, time(8), time(12), 3, {None: 1}), SlotIsOutsideHours),
        (Stretch(2, time(16), time(18), 3, {None: 1}), SlotIsOutsideHours),
        (Stretch(0, time(9), time(11), 3, {None: 1}), SlotIsThere),
        (Stretch(2, time(9), time(12), 3, {None: 4}), NobodyIsAsked),
        (Stretch(2, time(9), time(12), 3, {}), NobodyIsAsked),
        (Stretch(2, time(12), time(12), 3, {None: 1}), NobodyIsAsked),
    ],
)
def test_a_part_of_the_week_that_cannot_be_is_refused(term: Rostered, stretch: Stretch, refusal: type[Exception]):
    with pytest.raises(refusal):
        add_slot(term.roster, stretch, by=term.planner, at=term.at)
    assert term.roster.slots.count() == 2


def test_its_week_and_its_numbers_can_be_changed_until_it_is_published(term: Rostered):
    slot = add_slot(term.roster, Stretch(4, time(10), time(12), 2, {None: 1}), by=term.planner, at=term.at)
    assert [one.weekday for one in slots_of(term.roster)] == [0, 1, 4]
    drop_slot(slot, by=term.planner, at=term.at)
    changed = change_roster(
        term.roster, coaches=term.coaches[:1], per_coach=5, wished=None, by=term.planner, at=term.at
    )
    assert (changed.per_coach, changed.wished, changed.coaches.count(), changed.slots.count()) == (5, None, 1, 2)


def test_closed_days_and_days_with_other_hours_are_left_out(term: Rostered):
    assert [day.day for _slot, day in days_of(term.roster)] == [7, 8, 14, 15, 21, 22]
    ClosedDays.objects.create(
        region=term.world.region, first_on=date(2026, 9, 14), last_on=date(2026, 9, 14), name_nl="Dicht", name_en="Shut"
    )
    ClosedDays.objects.create(
        region=term.world.region, site=term.world.site, first_on=date(2026, 9, 22), last_on=date(2026, 9, 24),
        name_nl="Verbouwing", name_en="Building work",
    )  # fmt: skip
    tuesdays = term.world.site.opening_hours.filter(weekday=1)
    tuesdays.update(valid_until=date(2026, 9, 15))
    assert [day.day for _slot, day in days_of(term.roster)] == [7, 8, 21]


def test_everybody_who_takes_part_and_every_coach_is_asked_once(term: Rostered):
    until = term.at + timedelta(days=3)
    assert ask_when(term.roster, answer_until=until, by=term.planner, at=term.at) == 8
    assert ask_when(term.roster, answer_until=until + timedelta(days=1), by=term.planner, at=term.at) == 0
    told = set(Message.objects.filter(kind="say-when").values_list("to", flat=True))
    assert told == {person.pk for person in people_on(term.roster)}
    assert Roster.objects.get().state == RosterState.ASKING
    assert Roster.objects.get().answer_until == until + timedelta(days=1)


def test_nobody_is_asked_about_nothing(term: Rostered):
    term.roster.slots.all().delete()
    with pytest.raises(RosterHasNoWeek):
        ask_when(term.roster, answer_until=term.at, by=term.planner, at=term.at)
    other = term.world.offering("alone")
    facts = {"starts_on": MONDAY, "ends_on": LAST, "week": term.week(), "by": term.planner, "at": term.at}
    with pytest.raises(NobodyIsThere):
        ask_when(draw_up_roster(offering=other, **facts), answer_until=term.at, by=term.planner, at=term.at)


def test_somebody_says_when_and_says_it_again(term: Rostered):
    anna = term.students[0]
    slots = list(slots_of(term.roster))
    with pytest.raises(AsksNobodyYet):
        say_when(term.roster, {slots[0]: Availability.YES}, person=anna, by=anna, at=term.at)
    term.roster.state = RosterState.ASKING
    term.roster.save()
    say_when(term.roster, dict.fromkeys(slots, Availability.YES), person=anna, by=anna, at=term.at)
    say_when(term.roster, {slots[1]: Availability.NO}, person=anna, by=anna, at=term.at)
    assert dict(Answer.objects.values_list("slot", "can")) == {slots[0].pk: "yes", slots[1].pk: "no"}
    with pytest.raises(MayNotSayWhen):
        say_when(term.roster, {slots[0]: Availability.NO}, person=anna, by=term.students[1], at=term.at)
    stranger = term.world.students(1)[0]
    with pytest.raises(MayNotSayWhen):
        say_when(term.roster, {slots[0]: Availability.NO}, person=stranger, by=stranger, at=term.at)
    by_phone = say_when(term.roster, {slots[0]: Availability.NO}, person=anna, by=term.planner, at=term.at)
    assert [one.can for one in by_phone] == ["no"]


def test_a_proposal_is_drafts_that_a_later_one_replaces(term: Rostered):
    proposed(term)
    roster = proposed(term)
    assert (roster.state, roster.cost, roster.bound, roster.solved_at) == (RosterState.PROPOSED, 3, 2, term.at)
    assert Shift.objects.filter(roster=roster, state=ShiftState.DRAFT).count() == 6
    assert Turn.objects.count() == 12
    assert sorted(Shift.objects.first().needs.values_list("asked", flat=True)) == [1, 2]


def test_a_draft_is_nobodys_until_it_is_published(term: Rostered):
    proposed(term)
    anna, coach = term.students[0], term.coaches[0]
    mine, led = Turn.objects.filter(person=anna).first(), term.shifts
    term_long = {"start": led[0].starts_at, "end": led[-1].ends_at}
    assert list(shifts_of(coach, **term_long)) == []
    assert own_turn(anna, mine.key) is None
    publish_roster(term.roster, by=term.planner, at=term.at)
    assert list(shifts_of(coach, **term_long)) == led
    assert own_turn(anna, mine.key) == mine


def test_a_shift_that_is_cancelled_is_led_by_nobody(term: Rostered):
    proposed(term)
    publish_roster(term.roster, by=term.planner, at=term.at)
    gone, *rest = term.shifts
    Shift.objects.filter(pk=gone.pk).update(state=ShiftState.CANCELLED)
    assert list(shifts_of(term.coaches[0], start=gone.starts_at, end=rest[-1].ends_at)) == rest


def test_publishing_tells_everybody_once_whoever_presses_again(term: Rostered, deeds_on: DeedsOn):
    with pytest.raises(NothingIsProposed):
        publish_roster(term.roster, by=term.planner, at=term.at)
    proposed(term)
    first = publish_roster(term.roster, by=term.planner, at=term.at)
    again = publish_roster(term.roster, by=term.planner, at=term.at + timedelta(minutes=1))
    assert (again.state, again.published_at) == (RosterState.PUBLISHED, first.published_at)
    assert [verb for verb, _by in deeds_on(term.roster)].count("published") == 1
    assert set(Shift.objects.values_list("state", flat=True)) == {ShiftState.PLANNED}
    told = Message.objects.filter(kind="roster-published")
    assert told.count() == 8
    assert told.get(to=term.students[0]).facts["shifts"] == 6
    assert told.get(to=term.coaches[1]).facts["shifts"] == 0
    with pytest.raises(RosterIsOver):
        proposed(term)
    with pytest.raises(RosterIsOver):
        withdraw_roster(term.roster, by=term.planner, at=term.at)


@pytest.mark.parametrize("leads", [False, True])
def test_who_got_another_shift_since_the_proposal_is_named_before_anything_is_published(
    term: Rostered, world: World, *, leads: bool
):
    proposed(term)
    first = term.shifts[0]
    plan_shift(
        offering=world.offering("elsewhere"),
        site=world.site,
        coach=term.coaches[0] if leads else None,
        people=[] if leads else [term.students[1]],
        starts_at=first.starts_at + timedelta(hours=1),
        ends_at=first.ends_at + timedelta(hours=1),
        by=term.planner,
        at=term.at,
    )
    with pytest.raises(WorksElsewhere) as refused:
        publish_roster(term.roster, by=term.planner, at=term.at)
    assert (term.coaches[0] if leads else term.students[1]).name in str(refused.value)
    assert {one.state for one in term.shifts} == {ShiftState.DRAFT}
    assert not Message.objects.filter(kind="roster-published").exists()


def test_a_roster_that_is_withdrawn_leaves_no_drafts_and_room_for_another(term: Rostered):
    proposed(term)
    withdraw_roster(term.roster, by=term.planner, at=term.at)
    assert Shift.objects.count() == 0
    assert list(rosters_for(term.planner, ON)) == []
    draw_up_roster(offering=term.offering, starts_on=MONDAY, ends_on=LAST, by=term.planner, at=term.at)


def test_nobody_without_a_part_in_it_touches_it(term: Rostered):
    anna = term.students[0]
    deeds = (
        lambda: ask_when(term.roster, answer_until=term.at, by=anna, at=term.at),
        lambda: add_slot(term.roster, term.week()[0], by=anna, at=term.at),
        lambda: publish_roster(term.roster, by=anna, at=term.at),
        lambda: withdraw_roster(term.roster, by=anna, at=term.at),
    )
    for deed in deeds:
        with pytest.raises(MayNotRoster):
            deed()


def test_who_sees_which_roster(term: Rostered):
    assert list(rosters_for(term.planner, ON)) == [term.roster]
    assert roster_for(term.coaches[0], term.roster.key, ON) == term.roster
    assert list(rosters_for(term.students[0], ON)) == []
    term.roster.coaches.clear()
    assert list(rosters_for(term.coaches[0], ON)) == []
    assert list(rosters_for(term.coaches[1], ON)) == [term.roster]
    assert list(offerings_to_roster(term.planner, ON)) == [term.offering]
    assert list(offerings_to_roster(term.coaches[0], ON)) == []
    assert {coach.pk for coach in coaches_at(term.offering, ON)} == {one.pk for one in term.coaches}


def test_who_is_asked_sees_it_until_it_is_published(term: Rostered):
    anna = term.students[0]
    assert list(rosters_asking(anna, ON)) == []
    term.everybody_can()
    assert [(one.pk, one.said) for one in rosters_asking(anna, ON)] == [(term.roster.pk, 2)]
    proposed(term)
    publish_roster(term.roster, by=term.planner, at=term.at)
    assert list(rosters_asking(anna, ON)) == []


def test_the_engine_is_told_who_can_be_there_and_what_is_asked(term: Rostered):
    anna, joop = term.students[:2]
    term.everybody_can({joop.pk: "if_needed", term.students[2].pk: "no"})
    away = {"starts_at": term.at + timedelta(days=6), "ends_at": term.at + timedelta(days=8)}
    Absence.objects.create(person=anna, told_by=anna, told_at=term.at, **away)  # 7 and 8 September
    posed = pose(term.roster)
    problem, row = posed.problem, posed.row_of
    assert problem.available[row[anna.pk]].tolist() == [False, False, True, True, True, True]
    assert problem.dislike[row[joop.pk]].tolist() == [4] * 6
    assert not problem.available[row[term.students[2].pk]].any()
    assert problem.seats.tolist() == [3] * 6
    assert problem.demand.table().tolist()[:2] == [[0, -1, 2, 100, 0], [0, 0, 1, 160, 0]]
    assert problem.has_skill[:, 0].tolist() == [True, False] * 3 + [False, False]
    assert [posed.people[one].given_name for one in problem.own[:2]] == ["coach", "other coach"]
    assert problem.rules.of("target", 8).tolist() == [2] * 6 + [-1, -1]
    assert problem.rules.of("fair_from", 8).tolist() == [0, 0, 2, 0, 0, 0, 0, 0]


def test_what_somebody_does_elsewhere_is_in_the_way(term: Rostered):
    term.everybody_can()
    anna, coach = term.students[0], term.coaches[0]
    other = term.world.offering("elsewhere")
    monday = datetime.combine(MONDAY, time(18), term.at.tzinfo)
    facts = {"offering": other, "site": term.world.site, "coach": coach}
    shift = Shift.objects.create(starts_at=monday, ends_at=monday + timedelta(hours=8), **facts)
    shift.people.add(anna)
    posed = pose(term.roster)
    assert posed.problem.available[posed.row_of[anna.pk]].tolist() == [False, False, True, True, True, True]
    assert posed.problem.available[posed.row_of[coach.pk]].tolist() == [True, False, True, True, True, True]


def test_a_slot_with_its_own_coach_is_led_by_nobody_else(term: Rostered):
    term.everybody_can()
    slot = slots_of(term.roster)[0]
    slot.coach, slot.room = (
        term.coaches[1],
        Room.objects.create(site=term.world.site, code="room", name_nl="Kamer", name_en="Room", capacity=3),
    )
    slot.save()
    posed = pose(term.roster)
    first, second = (posed.row_of[coach.pk] for coach in term.coaches)
    assert posed.problem.available[[first, second], 0].tolist() == [False, True]
    assert posed.problem.seats.tolist() == [2, 3] * 3
