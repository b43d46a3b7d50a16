"""R05: Lyvore plans a weekly activity in the Soesterkwartier; students say when they come; what was held is counted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.timezone import localdate

from stories.conftest import SitsDown, exact
from stories.series_days import HOME, joins, notes, planned, somebody, words
from werkveld.steps.messages.models import Message
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Room

pytestmark = pytest.mark.slow


def test_from_a_weekly_activity_to_a_counted_figure(
    midden_nederland: object, sits_down: SitsDown, it_is: Callable[..., None]
):
    it_is(2022, 9, 20)
    host, coordinator = sits_down("Lies", RoleCode.CONTACT, "lyvore"), sits_down("Carla", RoleCode.COORDINATOR)
    students = [sits_down(f"Student{number}", RoleCode.LEARNER, "welzijn-college") for number in range(6)]
    hall = Room.objects.get(site__code="wijkleerbedrijf-soesterkwartier", code="zaal")
    cooking = planned(
        host, "samen-in-soesterkwartier", "Samen koken op woensdag", somebody(host), without=(date(2022, 11, 9),),
        place=f"{hall.site_id}-{hall.pk}", weekdays=["2"], begins="10:00", ends="12:30",
        first=date(2022, 10, 5), last=date(2022, 11, 16), seats="3", capacity="8",
    )  # fmt: skip
    shifts = list(cooking.shifts.order_by("starts_at"))
    days = [localdate(one.starts_at) for one in shifts]
    assert days == [date(2022, 10, 5), date(2022, 10, 12), date(2022, 10, 19), date(2022, 11, 2), date(2022, 11, 16)]
    it_is(2022, 9, 23)
    assert [offering for offering, _dates, _first in coordinator.get("/nl/school/").context["short"]] == [cooking]

    for number, student in enumerate(students):
        joins(student, cooking, *(shifts[:3] if number < 3 else shifts[3:]))
    assert "genoeg studenten" in words(students[5].get(f"{HOME}{cooking.key}/komen/"))
    assert "Student0, Student1, Student2" in words(host.get(f"{HOME}{cooking.key}/"))

    it_is(2022, 10, 6)
    host.post(f"{HOME}{cooking.key}/afgelasten/?date={shifts[2].key}", {"because": "De keuken is stuk."})
    assert set(Message.objects.filter(kind="date-called-off").values_list("to", flat=True)) == {
        somebody(student).pk for student in students[:3]
    }
    first, second = [somebody(student) for student in students[:3]], [somebody(student) for student in students[3:]]
    it_is(2022, 10, 5, 12)
    notes(host, shifts[0], first, heads="14")
    it_is(2022, 10, 12, 12)
    notes(host, shifts[1], first[:2], heads="11")
    it_is(2022, 11, 2, 12)
    notes(host, shifts[3], second, heads="9")

    it_is(2022, 11, 17)
    shown = words(host.get(f"{HOME}{cooking.key}/"))
    assert "3 van 4 datums gingen door. Studenten kwamen 8 keer. Er zijn 34 bezoekers geteld." in shown
    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "soesterkwartier-meetings") == 3
    assert exact(board, "soesterkwartier-visitors") == 34
    assert exact(board, "soesterkwartier-learners") == 6
    records = board.get("/nl/cijfer/2022/soesterkwartier-meetings/records/").context["records"]
    assert {record.title for record in records} == {"Samen koken op woensdag"}
