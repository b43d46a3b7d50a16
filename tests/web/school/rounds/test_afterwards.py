"""After the result: looking is noted, a change by hand shows first what it does, and nobody is moved for a latecomer."""

from collections.abc import Callable

import pytest

from web.school.rounds.conftest import Desk
from werkveld.ground.sheets import read_sheet
from werkveld.journeys.draw_places import draw_places
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.actions import appeal, end_enrolment
from werkveld.steps.enrolments.enums import AppealState, EnrolmentState
from werkveld.steps.enrolments.models import Appeal, Enrolment, RoundResult, SeatOffer
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering

pytestmark = pytest.mark.slow


@pytest.fixture
def drawn(desk: Desk) -> Desk:
    """«Film» has one place and «Koken» one: of three who want both, one gets nothing. The fourth chose nothing."""
    koken, film, _bos = desk.offerings
    Offering.objects.filter(pk=koken.pk).update(capacity=1)
    desk.open()
    for student in desk.students[:3]:
        desk.wish(student, film, koken)
    desk.close()
    draw_places(desk.round, by=desk.carla, at=desk.world.at)
    return desk


def without(desk: Desk) -> Enrolment:
    """The turn in the line for «Film» of who has nothing."""
    return Enrolment.objects.get(state=EnrolmentState.WAITING, offering=desk.offerings[1])


def test_results_are_listed_and_who_stands_on_the_page_can_read_that(drawn: Desk):
    page = drawn.client.get(drawn.page("uitslag"))
    assert [row["person"] for row in page.context["rows"]] == drawn.students[:3]
    assert {look.person for look in Look.objects.all()} == {one.key for one in drawn.students[:3]}
    (nobody,) = drawn.client.get(drawn.page("uitslag"), {"which": "without"}).context["rows"]
    assert (nobody["person"], nobody["places"], nobody["lines"]) == (without(drawn).person, [], 2)
    (one,) = drawn.client.get(drawn.page("uitslag"), {"q": "002"}).context["rows"]
    assert one["person"] == drawn.students[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_results_asks_as_much_for_one_as_for_three(
    desk: Desk, count: int, django_assert_num_queries: Callable
):
    desk.open()
    for student in desk.students[:count]:
        desk.wish(student, desk.offerings[2])
    desk.close()
    draw_places(desk.round, by=desk.carla, at=desk.world.at)
    desk.client.get(desk.page("uitslag"))
    with django_assert_num_queries(10):
        assert len(desk.client.get(desk.page("uitslag")).context["rows"]) == count


def test_a_change_by_hand_says_first_what_it_does_and_asks_why(drawn: Desk):
    koken, film, bos = drawn.offerings
    there = Enrolment.objects.get(offering=film, state=EnrolmentState.PLACED)
    page = drawn.page("uitslag", there.person.key)
    assert set(drawn.client.post(page, {"offering": str(bos.key), "why": " "}).context["form"].errors) == {"why"}
    full = drawn.client.post(page, {"offering": str(koken.key), "why": "Liever dit"})
    assert set(full.context["form"].errors) == {"offering"}
    asked = drawn.client.post(page, {"offering": str(bos.key), "why": "Liever buiten"})
    said = asked.context["consequences"]
    assert (said.offering, said.left, said.freed) == (bos, 9, [(film, 1)])
    there.refresh_from_db()
    assert there.state == EnrolmentState.PLACED, "showing what it does, does nothing"
    drawn.client.post(page, {"offering": str(bos.key), "why": "Liever buiten", "sure": "yes"})
    there.refresh_from_db()
    given = Enrolment.objects.get(person=there.person, offering=bos)
    assert (there.state, given.reason, given.why) == (EnrolmentState.WITHDRAWN, "by_hand", "Liever buiten")
    assert SeatOffer.objects.get().enrolment == without(drawn), "the seat goes to the line by itself"
    assert Message.objects.filter(kind="changed-by-hand", to=there.person).count() == 1


def test_who_leaves_makes_room_for_the_line(drawn: Desk):
    there = Enrolment.objects.get(offering=drawn.offerings[1], state=EnrolmentState.PLACED)
    page = drawn.page("uitslag", there.person.key)
    drawn.client.post(page, {"offering": "none", "why": "Verhuisd", "sure": "yes"})
    there.refresh_from_db()
    assert there.state == EnrolmentState.WITHDRAWN
    assert SeatOffer.objects.get().enrolment == without(drawn)
    line = drawn.client.get(drawn.page("wachtlijsten"))
    offer = {offering: turns[0].offer for offering, turns, _more, _count in line.context["lines"]}
    assert offer[drawn.offerings[1]] == SeatOffer.objects.get()


def test_a_long_line_stands_whole_on_a_page_of_its_own(drawn: Desk):
    koken, film, _bos = drawn.offerings
    same = {"offering": film, "state": EnrolmentState.WAITING, "starts_on": film.starts_on, "at": drawn.world.at}
    for student in drawn.world.students(7):
        Enrolment.objects.create(person=student, **same)
    shown = drawn.client.get(drawn.page("wachtlijsten")).context
    assert [(offering, len(turns), more) for offering, turns, more, _count in shown["lines"]] == [
        (film, 6, 2),
        (koken, 1, 0),
    ]
    before = Look.objects.count()
    alone = drawn.client.get(drawn.page("wachtlijsten"), {"line": str(film.key)}).context
    assert [(offering, len(turns), more) for offering, turns, more, _count in alone["lines"]] == [(film, 8, 0)]
    assert Look.objects.count() == before + 8, "who is on the page can read that somebody looked"


def test_a_latecomer_gets_what_is_left_and_nobody_moves(drawn: Desk):
    late, bos = drawn.students[3], drawn.offerings[2]
    before = list(Enrolment.objects.order_by("id").values_list("id", "state"))
    page = drawn.client.get(drawn.page("nakomers"))
    assert (page.context["people"], page.context["left"]) == ([late], [(bos, 9)])
    drawn.client.post(drawn.page("uitslag", late.key), {"offering": str(bos.key), "why": "Was ziek", "sure": "yes"})
    assert Enrolment.objects.get(person=late).offering == bos
    assert list(Enrolment.objects.exclude(person=late).order_by("id").values_list("id", "state")) == before
    assert drawn.client.get(drawn.page("nakomers")).context["people"] == []


def test_an_objection_is_answered_with_a_reason(drawn: Desk):
    result = RoundResult.objects.get(person=without(drawn).person)
    asked = appeal(result, text="Ik was er wel.", by=result.person, at=drawn.world.at)
    page = drawn.page("bezwaren", asked.key)
    assert drawn.client.get(drawn.page("bezwaren")).context["open"] == [asked]
    assert set(drawn.client.post(page, {"outcome": "no"}).context["form"].errors) == {"answer"}
    answer = drawn.client.post(page, {"outcome": "yes", "answer": "Je hebt gelijk."})
    assert answer.url == drawn.page("uitslag", result.person.key), "another place is given there"
    assert (Appeal.objects.get().state, Appeal.objects.get().answer) == (AppealState.UPHELD, "Je hebt gelijk.")
    again = drawn.client.post(page, {"outcome": "no", "answer": "Toch niet."})
    assert again.context["form"].non_field_errors()
    assert Message.objects.filter(kind="appeal-decided", to=result.person).count() == 1


def test_the_sheet_of_results_holds_everybody_as_it_is_now(drawn: Desk):
    answer = drawn.client.get(drawn.page("uitslag/blad"))
    head, *lines = read_sheet(answer.content)
    assert len(head) == 8
    assert sorted((line[0], line[4] if len(line) > 4 else "") for line in lines) == sorted(
        (one.student_number, title)
        for one, title in (
            (student, next((e.offering.title_nl for e in student.enrolments.filter(state="placed")), ""))
            for student in drawn.students[:3]
        )
    )
    assert Look.objects.count() == 3


@pytest.fixture
def finished(drawn: Desk) -> Desk:
    """The electives are over: «Film» was completed, «Koken» was stopped early, and one of three had nothing."""
    by = drawn.world.clockwork
    for place in Enrolment.objects.filter(state=EnrolmentState.PLACED).order_by("id"):
        is_film = place.offering == drawn.offerings[1]
        as_state = EnrolmentState.COMPLETED if is_film else EnrolmentState.STOPPED
        end_enrolment(place, as_state=as_state, by=by, at=drawn.world.at)
    return drawn


def test_who_finished_or_stopped_had_a_place_from_the_round(finished: Desk):
    koken, _film, _bos = finished.offerings
    assert finished.client.get(finished.page()).context["without"] == 1
    assert [row["without"] for row in finished.client.get("/nl/school/rondes/").context["rows"]] == [1]
    rows = finished.client.get(finished.page("uitslag")).context["rows"]
    assert sorted([place.offering.title for place, _why in row["places"]] for row in rows) == [[], ["Film"], ["Koken"]]
    (nobody,) = finished.client.get(finished.page("uitslag"), {"which": "without"}).context["rows"]
    assert nobody["person"] == without(finished).person
    page = finished.client.get(finished.page("uitslag"), {"which": "stopped"})
    (stopped,) = page.context["rows"]
    assert "Koken (wens 2, eerder gestopt)" in page.content.decode()
    person = finished.client.get(finished.page("uitslag", stopped["person"].key)).context
    assert [(place.offering, place.state) for place, _why in person["places"]] == [(koken, EnrolmentState.STOPPED)]
    asked = [key for key, _words in person["form"].fields["offering"].choices]
    assert str(koken.key) not in asked, "what was stopped is not given twice"
    assert "none" not in asked
    _head, *lines = read_sheet(finished.client.get(finished.page("uitslag/blad")).content)
    assert sorted(line[4:7] for line in lines) == [
        ["", "", ""],
        ["Film", "wens 1", "afgerond"],
        ["Koken", "wens 2", "eerder gestopt"],
    ]


def test_who_was_given_a_place_by_hand_and_finished_is_no_latecomer(finished: Desk):
    late, bos = finished.students[3], finished.offerings[2]
    page = finished.page("uitslag", late.key)
    finished.client.post(page, {"offering": str(bos.key), "why": "Was ziek", "sure": "yes"})
    given = Enrolment.objects.get(person=late)
    end_enrolment(given, as_state=EnrolmentState.COMPLETED, by=finished.world.clockwork, at=finished.world.at)
    assert finished.client.get(finished.page("nakomers")).context["people"] == []


def test_the_wishes_stay_as_they_were_when_the_places_were_given(finished: Desk):
    finished.world.students(5)  # who came to the school after that was not asked
    Offering.objects.update(state=OfferingState.CLOSED)
    page = finished.client.get(finished.page("wensen"))
    standing = page.context["standing"]
    assert (standing.asked, standing.chose, standing.silent, standing.by_college) == (4, 3, 1, [])
    assert [(row.offering.title, row.first, row.seats) for row in page.context["rows"]] == [
        ("Film", 3, 1),
        ("Bos", 0, 9),
        ("Koken", 0, 1),
    ]
    assert (page.context["over"], page.context["silent"]) == (1, [])
    said = page.content.decode()
    assert "Zo was het toen de plekken werden gegeven" in said
    assert "tot nu toe" not in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_wishes_of_a_drawn_round_ask_as_much_for_one_as_for_three(
    desk: Desk, count: int, django_assert_num_queries: Callable
):
    desk.open()
    for student in desk.students[:count]:
        desk.wish(student, *desk.offerings[:count])
    desk.close()
    draw_places(desk.round, by=desk.carla, at=desk.world.at)
    desk.client.get(desk.page("wensen"))
    with django_assert_num_queries(10):
        desk.client.get(desk.page("wensen"))


def test_pages_of_the_result_are_not_there_before_it(desk: Desk):
    for page in ("uitslag", "wachtlijsten", "bezwaren", "nakomers", "uitslag/blad"):
        assert desk.client.get(desk.page(page)).status_code == 404


def test_the_first_page_counts_what_came_of_it(drawn: Desk):
    page = drawn.client.get(drawn.page())
    assert {name: page.context[name] for name in ("results", "without", "changed", "free")} == {
        "results": 3,
        "without": 1,
        "changed": 0,
        "free": 9,
    }
    (row,) = drawn.client.get("/nl/school/rondes/").context["rows"]
    assert (row["phase"].code, row["without"], row["appeals"]) == ("drawn", 1, 0)


def test_the_morning_list_names_the_rounds_that_wait(desk: Desk):
    desk.open().wish(desk.students[0], desk.offerings[0])
    assert desk.client.get("/nl/school/").context["rounds"] == []
    desk.close()
    assert desk.client.get("/nl/school/").context["rounds"] == [(desk.round, 0)]
    draw_places(desk.round, by=desk.carla, at=desk.world.at)
    assert desk.client.get("/nl/school/").context["rounds"] == []
    result = RoundResult.objects.get()
    appeal(result, text="Toch niet.", by=result.person, at=desk.world.at)
    assert desk.client.get("/nl/school/").context["rounds"] == [(desk.round, 1)]
