"""An activity that comes back: planned by its host, chosen by students, moved and called off with who is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.timezone import localdate

from journeys.world import World
from steps.types import DeedsOn
from werkveld.journeys.leave_place import leave_place
from werkveld.journeys.plan_activity import plan_activity, plan_more
from werkveld.steps.enrolments.actions import place
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import ClosedDays, OpeningHours, Organization, Person, Room, Site
from werkveld.steps.practice.actions import call_off, come_on_dates, move_dates, note_date, plan_series, step_off
from werkveld.steps.practice.actions.dates import (
    ComesElsewhere,
    DateHasBegun,
    DateIsFull,
    HasNoPlaceIn,
    MoreComeAlready,
)
from werkveld.steps.practice.actions.days import IsNoCount
from werkveld.steps.practice.actions.series import (
    DateIsPast,
    HostIsFromElsewhere,
    HostIsNeeded,
    IsNotByDate,
    MayNotPlanSeries,
    NothingIsPlanned,
    RoomIsTaken,
    RoomIsTooSmall,
    SiteIsClosed,
)
from werkveld.steps.practice.actions.shifts import ShiftIsPlanned
from werkveld.steps.practice.actions.turns import DayDoesNotRun, MayNotRunDay
from werkveld.steps.practice.enums import ShiftState, TurnOrigin, TurnState
from werkveld.steps.practice.models import Shift, Turn
from werkveld.steps.practice.queries import (
    dates_of,
    dates_to_choose,
    days_to_plan,
    meetings_held,
    one_series,
    people_to_receive,
    programmes_to_plan_in,
    series_short,
    series_to_choose,
    sites_to_plan_at,
    visitors_counted,
    visits_of_students,
)

TUESDAYS = [date(2026, 9, 8) + timedelta(weeks=week) for week in range(3)]
TEN, TWELVE = time(10), time(12)


@pytest.fixture
def dirk(world: World) -> Person:
    return world.someone("Dirk", RoleCode.CONTACT, world.company)


@pytest.fixture
def offering(world: World) -> Offering:
    return world.offering("koken", has_hours=True)


@pytest.fixture
def room(world: World) -> Room:
    return Room.objects.create(site=world.site, code="zaal", name_nl="Zaal", name_en="Hall", capacity=6)


def planned(world: World, offering: Offering, by: Person, **other: object) -> list[Shift]:
    facts = {"site": world.site, "dates": TUESDAYS, "begins": TEN, "ends": TWELVE, "seats": 2} | other
    return plan_series(offering, by=by, at=world.at, **facts)  # type: ignore[arg-type]


def student(world: World, offering: Offering) -> Person:
    (one,) = world.students(1)
    place(person=one, offering=offering, by=one, at=world.at)
    return one


def test_a_host_plans_dates_at_its_own_place(
    world: World, offering: Offering, dirk: Person, room: Room, deeds_on: DeedsOn
):
    shifts = planned(world, offering, dirk, room=room, host=dirk)
    assert [one.starts_at for one in shifts] == [datetime(2026, 9, day, 8, tzinfo=UTC) for day in (8, 15, 22)]
    assert {(one.state, one.room, one.host, one.coach, one.seats) for one in shifts} == {
        (ShiftState.PLANNED, room, dirk, None, 2)
    }
    assert [list(one.needs.values_list("skill", "asked")) for one in shifts] == [[(None, 2)]] * 3
    assert deeds_on(shifts[0]) == [("planned", dirk.key)]


def test_the_clock_at_the_place_stands_over_the_change_to_winter_time(world: World, offering: Offering, dirk: Person):
    shifts = planned(world, offering, dirk, dates=[date(2026, 10, 20), date(2026, 10, 27)])
    assert [one.starts_at.astimezone(UTC).hour for one in shifts] == [8, 9]


def test_a_coordinator_plans_elsewhere_too_and_nobody_else_does(world: World, offering: Offering, dirk: Person):
    elsewhere = Organization.objects.create(region=world.region, code="e", name="E", kind=OrganizationKind.COMPANY)
    other = Site.objects.create(organization=elsewhere, code="s", name="S", city="Town", lat=52, lon=5)
    stranger = world.someone("Eva", RoleCode.CONTACT, elsewhere)
    for by, site in ((stranger, world.site), (world.people["coach"], world.site), (dirk, other)):
        with pytest.raises(MayNotPlanSeries):
            planned(world, offering, by, site=site)
    assert len(planned(world, offering, world.people["coordinator"], site=other)) == 3


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"dates": []}, NothingIsPlanned),
        ({"dates": [date(2026, 8, 31)]}, DateIsPast),
    ],
)
def test_what_cannot_be_planned(
    world: World, offering: Offering, dirk: Person, other: dict[str, object], refusal: type[Exception]
):
    with pytest.raises(refusal):
        planned(world, offering, dirk, **other)
    assert not Shift.objects.exists()


def test_services_and_rounds_are_not_planned_by_date(world: World, dirk: Person):
    for flags in ({"has_hours": True, "has_appointments": True}, {"has_hours": True, "is_ranked": True}, {}):
        with pytest.raises(IsNotByDate):
            planned(world, world.offering("-".join(["iets", *flags]), **flags), dirk)


def test_closed_days_are_seen_beforehand_and_refused(world: World, offering: Offering, dirk: Person, room: Room):
    days = {"first_on": TUESDAYS[1], "last_on": TUESDAYS[1] + timedelta(days=3)}
    ClosedDays.objects.create(region=world.region, name_nl="Vakantie", name_en="Holiday", **days)
    OpeningHours.objects.create(site=world.site, weekday=1, opens=time(9), closes=time(11), valid_from=date(2026, 9, 9))
    planned(world, world.offering("bewegen", has_hours=True), dirk, dates=TUESDAYS[2:], room=room)
    shown = days_to_plan(
        world.site, weekdays=[1], first=TUESDAYS[0], last=TUESDAYS[2], begins=TEN, ends=TWELVE, room=room
    )
    assert [(one.day, one.closed, one.is_outside_hours, one.is_room_taken, one.is_free) for one in shown] == [
        (TUESDAYS[0], "", True, False, True),
        (TUESDAYS[1], "Vakantie", True, False, False),
        (TUESDAYS[2], "", True, True, False),
    ]
    with pytest.raises(SiteIsClosed):
        planned(world, offering, dirk)
    with pytest.raises(RoomIsTaken):
        planned(world, offering, dirk, dates=TUESDAYS[2:], room=room)
    with pytest.raises(RoomIsTooSmall):
        planned(world, offering, dirk, dates=TUESDAYS[:1], room=room, seats=7)


def test_no_teacher_no_lesson(world: World, dirk: Person):
    lessons = world.offering("gymles", has_hours=True, needs_host=True)
    with pytest.raises(HostIsNeeded):
        planned(world, lessons, dirk)
    with pytest.raises(HostIsFromElsewhere):
        planned(world, lessons, dirk, host=world.people["coach"])
    assert list(people_to_receive([world.company.pk], localdate(world.at))) == [dirk, world.people["trainer"]]
    anna = student(world, lessons)
    first, second, _third = planned(world, lessons, dirk, host=dirk)
    for shift in (first, second):
        (turn,) = come_on_dates([shift], person=anna, offering=lessons, by=anna, at=world.at)
        Turn.objects.filter(pk=turn.pk).update(
            state=TurnState.PRESENT, came_at=shift.starts_at, seen_by=world.people["coach"]
        )
    Shift.objects.filter(pk=first.pk).update(host_came_at=first.starts_at, heads=24)
    span = {"start": datetime(2026, 9, 1, tzinfo=UTC), "end": datetime(2026, 10, 1, tzinfo=UTC)}
    assert list(meetings_held(world.region, **span)) == [first]
    assert visits_of_students(world.region, **span).count() == 1
    assert list(visitors_counted(world.region, **span)) == [first]
    assert [one.was_held for one in dates_of(lessons, span["end"])] == [True, False, False]


def test_one_date_is_planned_once(world: World, offering: Offering, dirk: Person):
    planned(world, offering, dirk, dates=TUESDAYS[:1])
    with pytest.raises(ShiftIsPlanned):
        planned(world, offering, dirk)
    assert Shift.objects.count() == 1


def test_students_say_on_which_dates_they_come(world: World, offering: Offering, dirk: Person, deeds_on: DeedsOn):
    shifts, anna = planned(world, offering, dirk), student(world, offering)
    assert list(series_to_choose(anna, world.at)) == [offering]
    turns = come_on_dates(shifts[:2], person=anna, offering=offering, by=anna, at=world.at)
    assert [(turn.shift, turn.origin, turn.state) for turn in turns] == [
        (one, TurnOrigin.HAND, TurnState.PLANNED) for one in shifts[:2]
    ]
    assert deeds_on(turns[0]) == [("comes", anna.key)]
    assert come_on_dates(shifts, person=anna, offering=offering, by=anna, at=world.at)[0].shift == shifts[2]
    assert Turn.objects.count() == 3
    chosen = dates_to_choose(anna, offering, world.at)
    assert [(one.free, one.is_mine) for one in chosen] == [(1, True)] * 3
    assert not series_to_choose(anna, world.at).exists()
    carla = world.people["coordinator"]
    until = world.at + timedelta(weeks=2)
    assert series_short(carla, world.at, until=until) == [(offering, 2, shifts[0])]
    assert series_short(dirk, world.at, until=until) == []


def test_a_school_says_it_for_its_students_and_nobody_without_a_place_comes(
    world: World, offering: Offering, dirk: Person
):
    shifts, anna = planned(world, offering, dirk), student(world, offering)
    (stranger,) = world.students(1)
    for person, by in ((stranger, stranger), (anna, dirk), (anna, stranger)):
        with pytest.raises(HasNoPlaceIn):
            come_on_dates(shifts, person=person, offering=offering, by=by, at=world.at)
    assert len(come_on_dates(shifts, person=anna, offering=offering, by=world.people["coordinator"], at=world.at)) == 3


def test_full_is_full_and_nobody_is_in_two_places(world: World, offering: Offering, dirk: Person):
    (first, *_others) = shifts = planned(world, offering, dirk, seats=1)
    anna, bas = student(world, offering), student(world, offering)
    come_on_dates([first], person=anna, offering=offering, by=anna, at=world.at)
    with pytest.raises(DateIsFull):
        come_on_dates(shifts, person=bas, offering=offering, by=bas, at=world.at)
    assert not Turn.objects.filter(person=bas).exists(), "all or none"
    other = world.offering("bewegen", has_hours=True)
    place(person=anna, offering=other, by=anna, at=world.at)
    elsewhere = planned(world, other, dirk, begins=time(11), ends=time(13))
    with pytest.raises(ComesElsewhere):
        come_on_dates(elsewhere[:1], person=anna, offering=other, by=anna, at=world.at)
    with pytest.raises(DateHasBegun):
        come_on_dates([first], person=bas, offering=offering, by=bas, at=first.starts_at)
    with pytest.raises(DateHasBegun):
        come_on_dates(elsewhere, person=anna, offering=offering, by=anna, at=world.at)


def test_who_was_away_with_a_word_can_come_after_all(world: World, offering: Offering, dirk: Person):
    (first, *_others), anna = planned(world, offering, dirk), student(world, offering)
    (turn,) = come_on_dates([first], person=anna, offering=offering, by=anna, at=world.at)
    Turn.objects.filter(pk=turn.pk).update(state=TurnState.EXCUSED)
    assert [(one.coming, [away.name for away in one.away], one.missing) for one in dates_of(offering, world.at)][
        :1
    ] == [([], ["Student 1"], 2)]
    come_on_dates([first], person=anna, offering=offering, by=anna, at=world.at)
    turn.refresh_from_db()
    assert turn.state == TurnState.PLANNED


def test_what_is_called_off_is_told_once_a_person(world: World, offering: Offering, dirk: Person):
    trainer, anna = world.people["trainer"], student(world, offering)
    shifts = planned(world, offering, dirk, host=trainer)
    come_on_dates(shifts, person=anna, offering=offering, by=anna, at=world.at)
    call_off(shifts[1:], offering=offering, because="Verbouwing", by=dirk, at=world.at)
    assert [one.is_off for one in dates_of(offering, world.at)] == [False, True, True]
    told = {message.to: message for message in Message.objects.filter(kind="date-called-off")}
    assert set(told) == {anna, trainer}
    assert len(told[anna].facts["dates"]) == 2
    with pytest.raises(DateHasBegun):
        call_off(shifts[1:2], offering=offering, because="Nog eens", by=dirk, at=world.at)
    with pytest.raises(MayNotPlanSeries):
        call_off(shifts[:1], offering=offering, because="Ik wil niet", by=anna, at=world.at)
    assert len(planned(world, offering, dirk, dates=TUESDAYS[1:2])) == 1, "the date is free again"


def test_moving_is_told_each_time(world: World, offering: Offering, dirk: Person, room: Room):
    anna = student(world, offering)
    shifts = planned(world, offering, dirk)
    come_on_dates(shifts[:1], person=anna, offering=offering, by=anna, at=world.at)
    usual = {"offering": offering, "begins": TEN, "ends": TWELVE, "seats": 2, "by": dirk}
    move_dates(shifts, **usual | {"begins": time(9)}, at=world.at)
    move_dates(shifts[:1], **usual, room=room, day=TUESDAYS[0] + timedelta(days=1), at=world.at + timedelta(hours=1))
    first = Shift.objects.get(pk=shifts[0].pk)
    assert (first.starts_at, first.room) == (datetime(2026, 9, 9, 8, tzinfo=UTC), room)
    assert Message.objects.filter(to=anna, kind="date-moved").count() == 2
    assert not Message.objects.filter(to=dirk).exists()
    move_dates(shifts[1:], **usual | {"begins": time(9)}, at=world.at)
    come_on_dates(shifts[1:], person=anna, offering=offering, by=anna, at=world.at)
    with pytest.raises(MoreComeAlready):
        move_dates(shifts[1:], **usual | {"seats": 0}, at=world.at)
    with pytest.raises(DateHasBegun):
        move_dates(shifts[1:2], **usual, day=localdate(world.at) - timedelta(days=1), at=world.at)


def test_an_activity_is_offered_and_planned_in_one_deed(world: World, offering: Offering, dirk: Person):
    programme = Programme.objects.get()
    assert list(programmes_to_plan_in([world.company.pk], world.region)) == [programme]
    assert list(sites_to_plan_at([world.company.pk], [programme])) == [world.site]
    made = plan_activity(
        programme=programme, organization=world.company, title="Samen wandelen", summary="", capacity=6,
        dates=TUESDAYS, site=world.site, begins=TEN, ends=TWELVE, seats=2, by=dirk, at=world.at,
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.state, made.starts_on, made.ends_on, made.hours, made.capacity) == ("open", *TUESDAYS[::2], 6, 6)
    plan_more(made, dates=[date(2026, 9, 29)], site=world.site, begins=TEN, ends=TWELVE, seats=2, by=dirk, at=world.at)
    made.refresh_from_db()
    assert (made.ends_on, made.shifts.count()) == (date(2026, 9, 29), 4)
    assert one_series(dirk, made.key, localdate(world.at)) == made
    assert one_series(world.people["coordinator"], made.key, localdate(world.at)) == made
    assert one_series(world.people["coach"], made.key, localdate(world.at)) is None


def test_who_gives_the_place_back_comes_on_no_date_that_is_left(world: World, offering: Offering, dirk: Person):
    shifts, anna = planned(world, offering, dirk), student(world, offering)
    come_on_dates(shifts, person=anna, offering=offering, by=anna, at=world.at)
    leave_place(anna.enrolments.get(), by=anna, at=world.at)
    assert not Turn.objects.exists()
    with pytest.raises(HasNoPlaceIn):
        step_off(anna, offering=offering, by=dirk, at=world.at)


def test_the_host_notes_a_date_and_notes_it_again(world: World, offering: Offering, dirk: Person, deeds_on: DeedsOn):
    (first, *_others) = planned(world, offering, dirk, host=dirk)
    anna, bas = student(world, offering), student(world, offering)
    for person in (anna, bas):
        come_on_dates([first], person=person, offering=offering, by=person, at=world.at)
    noted = {"host": True, "heads": 12, "by": dirk, "at": first.starts_at}
    with pytest.raises(MayNotRunDay):
        note_date(first, came=[anna], **noted | {"by": anna})
    with pytest.raises(DayDoesNotRun):
        note_date(first, came=[anna], **noted | {"at": world.at})
    with pytest.raises(IsNoCount):
        note_date(first, came=[anna], **noted | {"heads": -1})
    note_date(first, came=[anna, bas], **noted)
    note_date(first, came=[bas], **noted | {"host": False, "heads": None})
    states = {turn.person: turn.state for turn in Turn.objects.select_related("person")}
    assert states == {anna: TurnState.PLANNED, bas: TurnState.PRESENT}
    first.refresh_from_db()
    assert (first.host_came_at, first.heads) == (first.starts_at, 12)
    assert [verb for verb, _by in deeds_on(first)] == ["planned", "saw the host", "counted heads"]
