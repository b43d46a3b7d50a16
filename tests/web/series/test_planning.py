"""A partner plans by looking at every date first; students choose, the school fills what misses somebody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.enrolments.actions import place
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import ClosedDays, Person, Room
from werkveld.steps.practice.models import Shift, Turn

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
HOME = "/nl/activiteiten/"


@pytest.fixture
def dirk(world: World) -> Person:
    return world.someone("Dirk", RoleCode.CONTACT, world.company)


@pytest.fixture
def mondays(world: World) -> list[date]:
    """Three, the middle one closed."""
    today = timezone.localdate()
    first = today + timedelta(days=7 - today.weekday())
    found = [first + timedelta(weeks=week) for week in range(3)]
    ClosedDays.objects.create(
        region=world.region, first_on=found[1], last_on=found[1], name_nl="Vrije dag", name_en="Day off"
    )
    return found


@pytest.fixture
def filled_in(world: World, dirk: Person, mondays: list[date]) -> dict[str, object]:
    world.offering("Samen", has_hours=True)
    room = Room.objects.create(site=world.site, code="zaal", name_nl="Zaal", name_en="Hall", capacity=20)
    return {
        "programme": Programme.objects.get().pk, "title": "Samen koken", "summary": "", "place": f"{world.site.pk}-{room.pk}",
        "weekdays": ["0"], "begins": "10:00", "ends": "12:00", "first": mondays[0].isoformat(),
        "last": mondays[2].isoformat(), "seats": "2", "capacity": "6", "host": dirk.pk,
    }  # fmt: skip


def planned(desk: Client, filled_in: dict[str, object], mondays: list[date]) -> Offering:
    days = [mondays[0].isoformat(), mondays[2].isoformat()]
    assert desk.post(f"{HOME}plannen/", {**filled_in, "step": "keep", "date": days}).status_code == 302
    return Offering.objects.get(title_nl="Samen koken")


def test_every_date_is_seen_before_anything_is_kept(
    signed_in: SignedIn, dirk: Person, filled_in: dict[str, object], mondays: list[date]
):
    desk = signed_in(dirk)
    page = desk.post(f"{HOME}plannen/", {**filled_in, "step": "look"})
    assert [one.closed for one in page.context["preview"].days] == ["", "Vrije dag", ""]
    assert "dicht: Vrije dag" in page.content.decode()
    assert not Shift.objects.exists()
    again = desk.post(f"{HOME}plannen/", {**filled_in, "step": "change"})
    assert 'value="Samen koken"' in again.content.decode()
    one = {**filled_in, "step": "keep", "date": [mondays[2].isoformat(), mondays[1].isoformat()]}
    made = desk.post(f"{HOME}plannen/", one)
    assert [timezone.localdate(shift.starts_at) for shift in Shift.objects.all()] == [mondays[2]]
    shown = desk.get(made.url).content.decode()
    assert "2 studenten te weinig" in shown
    assert "Samen koken" in desk.get("/nl/partner/").content.decode()
    assert "Samen koken" in desk.get(HOME).content.decode()


def test_without_a_date_nothing_is_kept_and_it_says_why(
    signed_in: SignedIn, dirk: Person, filled_in: dict[str, object]
):
    page = signed_in(dirk).post(f"{HOME}plannen/", {**filled_in, "step": "keep"})
    assert "Kies minstens één datum." in page.content.decode()
    assert not Offering.objects.filter(title_nl="Samen koken").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": "09:00"}, "ends"),
        ({"first": "2020-01-06"}, "first"),
        ({"last": "2020-01-06"}, "last"),
        ({"capacity": "1"}, "capacity"),
        ({"place": "0"}, "place"),
        ({"weekdays": []}, "weekdays"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    signed_in: SignedIn, dirk: Person, filled_in: dict[str, object], wrong: dict[str, object], field: str
):
    page = signed_in(dirk).post(f"{HOME}plannen/", {**filled_in, **wrong})
    assert set(page.context["form"].errors) == {field}


def test_who_plans_nothing_has_no_such_page(signed_in: SignedIn, world: World):
    for person in (world.people["trainer"], world.people["coach"]):
        assert signed_in(person).get(f"{HOME}plannen/").status_code == 403
        assert signed_in(person).get(HOME).status_code == 404


def test_students_choose_dates_and_the_host_sees_first_names(
    signed_in: SignedIn, world: World, dirk: Person, filled_in: dict[str, object], mondays: list[date]
):
    host = signed_in(dirk)
    offering = planned(host, filled_in, mondays)
    (anna,) = world.students(1)
    student = signed_in(anna)
    choose = f"{HOME}{offering.key}/komen/"
    assert student.get(choose).status_code == 404
    student.post(f"/nl/meedoen/{offering.key}/", {"join": "yes"})
    assert choose in student.get("/nl/student/").content.decode()
    first, second = Shift.objects.order_by("starts_at")
    student.post(choose, {})
    assert not Turn.objects.exists()
    student.post(choose, {"date": [str(first.key)]})
    assert [(one.free, one.is_mine) for one in student.get(choose).context["dates"]] == [(1, True), (2, False)]
    assert "Student 1" in host.get(f"{HOME}{offering.key}/").content.decode()
    assert second.turns.count() == 0


def test_the_host_calls_off_and_moves_and_says_who_hears_it(
    signed_in: SignedIn, world: World, dirk: Person, filled_in: dict[str, object], mondays: list[date]
):
    host = signed_in(dirk)
    offering = planned(host, filled_in, mondays)
    page = f"{HOME}{offering.key}/"
    (anna,) = world.students(1)
    place(person=anna, offering=offering, by=anna, at=world.at)
    first, second = Shift.objects.order_by("starts_at")
    signed_in(anna).post(f"{page}komen/", {"date": [str(first.key), str(second.key)]})

    moving = f"{page}verplaatsen/?date={first.key}"
    assert "Student 1" in host.get(moving).content.decode()
    tuesday = (mondays[0] + timedelta(days=1)).isoformat()
    sent = {"day": tuesday, "begins": "13:00", "ends": "15:00", "room": "", "seats": "2", "host": dirk.pk}
    assert host.post(moving, sent).url == page
    first.refresh_from_db()
    assert timezone.localtime(first.starts_at).strftime("%Y-%m-%d %H:%M") == f"{tuesday} 13:00"
    assert "day" not in host.get(f"{page}verplaatsen/").context["form"].fields

    assert set(host.post(f"{page}afgelasten/", {"because": ""}).context["form"].errors) == {"because"}
    assert host.post(f"{page}afgelasten/", {"because": "Verbouwing"}).url == page
    assert host.get(f"{page}afgelasten/").status_code == 404
    assert [message.kind for message in Message.objects.filter(to=anna).order_by("id")] == [
        "date-moved",
        "date-called-off",
    ]
    assert "gaat niet door" in signed_in(anna).get("/nl/student/").content.decode()


def test_the_school_sees_what_misses_students_and_fills_it(
    signed_in: SignedIn, world: World, dirk: Person, filled_in: dict[str, object], mondays: list[date]
):
    offering = planned(signed_in(dirk), filled_in, mondays)
    carla, coach = world.people["coordinator"], world.people["coach"]
    desk, page = signed_in(carla), f"{HOME}{offering.key}/"
    ((short, dates, _first),) = desk.get("/nl/school/").context["short"]
    assert (short, dates) == (offering, 1)
    (anna,) = world.students(1)
    place(person=anna, offering=offering, by=carla, at=world.at)
    days = [str(shift.key) for shift in Shift.objects.all()]
    assert desk.post(f"{page}studenten/", {"person": anna.pk, "dates": days}).url == page
    assert desk.post(f"{page}coach/", {"coach": coach.pk}).url == page
    assert [(shift.coach, shift.turns.count()) for shift in Shift.objects.all()] == [(coach, 1)] * 2
    assert signed_in(dirk).get(f"{page}coach/").status_code == 403


def test_more_dates_follow_later(signed_in: SignedIn, dirk: Person, filled_in: dict[str, object], mondays: list[date]):
    host = signed_in(dirk)
    offering = planned(host, filled_in, mondays)
    more = {**filled_in, "first": (mondays[2] + timedelta(weeks=1)).isoformat(), "step": "keep"}
    more |= {
        "last": (mondays[2] + timedelta(weeks=2)).isoformat(),
        "date": [(mondays[2] + timedelta(weeks=2)).isoformat()],
    }
    assert host.post(f"{HOME}{offering.key}/plannen/", more).status_code == 302
    offering.refresh_from_db()
    assert (offering.shifts.count(), offering.ends_on) == (3, mondays[2] + timedelta(weeks=2))


def test_a_coordinator_says_first_for_whom(signed_in: SignedIn, world: World, filled_in: dict[str, object]):
    desk = signed_in(world.people["coordinator"])
    assert world.company in desk.get(f"{HOME}plannen/").context["hosts"]
    form = desk.get(f"{HOME}plannen/?organization={world.company.pk}").context["form"]
    assert list(form.fields["programme"].queryset) == [Programme.objects.get()]
