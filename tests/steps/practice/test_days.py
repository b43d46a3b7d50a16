"""The day as a whole, and who has not arrived."""

import pytest

from steps.practice.conftest import TEN, Morning
from steps.types import DeedsOn
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import (
    arrive,
    check_in,
    close_appointment,
    close_day,
    count_heads,
    host_came,
    reopen_day,
)
from werkveld.steps.practice.actions.arriving import IsNotAway, MayNotArrive
from werkveld.steps.practice.actions.days import HasNoHost, IsNoCount, VisitsAreOpen
from werkveld.steps.practice.actions.turns import MayNotRunDay
from werkveld.steps.practice.enums import AppointmentState, TurnState
from werkveld.steps.practice.models import Appointment
from werkveld.steps.practice.queries import away_today, days_of_coach, turn_today

pytestmark = pytest.mark.slow


def test_visitors_are_counted_and_counted_again(morning: Morning, deeds_on: DeedsOn):
    count_heads(morning.shift, 12, by=morning.coach, at=TEN)
    count_heads(morning.shift, 12, by=morning.coach, at=TEN)
    assert count_heads(morning.shift, 14, by=morning.coach, at=TEN).heads == 14
    assert [verb for verb, _by in deeds_on(morning.shift)] == ["planned", "counted heads", "counted heads"]


@pytest.mark.parametrize("heads", [-1, 2001])
def test_a_number_that_cannot_be_is_refused(morning: Morning, heads: int):
    with pytest.raises(IsNoCount):
        count_heads(morning.shift, heads, by=morning.coach, at=TEN)


def test_the_host_is_seen_once_and_only_where_there_is_one(morning: Morning):
    with pytest.raises(HasNoHost):
        host_came(morning.shift, by=morning.coach, at=TEN)
    morning.shift.host = morning.els
    morning.shift.save()
    host_came(morning.shift, by=morning.coach, at=TEN)
    morning.shift.refresh_from_db()
    assert host_came(morning.shift, by=morning.coach, at=morning.after(9)).host_came_at == TEN


def test_who_was_not_seen_was_missing_when_the_day_closes(morning: Morning, deeds_on: DeedsOn):
    check_in(morning.anna_here, by=morning.coach, at=TEN)
    closed = close_day(morning.shift, by=morning.coach, at=morning.after(120))
    assert closed.closed_at == morning.after(120)
    assert dict(morning.shift.turns.values_list("person", "state")) == {
        morning.anna.pk: TurnState.PRESENT,
        morning.bo.pk: TurnState.ABSENT,
    }
    assert deeds_on(morning.bo_here) == [("marked absent", morning.coach.key)]
    assert reopen_day(morning.shift, by=morning.coach, at=morning.after(125)).closed_at is None


def test_a_day_does_not_close_over_an_open_visit(morning: Morning):
    visit = morning.book(morning.anna)
    with pytest.raises(VisitsAreOpen):
        close_day(morning.shift, by=morning.coach, at=morning.after(120))
    close_appointment(visit, as_state=AppointmentState.SERVED, by=morning.coach, at=morning.after(30))
    assert close_day(morning.shift, by=morning.coach, at=morning.after(120)).closed_at


def test_another_coach_does_nothing_on_this_day(morning: Morning):
    for deed in (
        lambda: count_heads(morning.other, 3, by=morning.coach, at=morning.other.starts_at),
        lambda: close_day(morning.other, by=morning.coach, at=morning.other.ends_at),
        lambda: reopen_day(morning.other, by=morning.coach, at=morning.other.ends_at),
    ):
        with pytest.raises(MayNotRunDay):
            deed()


def at_home(morning: Morning) -> Appointment:
    visit = morning.book(morning.anna)
    visit.help = morning.kind("thuis", is_at_home=True, needs_vetting=True, people=2)
    visit.second = morning.bo
    visit.save()
    return visit


def test_either_of_the_two_says_that_they_arrived(morning: Morning, deeds_on: DeedsOn):
    visit = at_home(morning)
    arrive(visit, by=morning.bo, at=morning.after(4))
    assert arrive(visit, by=morning.anna, at=morning.after(6)).arrived_at == morning.after(4)
    assert deeds_on(visit)[-1] == ("arrived", morning.bo.key)
    with pytest.raises(MayNotArrive):
        arrive(visit, by=morning.stranger, at=TEN)


def test_at_the_place_itself_the_coach_looks(morning: Morning):
    with pytest.raises(IsNotAway):
        arrive(morning.book(morning.anna), by=morning.anna, at=TEN)


@pytest.mark.parametrize(("minutes", "count"), [(14, 0), (15, 1)])
def test_the_coach_sees_who_has_not_arrived_after_a_quarter(morning: Morning, minutes: int, count: int):
    at_home(morning)
    (day,) = days_of_coach(morning.coach, morning.after(minutes))
    assert len(day.not_arrived) == count


def test_a_coach_sees_the_own_day_and_who_is_missing_from_its_begin(morning: Morning):
    (before,) = days_of_coach(morning.coach, morning.after(-1))
    (after,) = days_of_coach(morning.coach, TEN)
    assert before.shift == after.shift == morning.shift
    assert (len(before.missing), len(after.missing)) == (0, 2)
    check_in(morning.anna_here, by=morning.coach, at=TEN)
    (seen,) = days_of_coach(morning.coach, TEN)
    assert ([turn.person for turn in seen.here], [turn.person for turn in seen.missing]) == (
        [morning.anna],
        [morning.bo],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_asks_as_much_for_one_visit_as_for_three(morning: Morning, count: int, django_assert_num_queries):
    people = [Person.objects.create(region=morning.world.region, given_name=f"R{n}") for n in range(count)]
    for number, resident in enumerate(people):
        morning.book(morning.anna, number * 30, resident=resident)
    with django_assert_num_queries(5):
        days_of_coach(morning.coach, TEN)


def test_a_student_sees_where_to_go_until_it_is_over(morning: Morning):
    visit = at_home(morning)
    assert turn_today(morning.anna, TEN)[0].shift == morning.shift
    assert [one.key for one in away_today(morning.anna, TEN)] == [visit.key]
    assert away_today(morning.anna, TEN) == away_today(morning.bo, TEN)
    close_appointment(visit, as_state=AppointmentState.SERVED, by=morning.coach, at=morning.after(30))
    assert away_today(morning.anna, TEN) == []
