"""The school prepares, publishes, divides, follows and decides; nobody else finds the way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from harness.selections import Track
from web.selecting.conftest import APPLYING, CLOSED
from werkveld.journeys.decide_selection import decide_selection
from werkveld.steps.enrolments.actions.applying import appeal_selection
from werkveld.steps.enrolments.enums import AppealState, SelectionState
from werkveld.steps.enrolments.models import Assessment, Criterion, Enrolment, Selection, SelectionAppeal
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
TrackSince = Callable[..., Track]
HOME = "/nl/selectie/"


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def show(track: Track) -> str:
    return f"{HOME}beheer/{track.selection.key}/"


def row(
    number: int, name: str, good: str = "Zo ziet goed eruit.", most: str = "10", weight: str = "1"
) -> dict[str, str]:
    given = {"name_nl": name, "good_nl": good, "name_en": "", "good_en": "", "most": most, "weight": weight}
    return {f"{number}-{field}": value for field, value in given.items()}


def test_a_selection_is_prepared_described_and_published(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(APPLYING)
    Selection.objects.all().delete()
    desk = signed_in(track.by)
    assert HOME in desk.get("/nl/school/").content.decode()
    days = {"opens_on": day(2), "closes_on": day(1), "decides_on": day(20), "most_difference": "15"}
    wrong = desk.post(f"{HOME}nieuw/", {"offering": track.offering.pk, **days})
    assert set(wrong.context["form"].errors) == {"closes_on"}
    desk.post(f"{HOME}nieuw/", {"offering": track.offering.pk, **days, "closes_on": day(10)})
    made = Selection.objects.get()
    address = f"{HOME}beheer/{made.key}/"
    assert desk.get(address).context["criteria"] == []
    desk.post(f"{address}publiceren/")
    assert Selection.objects.get().state == SelectionState.DRAFT
    desk.post(address, {"deed": "days", **days, "closes_on": day(12)})
    assert timezone.localdate(Selection.objects.get().closes_at) == timezone.localdate() + timedelta(days=13)
    desk.post(
        f"{address}criteria/", {**row(0, "Motivatie"), **row(1, "Vakmanschap", weight="2"), **row(2, "", good="")}
    )
    assert list(Criterion.objects.order_by("ordering").values_list("name_nl", "weight")) == [
        ("Motivatie", 1),
        ("Vakmanschap", 2),
    ]
    desk.post(address, {"deed": "assessor", "person": track.assessors[0].pk})
    assert [one.person for one in made.assessors.all()] == [track.assessors[0]]
    desk.post(f"{address}publiceren/")
    assert Selection.objects.get().state == SelectionState.OPEN


def test_a_fault_in_a_criterion_stands_beside_its_field_and_nothing_typed_is_lost(
    signed_in: SignedIn, track_since: TrackSince
):
    track = track_since(APPLYING)
    address = f"{show(track)}criteria/"
    page = signed_in(track.by).post(
        address, {**row(0, "Moed", good=""), **row(1, "Rust"), **row(2, "Rust"), **row(3, "", good="")}
    )
    faults = [set(form.errors) for form in page.context["forms"]]
    assert faults == [{"good_nl"}, {"name_nl"}, {"name_nl"}, set()]
    assert 'value="Moed"' in page.content.decode()
    assert Criterion.objects.count() == 2
    nothing = signed_in(track.by).post(address, row(0, "", good=""))
    assert nothing.status_code == 200
    assert Criterion.objects.count() == 2


def test_criteria_are_closed_once_somebody_applied(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(APPLYING)
    track.applied(*track.world.students(1))
    assert signed_in(track.by).get(f"{show(track)}criteria/").url == show(track)


def test_applications_are_divided_followed_handed_over_and_decided(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED, assessors=3)
    anna, bo = track.applied(*track.world.students(2))
    desk = signed_in(track.by)
    desk.post(f"{show(track)}verdelen/")
    page = desk.get(show(track))
    assert (page.context["handed_in"], page.context["to_hand_in"]) == (0, 4)
    address = f"{HOME}aanmelding/{anna.key}/"
    free = set(track.selection.assessors.values_list("pk", flat=True)) - set(
        anna.assessments.values_list("assessor", flat=True)
    )
    desk.post(address, {"deed": "give-1", "1-to": free.pop()})
    track.handed_in(anna, (10, 5), (8, 5))
    track.handed_in(bo, (2, 1))
    ahead = desk.get(f"{show(track)}besluit/")
    assert [marks.application for marks in ahead.context["ahead"].waiting] == [bo]
    desk.post(f"{show(track)}besluit/")
    assert not Enrolment.objects.exists()
    track.handed_in_second(bo, (3, 1))
    desk.post(f"{show(track)}besluit/")
    desk.post(f"{show(track)}besluit/")
    placed = Enrolment.objects.filter(offering=track.offering).order_by("id").values_list("person", "state")
    assert list(placed) == [(anna.person_id, "placed"), (bo.person_id, "waiting")]
    assert Message.objects.filter(kind="selection-decided").count() == 2
    page = desk.get(show(track)).content.decode()
    assert str(track.selection.seed) in page
    assert page.index("Student 1") < page.index("Student 2")


def test_points_stay_closed_for_the_school_too_until_both_are_in(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED)
    (anna,) = track.applied(*track.world.students(1))
    track.divided()
    track.handed_in(anna, (10, 5))
    address = f"{HOME}aanmelding/{anna.key}/"
    assert "Want 10." not in signed_in(track.by).get(address).content.decode()
    track.handed_in_second(anna, (1, 1))
    page = signed_in(track.by).get(address).content.decode()
    assert "Want 10." in page
    assert "Want 1." in page


def test_an_appeal_is_answered(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED)
    (anna,) = track.applied(*track.world.students(1))
    track.divided()
    track.handed_in(anna, (4, 2), (4, 2))
    decide_selection(track.selection, by=track.by, at=track.closed)
    anna.refresh_from_db()
    appeal_selection(anna, text="Kijk nog eens.", by=anna.person, at=track.closed)
    desk = signed_in(track.by)
    assert "Kijk nog eens." in desk.get(show(track)).content.decode()
    address = f"{HOME}aanmelding/{anna.key}/"
    empty = desk.post(address, {"deed": "answer", "answer": "", "is_upheld": "yes"})
    assert set(empty.context["answering"].errors) == {"answer"}
    desk.post(address, {"deed": "answer", "answer": "Het klopt.", "is_upheld": "no"})
    answered = SelectionAppeal.objects.get()
    assert (answered.state, answered.decided_by) == (AppealState.DISMISSED, track.by)


def test_others_find_no_selection_to_run(signed_in: SignedIn, track_since: TrackSince):
    track = track_since(CLOSED)
    (anna,) = track.applied(*track.world.students(1))
    developer = track.world.someone("developer", "developer", track.world.company)
    desk = signed_in(developer)
    assert list(desk.get(HOME).context["rows"]) == []
    for address in (show(track), f"{HOME}aanmelding/{anna.key}/", f"{show(track)}besluit/"):
        assert desk.get(address).status_code == 404
    assert signed_in(track.assessors[0]).get(HOME).status_code == 403
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_one_application_as_for_three(
    signed_in: SignedIn, track_since: TrackSince, count: int, django_assert_num_queries: Callable
):
    track = track_since(CLOSED)
    applied = track.applied(*track.world.students(count))
    track.divided()
    for one in applied:
        track.handed_in(one, (4, 2), (4, 2))
    desk = signed_in(track.by)
    desk.get(show(track))
    with django_assert_num_queries(12):
        desk.get(show(track))
    with django_assert_num_queries(5):
        desk.get(HOME)
