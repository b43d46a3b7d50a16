"""The coach: today's shifts, hours in one action, and the own learners only."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.actions import place
from werkveld.steps.enrolments.models import Enrolment
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import book, plan_shift, write_weeks
from werkveld.steps.practice.enums import AppointmentState
from werkveld.steps.practice.models import Appointment, ContactMoment, Hours

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


def working(world: World, learner: Person, *, coach: Person | None, weeks: int = 2) -> Enrolment:
    mine = place(
        person=learner,
        offering=world.offering(f"Zorg {learner.pk}", has_hours=True),
        coach=coach,
        by=world.people["coordinator"],
        at=world.at,
    )
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    amounts = {monday - timedelta(weeks=back): {"B1-K1-W1": Decimal(8)} for back in range(1, weeks + 1)}
    write_weeks(mine, amounts, by=learner, at=world.at)
    return mine


def test_a_week_is_confirmed_in_one_action(signed_in: SignedIn, world: World):
    coach = world.people["coach"]
    for learner in world.students(2):
        working(world, learner, coach=coach)
    desk = signed_in(coach)
    oldest = desk.get("/nl/coach/").context["weeks"][-1]
    assert len(oldest.entries) == 2
    desk.post("/nl/coach/uren/", {"hours": [str(entry.key) for entry in oldest.entries]})
    assert set(Hours.objects.filter(week_of=oldest.monday).values_list("approved_by", flat=True)) == {coach.pk}
    assert Hours.objects.filter(approved_at__isnull=True).count() == 2


def test_what_was_unticked_waits_on(signed_in: SignedIn, world: World):
    coach = world.people["coach"]
    (anna,) = world.students(1)
    working(world, anna, coach=coach)
    signed_in(coach).post("/nl/coach/uren/", {"hours": ["geen sleutel"]})
    assert Hours.objects.filter(approved_at__isnull=True).count() == 2


def test_the_hours_of_another_coachs_learner_are_neither_seen_nor_confirmed(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    theirs = working(world, anna, coach=None)
    desk = signed_in(world.people["coach"])
    assert desk.get("/nl/coach/").context["weeks"] == []
    desk.post("/nl/coach/uren/", {"hours": [str(entry.key) for entry in Hours.objects.all()]})
    assert not Hours.objects.filter(approved_at__isnull=False).exists()
    assert desk.get(f"/nl/coach/student/{theirs.key}/").status_code == 404


def test_opening_a_learner_is_a_look_that_the_learner_sees(signed_in: SignedIn, world: World):
    coach = world.people["coach"]
    (anna,) = world.students(1)
    mine = working(world, anna, coach=coach)
    assert signed_in(coach).get(f"/nl/coach/student/{mine.key}/").status_code == 200
    looked = Look.objects.get()
    assert (looked.person, looked.by) == (anna.key, coach.key)
    assert coach.name in signed_in(anna).get("/nl/mijn-gegevens/").content.decode()


def test_a_conversation_is_written_down_and_twice_a_day_is_refused(signed_in: SignedIn, world: World):
    coach = world.people["coach"]
    (anna,) = world.students(1)
    mine = working(world, anna, coach=coach)
    sent = {"held_on": timezone.localdate().isoformat(), "is_on_site": "on", "note": "Gaat goed"}
    assert signed_in(coach).post(f"/nl/coach/student/{mine.key}/", sent).status_code == 302
    assert ContactMoment.objects.get().is_on_site
    again = signed_in(coach).post(f"/nl/coach/student/{mine.key}/", sent)
    assert again.status_code == 200
    assert again.context["form"].non_field_errors()


@pytest.fixture
def visit(world: World) -> Appointment:
    coach, (anna, els) = world.people["coach"], world.students(2)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    begun = max(midnight, timezone.localtime().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1))
    shift = plan_shift(
        offering=world.offering("Nova"),
        site=world.site,
        coach=coach,
        people=[anna],
        starts_at=begun,
        ends_at=begun + timedelta(hours=2),
        by=world.clockwork,
        at=world.at,
    )
    return book(shift=shift, resident=els, learner=anna, starts_at=begun, by=els, at=world.at)


def test_todays_shift_shows_who_comes_and_the_coach_says_how_it_went(
    signed_in: SignedIn, world: World, visit: Appointment
):
    desk = signed_in(world.people["coach"])
    ((_shift, visits),) = desk.get("/nl/coach/").context["shifts"]
    assert visits == [visit]
    Appointment.objects.update(starts_at=timezone.now())
    for said, state in (("served", AppointmentState.SERVED), ("undo", AppointmentState.BOOKED)):
        assert f'value="{said}"' in desk.get("/nl/coach/").content.decode()
        desk.post(f"/nl/coach/afspraak/{visit.key}/", {"state": said})
        visit.refresh_from_db()
        assert visit.state == state


def test_nobody_says_how_it_went_before_it_begins(signed_in: SignedIn, world: World, visit: Appointment):
    desk = signed_in(world.people["coach"])
    Appointment.objects.update(starts_at=timezone.now() + timedelta(minutes=1))
    assert 'value="served"' not in desk.get("/nl/coach/").content.decode()
    answer = desk.post(f"/nl/coach/afspraak/{visit.key}/", {"state": "served"}, follow=True)
    assert "nog niet begonnen" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.state == AppointmentState.BOOKED


def test_a_coach_closes_no_visit_on_the_shift_of_another(signed_in: SignedIn, world: World, visit: Appointment):
    other = world.someone("other", world.people["coach"].roles.get().code, world.college)
    assert signed_in(other).post(f"/nl/coach/afspraak/{visit.key}/", {"state": "served"}).status_code == 404
    assert (
        signed_in(world.people["coach"]).post(f"/nl/coach/afspraak/{visit.key}/", {"state": "cancelled"}).status_code
        == 404
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_as_much_for_one_learner_as_for_three(
    signed_in: SignedIn, world: World, count: int, django_assert_num_queries: Callable
):
    for learner in world.students(count):
        working(world, learner, coach=world.people["coach"])
    desk = signed_in(world.people["coach"])
    desk.get("/nl/coach/")
    with django_assert_num_queries(14):
        desk.get("/nl/coach/")


def test_weeks_of_long_ago_stand_apart(signed_in: SignedIn, world: World):
    (anna,) = world.students(1)
    working(world, anna, coach=world.people["coach"], weeks=5)
    page = signed_in(world.people["coach"]).get("/nl/coach/")
    fresh, older = page.context["weeks"], page.context["older"]
    assert (len(fresh), len(older)) == (3, 2)
    assert fresh[0].monday > fresh[-1].monday > older[0].monday > older[-1].monday
