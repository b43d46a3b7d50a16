"""Helped or did not come, said by mistake, is taken back on the same day with all that came of it."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Model
from django.utils.timezone import localdate

from journeys.world import World, small_world
from steps.practice.conftest import TEN, Morning
from werkveld.journeys.open_visit_survey import open_visit_survey
from werkveld.journeys.reopen_visit import VisitIsProof, reopen_visit
from werkveld.journeys.take_in_day import take_in_day
from werkveld.steps.deeds.models import Deed
from werkveld.steps.deeds.rules import address
from werkveld.steps.enrolments.actions import place
from werkveld.steps.evidence.actions import award
from werkveld.steps.evidence.enums import EvidenceKind
from werkveld.steps.experiences.actions.visits import ResidentAnswered, ask_about_visit, take_answer
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.experiences.queries.visits import visits_without_answer
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Norm
from werkveld.steps.practice.actions import (
    DeedOnPhone,
    approve_hours,
    close_appointment,
    close_day,
    walk_in,
    write_hours,
)
from werkveld.steps.practice.actions.closing import CannotBeTakenBack, HasNotBegun, HoursStand, MayNotClose
from werkveld.steps.practice.actions.overruns import StudentHelpsSomebody
from werkveld.steps.practice.actions.syncing import IsNotYours
from werkveld.steps.practice.actions.turns import DayDoesNotRun
from werkveld.steps.practice.enums import AppointmentState, DayKind
from werkveld.steps.practice.models import Appointment, HeldQuarter
from werkveld.steps.practice.queries import services_given
from werkveld.steps.practice.queries.seen import visits_for
from werkveld.steps.questions.enums import AskedBy

pytestmark = pytest.mark.slow
SERVED, MISSED, BOOKED = AppointmentState.SERVED, AppointmentState.MISSED, AppointmentState.BOOKED


@pytest.fixture
def world(db: None, at: datetime) -> World:
    return small_world(at)


@pytest.fixture
def morning(world: World) -> Morning:
    return Morning(world)


@pytest.fixture
def survey(morning: Morning) -> Survey:
    Norm.objects.get_or_create(
        region=morning.world.region, code="ask_again_days", defaults={"value": 90, "valid_from": localdate(TEN)}
    )
    return open_visit_survey(morning.world.region, by=morning.world.clockwork, at=TEN)


def held(visit: Appointment) -> list[int]:
    """Minutes after ten."""
    rows = HeldQuarter.objects.filter(appointment=visit).order_by("at").values_list("at", flat=True)
    return [int((one - TEN).total_seconds()) // 60 for one in rows]


def verbs(record: Model) -> list[str]:
    return list(Deed.objects.filter(record=address(record)).order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize("state", [SERVED, MISSED])
def test_nobody_was_helped_or_missed_before_it_begins(morning: Morning, state: AppointmentState):
    visit = morning.book(morning.anna, 30)
    with pytest.raises(HasNotBegun):
        close_appointment(visit, as_state=state, by=morning.coach, at=morning.after(30) - timedelta(seconds=1))
    assert held(visit) == [30, 45]
    assert close_appointment(visit, as_state=state, by=morning.coach, at=morning.after(30)).state == state


@pytest.mark.parametrize("state", [SERVED, MISSED])
def test_a_wrong_tap_is_taken_back_whole(morning: Morning, survey: Survey, state: AppointmentState):
    visit = morning.book(morning.anna, lasts=60)
    close_appointment(visit, as_state=state, by=morning.coach, at=morning.after(16))
    assert held(visit) == [0]
    assert visits_without_answer(morning.coach, morning.after(17)).count() == (state == SERVED)
    reopened = reopen_visit(visit, by=morning.coach, at=morning.after(17))
    assert (reopened.state, reopened.closed_at) == (BOOKED, None)
    assert held(visit) == [0, 15, 30, 45]
    assert verbs(visit) == ["booked", state.value, "took back"]
    assert visits_without_answer(morning.coach, morning.after(17)).count() == 0
    assert not services_given(morning.world.region, start=TEN, end=morning.after(60)).exists()
    assert [one.first_name for one in visits_for(morning.anna, morning.after(17))] == ["Els"]
    assert reopen_visit(visit, by=morning.coach, at=morning.after(18)).state == BOOKED
    assert len(verbs(visit)) == 3


def test_after_its_time_it_is_closed_again_as_it_was(morning: Morning):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(29))
    reopen_visit(visit, by=morning.coach, at=morning.after(100))
    assert held(visit) == [0]
    assert close_appointment(visit, as_state=MISSED, by=morning.coach, at=morning.after(101)).state == MISSED


def test_a_time_that_went_to_another_meanwhile_stays_theirs(morning: Morning):
    visit = morning.book(morning.anna, lasts=60)
    close_appointment(visit, as_state=MISSED, by=morning.coach, at=morning.after(15))
    walk_in(morning.shift, learner=morning.anna, given_name="Joop", by=morning.coach, at=morning.after(16))
    with pytest.raises(StudentHelpsSomebody):
        reopen_visit(visit, by=morning.coach, at=morning.after(20))
    visit.refresh_from_db()
    assert visit.state == MISSED


def test_only_today_by_the_coach_and_while_the_day_is_open(morning: Morning):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(30))
    for refusal, by, at in (
        (MayNotClose, morning.anna, morning.after(31)),
        (MayNotClose, morning.els, morning.after(31)),
        (CannotBeTakenBack, morning.coach, morning.after(24 * 60)),
    ):
        with pytest.raises(refusal):
            reopen_visit(visit, by=by, at=at)
    close_day(morning.shift, by=morning.coach, at=morning.after(120))
    with pytest.raises(DayDoesNotRun):
        reopen_visit(visit, by=morning.coach, at=morning.after(121))


def test_what_was_cancelled_is_not_taken_back(morning: Morning):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=AppointmentState.CANCELLED, by=morning.els, at=morning.after(-1))
    with pytest.raises(CannotBeTakenBack):
        reopen_visit(visit, by=morning.coach, at=TEN)


def test_who_was_asked_is_asked_no_more(morning: Morning, survey: Survey):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(30))
    asked = ask_about_visit(visit, survey=survey, by=morning.world.clockwork, at=morning.after(31))
    assert Message.objects.filter(kind="how-was-it").count() == 1
    reopen_visit(visit, by=morning.coach, at=morning.after(32))
    assert (Asked.objects.count(), Message.objects.filter(kind="how-was-it").count()) == (0, 0)
    assert verbs(asked) == ["asked how it was", "stopped asking"]
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(33))
    ask_about_visit(visit, survey=survey, by=morning.world.clockwork, at=morning.after(34))


def test_what_a_resident_answered_stands(morning: Morning, survey: Survey):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(30))
    said = {"score": Decimal(8), "also": True, "channel": AskedBy.DESK}
    take_answer(visit, survey=survey, by=morning.coach, at=morning.after(40), **said)
    with pytest.raises(ResidentAnswered):
        reopen_visit(visit, by=morning.coach, at=morning.after(41))
    visit.refresh_from_db()
    assert (visit.state, Asked.objects.count()) == (SERVED, 1)


def test_what_stands_under_an_award_stands(morning: Morning):
    visit = morning.book(morning.anna)
    closed = close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(30))
    award(
        person=morning.anna,
        kind=EvidenceKind.SERVICE,
        title_nl="Geholpen",
        title_en="Helped",
        issuer=morning.world.college,
        proof=[closed],
        by=morning.coach,
        at=morning.after(31),
    )
    with pytest.raises(VisitIsProof):
        reopen_visit(visit, by=morning.coach, at=morning.after(32))
    visit.refresh_from_db()
    assert visit.state == SERVED


def test_hours_that_were_confirmed_stand(morning: Morning):
    visit = morning.book(morning.anna)
    mine = place(
        person=morning.anna,
        offering=morning.shift.offering,
        coach=morning.coach,
        by=morning.planner,
        at=morning.world.at,
    )
    (hours,) = write_hours(
        mine, week_of=localdate(TEN) - timedelta(days=1), amounts={"": Decimal(2)}, by=morning.anna, at=TEN
    )
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(30))
    reopen_visit(visit, by=morning.coach, at=morning.after(31))
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(32))
    approve_hours([hours], by=morning.coach, at=morning.after(33))
    with pytest.raises(HoursStand):
        reopen_visit(visit, by=morning.coach, at=morning.after(34))


def test_a_phone_takes_it_back_too(morning: Morning):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(10))
    early = DeedOnPhone(uuid.uuid4(), DayKind.MISSED, {"visit": str(visit.key)}, morning.after(-5))
    back = DeedOnPhone(uuid.uuid4(), DayKind.TAKE_BACK, {"visit": str(visit.key)}, morning.after(11))
    assert take_in_day(back, by=morning.coach, at=morning.after(90)).refusal == ""
    assert take_in_day(back, by=morning.coach, at=morning.after(91)).refusal == ""
    assert take_in_day(early, by=morning.coach, at=morning.after(92)).refusal == str(HasNotBegun())
    visit.refresh_from_db()
    assert visit.state == BOOKED


def test_a_phone_takes_back_nothing_of_another(morning: Morning):
    visit = morning.book(morning.anna)
    close_appointment(visit, as_state=SERVED, by=morning.coach, at=morning.after(10))
    back = DeedOnPhone(uuid.uuid4(), DayKind.TAKE_BACK, {"visit": str(visit.key)}, morning.after(11))
    assert take_in_day(back, by=morning.planner, at=morning.after(12)).refusal == str(IsNotYours())
    visit.refresh_from_db()
    assert visit.state == SERVED
