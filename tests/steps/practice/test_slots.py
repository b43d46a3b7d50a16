"""Free times: a student who can do it, a coach, and time."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from harness.helping import TEN, Desk, desk_of
from journeys.world import World
from werkveld.steps.people.models import ClosedDays, Qualification, Vetting
from werkveld.steps.practice.actions import book
from werkveld.steps.practice.enums import ShiftState, TurnState
from werkveld.steps.practice.models import Absence, Shift, Turn
from werkveld.steps.practice.queries.slots import free_times

HALF = timedelta(minutes=30)


@pytest.fixture
def desk(world: World) -> Desk:
    return desk_of(world)


def times(desk: Desk, **wanted: object) -> list[tuple[datetime, int]]:
    return [(one.starts_at, one.free) for one in free_times(desk.kind, at=desk.world.at, **wanted)]


def test_a_shift_of_two_hours_has_four_times_for_two(desk: Desk):
    desk.shift()
    assert times(desk) == [(TEN + HALF * number, 2) for number in range(4)]


def test_what_is_promised_is_not_free_and_the_rest_fits_around_it(desk: Desk):
    shift = desk.shift()
    for starts_at in (TEN + timedelta(minutes=15), TEN + timedelta(minutes=15)):
        book(
            shift=shift,
            resident=desk.neighbour(),
            starts_at=starts_at,
            kind=desk.kind,
            by=desk.world.clockwork,
            at=desk.world.at,
        )
    assert times(desk) == [(TEN + timedelta(minutes=45) + HALF * number, 2) for number in range(2)]


@pytest.mark.parametrize("lacks", ["coach", "skill", "turn", "draft", "cancelled", "away"])
def test_nobody_is_helped_without(desk: Desk, lacks: str):
    desk.shift()
    if lacks == "coach":
        Shift.objects.update(coach=None)
    elif lacks == "skill":
        desk.skill.masteries.all().delete()
    elif lacks == "turn":
        Turn.objects.update(state=TurnState.EXCUSED)
    elif lacks == "away":
        coach = desk.world.people["coach"]
        Absence.objects.create(person=coach, starts_at=TEN, ends_at=TEN + HALF, told_by=coach, told_at=desk.world.at)
    else:
        Shift.objects.update(state={"draft": ShiftState.DRAFT, "cancelled": ShiftState.CANCELLED}[lacks])
    assert times(desk) == []


def test_who_learns_it_can_do_it_from_a_year_on(desk: Desk):
    learned = Qualification.objects.create(crebo="25145", name="Law", level=4, stated_in=2015)
    desk.skill.masteries.all().delete()
    desk.skill.qualifications.add(learned)
    first, second = desk.students
    for student, year in ((first, 1), (second, 2)):
        student.qualification, student.study_year = learned, year
        student.save()
    desk.skill.from_year = 2
    desk.skill.save()
    desk.kind.refresh_from_db()
    desk.shift()
    assert {free for _start, free in times(desk)} == {1}


def test_a_level_that_is_asked_keeps_others_away(desk: Desk):
    desk.kind.level_min = 4
    desk.kind.save()
    first, _second = desk.students
    first.level = 4
    first.save()
    desk.shift()
    assert {free for _start, free in times(desk)} == {1}


def test_only_soon_enough_and_not_too_soon(desk: Desk):
    desk.shift(starts_at=desk.world.at + timedelta(hours=1))
    desk.shift(starts_at=desk.world.at + timedelta(days=42, hours=-1))
    assert [start for start, _free in times(desk)] == [
        desk.world.at + timedelta(hours=2),
        desk.world.at + timedelta(hours=2, minutes=30),
        desk.world.at + timedelta(days=42, hours=-1),
        desk.world.at + timedelta(days=42, minutes=-30),
    ]


def test_on_closed_days_nobody_comes(desk: Desk):
    desk.shift()
    ClosedDays.objects.create(
        region=desk.world.region, first_on=localdate(TEN), last_on=localdate(TEN), name_nl="Dicht", name_en="Closed"
    )
    assert times(desk) == []


def test_at_chosen_sites_days_and_without_steps(desk: Desk):
    other = desk.other_site()
    desk.shift()
    desk.shift(site=other, starts_at=TEN + timedelta(days=1), people=desk.students[:1])
    assert {localdate(start) for start, _free in times(desk, sites=[other])} == {date(2026, 9, 9)}
    assert {localdate(start) for start, _free in times(desk, last=date(2026, 9, 8))} == {date(2026, 9, 8)}
    assert {localdate(start) for start, _free in times(desk, first=date(2026, 9, 9))} == {date(2026, 9, 9)}
    assert times(desk, step_free=True) == []
    other.is_step_free = True
    other.save()
    assert {localdate(start) for start, _free in times(desk, step_free=True)} == {date(2026, 9, 9)}


def test_two_who_were_vetted_come_to_a_home(desk: Desk):
    desk.kind.is_at_home, desk.kind.needs_vetting, desk.kind.people = True, True, 2
    desk.kind.save()
    desk.shift()
    assert times(desk) == []
    coach = desk.world.people["coach"]
    for student in desk.students:
        Vetting.objects.create(
            person=student,
            issued_on=date(2026, 8, 1),
            valid_until=date(2027, 8, 1),
            seen_by=coach,
            seen_at=desk.world.at,
        )
    assert times(desk) == [(TEN + HALF * number, 1) for number in range(4)]
    Vetting.objects.filter(person=desk.students[0]).update(valid_until=localdate(TEN))
    assert times(desk) == []


@pytest.mark.parametrize("shifts", [1, 3])
def test_a_list_costs_five_questions(desk: Desk, shifts: int, django_assert_num_queries):
    for number in range(shifts):
        desk.shift(starts_at=TEN + timedelta(days=number))
    with django_assert_num_queries(5):
        assert len(free_times(desk.kind, at=desk.world.at)) == 4 * shifts
