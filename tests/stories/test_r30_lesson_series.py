"""R30: a primary school plans gym lessons by a team of first-years; without its teacher a lesson is not held, nor counted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.timezone import localdate

from stories.conftest import AUTUMN, SitsDown, exact
from stories.series_days import HOME, joins, notes, planned, somebody, words
from werkveld.steps.people.actions import describe
from werkveld.steps.people.enums import OrganizationKind, RoleCode
from werkveld.steps.people.models import Organization, Region, Site
from werkveld.steps.people.queries import clockwork

pytestmark = pytest.mark.slow


@pytest.fixture
def gym(midden_nederland: Region) -> Site:
    """The source names no school; the keeper of the region adds one."""
    by = clockwork(midden_nederland)
    school = describe(
        Organization(region=midden_nederland, code="basisschool-de-wilg"),
        facts={"name": "Basisschool De Wilg", "kind": OrganizationKind.PRIMARY_SCHOOL}, by=by, at=AUTUMN,
    )  # fmt: skip
    facts = {"name": "Gymzaal van De Wilg", "city": "Amersfoort", "lat": 52.15, "lon": 5.38}
    return describe(Site(organization=school, code="gymzaal"), facts=facts, by=by, at=AUTUMN)


def test_no_teacher_no_lesson(gym: Site, sits_down: SitsDown, it_is: Callable[..., None]):
    it_is(2022, 9, 20)
    teacher = sits_down("Jolanda", RoleCode.CONTACT, "basisschool-de-wilg")
    team = [
        sits_down(f"Sporter{number}", RoleCode.LEARNER, "sport-college", study_year=1, level=3) for number in range(5)
    ]
    facts = {
        "place": str(gym.pk), "weekdays": ["1"], "begins": "09:00", "ends": "10:00", "seats": "5", "capacity": "5",
        "first": date(2022, 10, 4), "last": date(2022, 11, 1),
    }  # fmt: skip
    nobody = teacher.post(f"{HOME}plannen/", {**facts, "step": "keep"})
    assert "host" not in nobody.context["form"].errors  # it is the deed that asks for a teacher
    lessons = planned(teacher, "gym-op-basisscholen", "Gymles voor groep 5", somebody(teacher), **facts)
    shifts = list(lessons.shifts.order_by("starts_at"))
    assert [localdate(one.starts_at) for one in shifts] == [date(2022, 10, day) for day in (4, 11, 18)] + [
        date(2022, 11, 1)
    ]
    for student in team:
        joins(student, lessons, *shifts)
    assert "compleet" in words(teacher.get(f"{HOME}{lessons.key}/"))

    people = [somebody(student) for student in team]
    for day, shift, was_there in ((4, shifts[0], True), (11, shifts[1], False), (18, shifts[2], True)):
        it_is(2022, 10, day, 10)
        notes(teacher, shift, people, was_there=was_there, heads="26")
    shown = words(teacher.get(f"{HOME}{lessons.key}/"))
    assert "niemand van de plek, dus niet doorgegaan" in shown
    assert "2 van 3 datums gingen door. Studenten kwamen 10 keer." in shown

    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "sport-lessons-held") == 2
    assert len(board.get("/nl/cijfer/2022/sport-lessons-held/records/").context["records"]) == 2


def test_a_lesson_cannot_be_planned_without_a_teacher(gym: Site, sits_down: SitsDown, it_is: Callable[..., None]):
    it_is(2022, 9, 20)
    teacher = sits_down("Jolanda", RoleCode.CONTACT, "basisschool-de-wilg")
    form = teacher.get(f"{HOME}plannen/").context["form"]
    sent = {
        "programme": form.fields["programme"].queryset.get(code="gym-op-basisscholen").pk, "title": "Gymles",
        "summary": "", "place": str(gym.pk), "weekdays": ["1"], "begins": "09:00", "ends": "10:00", "seats": "3",
        "capacity": "3", "first": "2022-10-04", "last": "2022-10-11", "host": "", "step": "keep", "date": ["2022-10-04"],
    }  # fmt: skip
    page = teacher.post(f"{HOME}plannen/", sent)
    assert "Zeg wie van jullie er elke keer bij is" in words(page)
