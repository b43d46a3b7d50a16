"""A year is lived through the doors: every row is there, everyone is an example, and everything hangs together."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Count, Q

from demo.conftest import SEED, SIZE
from werkveld.demo.days import LAST_DAY, MORNING, monday_of
from werkveld.demo.year import YearWasLived, live_year
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.enums import BOTH_SIDES, EnrolmentState, RoundState
from werkveld.steps.enrolments.models import Enrolment, GroupBooking, Round, Selection
from werkveld.steps.enrolments.queries import (
    lines_of,
    resulted_rounds,
    rounds_to_choose_in,
    still_to_say,
    waiting_lists,
    wished_rounds,
)
from werkveld.steps.enrolments.queries.marks import marks_of
from werkveld.steps.enrolments.queries.selections import (
    applications_of,
    assessments_to_compare,
    assessments_waiting,
    selections_run_by,
)
from werkveld.steps.enrolments.rules import is_choosing
from werkveld.steps.evidence.models import Award, AwardLine
from werkveld.steps.evidence.queries import awards_of
from werkveld.steps.experiences.models import Asked, Survey
from werkveld.steps.messages.queries import messages_for
from werkveld.steps.offerings.models import Course, Help, Offering, Programme
from werkveld.steps.offerings.queries import offerings_of
from werkveld.steps.people.models import Account, Organization, Person, Recognition, Role, Site, Theme, Vetting
from werkveld.steps.practice.enums import AppointmentState, Party, RosterState
from werkveld.steps.practice.models import Agreement, Appointment, ContactMoment, Hours, Roster
from werkveld.steps.practice.queries import (
    agreements_to_sign,
    agreements_unsigned,
    appointments_of,
    appointments_on,
    hours_awaiting,
    hours_awaiting_at,
    hours_of,
    places_of,
    rosters_asking,
    rosters_for,
    shifts_of,
    turn_today,
    turns_of,
)
from werkveld.steps.practice.queries.slots import free_times
from werkveld.steps.promises.models import PublicFigure
from werkveld.steps.promises.queries import changes_of, reports_for
from werkveld.steps.questions.models import Question
from werkveld.steps.questions.queries import questions_for, questions_owned, questions_without_owner

# One worker tells the year for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("lived year")]

ROWS = [f"R{number:02}" for number in range(3, 34)]


def test_every_row_has_an_offering_and_people_or_groups_who_came(lived: Any):
    empty = []
    for row in ROWS:
        programmes = Programme.objects.filter(rows__contains=row)
        people = Enrolment.objects.filter(offering__programme__in=programmes)
        groups = GroupBooking.objects.filter(offering__programme__in=programmes, came__gte=1)
        if not people.exists() and not groups.exists():
            empty.append(row)
    assert empty == []


def test_every_figure_of_a_row_counts_something(lived: Any):
    counted = {
        figure.indicator.rows: figure.public
        for figure in PublicFigure.objects.select_related("indicator").order_by("id")
        if figure.indicator.rows in ROWS
    }
    assert sorted(counted) == ROWS


def test_nobody_and_nothing_invented_passes_for_real(lived: Any):
    assert list(Person.objects.filter(is_example=False).values_list("is_clockwork", flat=True)) == [True]
    assert not Offering.objects.filter(is_example=False).exists()
    assert not Course.objects.filter(is_example=False).exists()
    for model in (Question, GroupBooking, Recognition, Round, Selection, Survey):
        assert model.objects.exists()
        assert not model.objects.filter(is_example=False).exists()
    assert not Organization.objects.filter(code__startswith="voorbeeld-", is_example=False).exists()
    assert not Site.objects.filter(organization__is_example=True, is_example=False).exists()
    assert not Person.objects.filter(is_example=True).exclude(email__endswith="@voorbeeld.werkveld.example").exists()


def test_what_was_signed_written_confirmed_and_proven_hangs_together(lived: Any):
    assert Agreement.objects.filter(complete_at__isnull=False).exists()
    assert Agreement.objects.filter(needs_guardian=True).exists()
    unsigned = Enrolment.objects.filter(
        offering__programme__kind__needs_agreement=True, agreement__complete_at__isnull=True
    )
    assert not Hours.objects.filter(enrolment__in=unsigned).exists()
    assert Hours.objects.filter(approved_at__isnull=False).exists()
    assert Hours.objects.filter(approved_at__isnull=True).exists()
    assert not AwardLine.objects.filter(hours__isnull=False, hours__approved_at__isnull=True).exists()
    assert ContactMoment.objects.filter(is_on_site=True).exists()


def test_residents_were_helped_missed_and_cancelled(lived: Any):
    states = set(Appointment.objects.values_list("state", flat=True))
    assert states == {"served", "missed", "cancelled", "booked"}
    assert not Appointment.objects.filter(shift__coach__isnull=True).exists()
    assert Appointment.objects.filter(question__isnull=False, state="served").exists()
    ways = set(Question.objects.values_list("channel", flat=True))
    assert ways >= {"web", "phone", "desk", "event"}


def test_students_come_to_a_home_and_can_be_asked_to_today(lived: Any):
    kind = Help.objects.select_related("skill", "programme__region").get(is_at_home=True)
    came = Appointment.objects.filter(help=kind, state="served")
    assert came.exists()
    assert not came.filter(second__isnull=True).exists()
    for pair in came.values_list("learner", "second"):
        assert Vetting.objects.filter(person__in=pair).count() == 2
    assert free_times(kind, at=MORNING)


def test_help_with_a_letter_is_given_at_two_places(lived: Any):
    kind = Help.objects.select_related("skill", "programme__region").get(code="brief")
    assert {one.site.code for one in free_times(kind, at=MORNING)} == {
        "winkelcentrum-nova",
        "wijkleerbedrijf-vondellaan",
    }


def test_all_kinds_of_evidence_are_given_and_one_was_taken_back(lived: Any):
    kinds = set(Award.objects.values_list("kind", flat=True))
    assert kinds == {"assessment", "practice_statement", "certificate", "badge", "service", "transfer"}
    assert Award.objects.filter(revoked_at__isnull=False).exists()


def test_everyone_who_is_asked_is_asked_once_a_year_and_some_answer(lived: Any):
    for respondents in ("learner", "trainer", "resident", "coach"):
        for year in (2021, 2022):
            asked = Asked.objects.filter(survey__respondents=respondents, asked_at__year=year)
            assert asked.filter(score__isnull=False).exists(), (respondents, year)


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("bestuur", "director"),
        ("kwaliteit", "quality"),
        ("coordinator", "coordinator"),
        ("coach", "coach"),
        ("student", "learner"),
        ("professional", "professional"),
        ("partner", "contact"),
        ("bewoner", "resident"),
        ("vertrouwenspersoon", "confidant"),
    ],
)
def test_each_desk_has_a_person_to_step_into(lived: Any, address: str, role: str):
    account = Account.objects.select_related("person").get(email=f"{address}@voorbeeld.werkveld.example")
    assert account.person is not None
    assert account.person.email == account.email
    assert Role.objects.filter(person=account.person, code=role).exists()


def star(address: str) -> Person:
    return Person.objects.get(email=f"{address}@voorbeeld.werkveld.example")


def test_the_student_has_places_now_and_ahead_and_something_to_sign(lived: Any):
    places = list(places_of(star("student")))
    live = [place for place in places if place.state == EnrolmentState.PLACED]
    assert {place.starts_on > LAST_DAY for place in live} == {True, False}
    assert [one.begins_on > LAST_DAY for one in agreements_to_sign(star("student"), Party.LEARNER, LAST_DAY)] == [True]
    assert {entry.approved_at is not None for entry in hours_of(star("student"))} == {True, False}
    assert awards_of(star("student")).exists()
    assert turn_today(star("student"), MORNING)
    assert messages_for(star("student")).filter(read_at__isnull=True).exists()
    assert messages_for(star("student")).filter(read_at__isnull=False).exists()


def test_the_coach_has_a_shift_with_residents_today_and_the_hours_of_last_week(lived: Any):
    today = shifts_of(star("coach"), start=MORNING, end=MORNING + timedelta(hours=12))
    assert today.exists()
    assert appointments_on(today).filter(state=AppointmentState.BOOKED).exists()
    awaiting = hours_awaiting(star("coach"))
    assert awaiting.filter(week_of=monday_of(LAST_DAY) - timedelta(weeks=1)).exists()
    waiting = Hours.objects.filter(approved_at__isnull=True)
    assert not waiting.filter(week_of__lt=LAST_DAY - timedelta(weeks=10)).exists()
    assert not Enrolment.objects.filter(coach=star("coach"), offering__programme__kind__code="event").exists()


def test_rosters_are_asked_proposed_and_published_and_each_desk_has_something_to_do_with_them(lived: Any):
    states = Counter(Roster.objects.values_list("state", flat=True))
    assert states == {RosterState.PUBLISHED: 7, RosterState.PROPOSED: 2, RosterState.ASKING: 1}
    solved = Roster.objects.exclude(state=RosterState.ASKING)
    assert all(one.cost >= one.bound and one.shifts.exists() for one in solved)
    student, coach = star("student"), star("coach")
    (asking,) = rosters_asking(student, LAST_DAY)
    assert asking.said == 0
    assert turns_of(student, after=MORNING).exists()
    assert rosters_for(coach, LAST_DAY).filter(state=RosterState.ASKING).exists()


def test_the_professional_learns_now_later_and_takes_advice_this_week(lived: Any):
    live = places_of(star("professional")).filter(state=EnrolmentState.PLACED)
    assert {one.starts_on > LAST_DAY for one in live} == {True, False}
    assert live.filter(offering__title_nl__startswith="Adviesgesprek", starts_on__gt=LAST_DAY).exists()
    assert hours_of(star("professional")).filter(approved_at__isnull=False).exists()


def test_the_resident_comes_this_week_and_was_helped_before(lived: Any):
    mine = appointments_of(star("bewoner"))
    coming = mine.filter(state=AppointmentState.BOOKED)
    assert [MORNING < one.starts_at < MORNING + timedelta(days=5) for one in coming] == [True]
    assert coming[0].question is not None
    assert mine.filter(state=AppointmentState.SERVED).exists()
    assert mine.count() < 20


def test_the_partner_has_questions_in_every_state_agreements_and_hours(lived: Any):
    states = {question.state for question in questions_for(star("partner"), LAST_DAY)}
    assert states == {"asked", "taken_up", "bundled", "answered", "declined"}
    assert agreements_to_sign(star("partner"), Party.COMPANY, LAST_DAY).exists()
    assert hours_awaiting_at(star("partner"), LAST_DAY).exists()
    assert {one.state for one in offerings_of(star("partner"), LAST_DAY)} == {"open", "closed", "done"}


def test_the_school_has_a_morning_list_that_a_morning_can_hold(lived: Any):
    me = star("coordinator")
    assert 1 <= questions_without_owner(me, LAST_DAY).count() <= 25
    assert questions_owned(me).exists()
    assert not questions_owned(me).filter(due_on__lt=LAST_DAY - timedelta(weeks=8)).exists()
    assert agreements_unsigned(me, LAST_DAY).exists()
    ahead = [offering.starts_on > LAST_DAY for offering, _people in waiting_lists(me, LAST_DAY) if offering.starts_on]
    assert ahead
    assert all(ahead)


def test_the_board_writes_on_beside_a_year_that_is_frozen(lived: Any):
    running, told = reports_for(star("bestuur"), LAST_DAY)
    assert (running.year, running.frozen_at, running.editions.count()) == (2023, None, 0)
    assert {bool(section.body_nl) for section in running.sections.all()} == {True, False}
    assert changes_of(running).count() >= 3
    assert told.year == 2022
    assert told.frozen_at is not None
    assert told.frozen_at < MORNING
    assert PublicFigure.objects.filter(year=2023, counted_at__gt=MORNING - timedelta(days=1)).count() > 40


def test_a_round_is_open_and_people_rank_their_wishes(lived: Any):
    running = Round.objects.filter(state=RoundState.OPEN, opens_at__lt=MORNING, closes_at__gt=MORNING)
    assert running.count() == 2
    assert all(one.wishes.exists() for one in running)


def test_the_partner_has_students_to_say_something_of_and_others_got_a_place_that_way(lived: Any):
    assert all(left == asking > 0 for _choice, asking, left in still_to_say(star("partner"), MORNING))
    assert still_to_say(star("partner"), MORNING)
    drawn, waiting = Round.objects.filter(aim__in=BOTH_SIDES).order_by("opens_at")
    assert (drawn.state, waiting.state) == (RoundState.DRAWN, RoundState.OPEN)
    assert drawn.enrolments.filter(state=EnrolmentState.PLACED, agreement__isnull=False).exists()


def test_the_student_still_has_to_choose_and_reads_earlier_results(lived: Any):
    rounds, me = rounds_to_choose_in(star("student"), LAST_DAY), star("student")
    open_now = [one for one in rounds if is_choosing(one, MORNING)]
    assert [one.pk in wished_rounds(me) for one in open_now] == [False]
    assert len(resulted_rounds(me)) >= 2
    assert {line.item is None for line in lines_of(me)} == {True, False}, "own words beside what came by itself"


def test_selections_are_open_assessed_and_decided_and_each_desk_sees_its_own(lived: Any):
    every = selections_run_by(star("coordinator"), LAST_DAY)
    assert sorted(one.state for one in every) == ["assessing", "decided", "open"]
    assert all(one.people > (one.offering.capacity or 0) for one in every if one.state == "decided")
    assert assessments_waiting(star("coach")).exists()
    assert any(marks_of(one.application).must_settle for one in assessments_to_compare(star("coach")))
    (mine,) = (one for one in applications_of(star("student")) if one.outcome)
    assert mine.facts["seats_short"] == (0 if mine.outcome == "selected" else mine.facts["place"] - 6)


def test_every_programme_of_a_row_has_something_open_that_is_not_over(lived: Any):
    rows = Q()
    for row in ROWS:
        rows |= Q(rows__contains=row)
    still = Q(offerings__listing__is_open=True, offerings__ends_on__gte=LAST_DAY)
    empty = Programme.objects.filter(rows).annotate(still=Count("offerings", filter=still)).filter(still=0)
    assert list(empty.values_list("code", flat=True)) == []


def test_nothing_is_open_that_began_long_ago_or_is_over(lived: Any):
    everything = Offering.objects.filter(listing__is_open=True)
    assert not everything.filter(ends_on__lt=LAST_DAY).exists()
    lasting = Q(starts_any_week=True) | Q(programme__kind__has_appointments=True)
    lasting |= Q(programme__kind__is_counted_by_head=True)
    assert not everything.exclude(lasting).filter(starts_on__lt=LAST_DAY - timedelta(weeks=3)).exists()


def test_both_campuses_and_every_theme_that_can_be_chosen_have_offerings(lived: Any):
    still = Q(offerings__listing__is_open=True)
    campuses = Site.objects.filter(is_campus=True).annotate(still=Count("offerings", filter=still))
    assert [site.code for site in campuses if not site.still] == []
    themes = Theme.objects.annotate(
        still=Count("programmes__offerings", filter=Q(programmes__offerings__listing__is_open=True))
    )
    assert sorted(theme.code for theme in themes if not theme.still) == ["events", "vitality"]  # the source tells none


def test_every_deed_is_before_the_morning_of_the_demo_and_by_somebody(lived: Any):
    people = set(Person.objects.values_list("key", flat=True))
    living = Deed.objects.exclude(at__year=2021, at__month=8, at__day=1)
    assert set(living.values_list("by", flat=True)) <= people
    assert {at.year for at in living.values_list("at", flat=True)} == {2021, 2022, 2023}
    assert not living.filter(at__gte=MORNING).exists()


def test_a_second_year_is_refused_kindly(lived: Any):
    with pytest.raises(YearWasLived):
        live_year(seed=SEED, size=SIZE)
