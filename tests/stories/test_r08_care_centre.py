"""R08: students are in a care centre of AxionContinu every week of a term; who cannot come is replaced, or the host sees it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from stories.conftest import SitsDown, exact
from stories.series_days import HOME, joins, notes, planned, somebody, words
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Qualification, Site
from werkveld.steps.practice.models import Handover, Shift

pytestmark = pytest.mark.slow
SHIFTS = "/nl/diensten/"
TERM = {"first": date(2022, 9, 20), "last": date(2022, 12, 22)}


@pytest.fixture
def presence(midden_nederland: object, sits_down: SitsDown, it_is: Callable[..., None]) -> tuple[Client, Offering]:
    """Tuesdays and Thursdays of a term, without the autumn holiday."""
    it_is(2022, 9, 12)
    host = sits_down("Nel", RoleCode.CONTACT, "axioncontinu")
    site = Site.objects.get(code="woonzorgcentrum-axioncontinu")
    offering = planned(
        host, "zorg-en-zo", "Elke week bij de bewoners", somebody(host), place=str(site.pk), weekdays=["1", "3"],
        begins="10:00", ends="14:00", seats="3", capacity="8", **TERM,
    )  # fmt: skip
    return host, offering


def test_a_term_of_recurring_shifts_leaves_out_the_holiday(presence: tuple[Client, Offering]):
    _host, offering = presence
    days = [timezone.localdate(one.starts_at) for one in offering.shifts.order_by("starts_at")]
    assert len(days) == 26
    assert not {date(2022, 10, 25), date(2022, 10, 27)} & set(days)
    assert {timezone.localtime(one.starts_at).hour for one in offering.shifts.all()} == {10}, "also in winter time"


def test_absence_is_seen_by_the_host_and_replaced_where_somebody_can(
    presence: tuple[Client, Offering], sits_down: SitsDown, it_is: Callable[..., None]
):
    host, offering = presence
    care = Qualification.objects.get(crebo="25476")
    students = [
        sits_down(f"Student{number}", RoleCode.LEARNER, "welzijn-college", qualification=care, level=3)
        for number in range(6)
    ]
    shifts = list(offering.shifts.order_by("starts_at")[:4])
    for number, student in enumerate(students):
        joins(student, offering, *(shifts[:2] if number < 3 else shifts[2:]))
    page = f"{HOME}{offering.key}/"
    assert "Student0, Student1, Student2" in words(host.get(page))

    first, second, later = (somebody(student) for student in students[:3])
    _is_away(students[0], shifts[0])
    assert "Student0 kan niet; we zoeken iemand anders." in words(host.get(page))
    instead = somebody(students[4])
    open_turn = Handover.objects.get(turn__person=first)
    assert students[4].post(f"{SHIFTS}aangeboden/{open_turn.key}/", {"deed": "take"}).status_code == 302
    assert "Student0 kan niet; Student4 komt in de plaats." in words(host.get(page))
    _is_away(students[1], shifts[1])

    it_is(2022, 9, 20, 14)
    notes(host, shifts[0], [second, later, instead])
    it_is(2022, 9, 22)
    assert "1 student te weinig" in words(host.get(page)), "nobody took the other turn, and the host sees it"
    told = Message.objects.filter(to=somebody(host)).order_by("id").values_list("kind", flat=True)
    assert list(told) == ["student-cannot-come", "student-comes-instead", "student-cannot-come"]
    it_is(2022, 9, 22, 14)
    notes(host, shifts[1], [first, later])
    board = sits_down("Dora", RoleCode.DIRECTOR)
    assert exact(board, "care-centre-visits") == 5
    records = board.get("/nl/cijfer/2022/care-centre-visits/records/").context["records"]
    assert [record.title for record in records] == ["Elke week bij de bewoners"] * 5


def _is_away(student: Client, shift: Shift) -> None:
    """Said on the own page, from a moment to a moment; nobody asks why."""
    span = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    sent = {name: timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") for name, value in span.items()}
    assert student.post(f"{SHIFTS}weg/", sent).status_code == 302
