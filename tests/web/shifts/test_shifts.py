"""A student says when, sees the own shifts, gives one away and takes another; a coach stands in."""

from collections.abc import Callable

import pytest
from django.test import Client

from journeys.rostered import Rostered
from steps.practice.test_absences import planned
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import ask_when, report_absence
from werkveld.steps.practice.enums import TurnState
from werkveld.steps.practice.models import Absence, Handover, Shift, Turn
from werkveld.steps.practice.queries import answers_by, slots_of

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def shift(term: Rostered) -> Shift:
    term.everybody_can()
    return planned(term, 0, term.students[:2])


def test_a_student_says_when_and_adds_days_away(signed_in: SignedIn, term: Rostered):
    anna = term.students[0]
    desk, address = signed_in(anna), f"/nl/diensten/wanneer/{term.roster.key}/"
    assert desk.get(address).status_code == 404
    ask_when(term.roster, answer_until=term.at, by=term.planner, at=term.at)
    first, second = slots_of(term.roster)
    assert "Kies een van de drie." in desk.post(address, {"deed": "when", f"slot-{first.pk}": "yes"}).content.decode()
    desk.post(address, {"deed": "when", f"slot-{first.pk}": "yes", f"slot-{second.pk}": "if_needed"})
    assert answers_by(anna, term.roster) == {first.pk: "yes", second.pk: "if_needed"}
    desk.post(address, {"deed": "days", "first_on": "2026-09-14", "last_on": "2026-09-15"})
    away = Absence.objects.get(person=anna)
    assert (away.ends_at - away.starts_at).days == 2
    wrong = desk.post(address, {"deed": "days", "first_on": "2026-09-15", "last_on": "2026-09-14"})
    assert wrong.context["days"].errors == {"last_on": ["Dit is voor de eerste dag."]}


def test_my_shifts_and_what_is_asked_of_me(signed_in: SignedIn, term: Rostered, shift: Shift):
    anna, kim = term.students[0], term.students[2]
    mine = signed_in(anna).get("/nl/diensten/").context
    assert [turn.shift for _week, turns in mine["weeks"] for turn in turns] == [shift]
    report_absence(anna, starts_at=shift.starts_at, ends_at=shift.ends_at, by=anna, at=term.at)
    theirs = signed_in(kim).get("/nl/diensten/").context
    assert [one.turn.shift for one in theirs["offered"]] == [shift]
    assert signed_in(anna).get("/nl/diensten/").status_code == 200
    assert signed_in(term.coaches[0]).get("/nl/diensten/").context["led"][0][1] == [shift]


def test_a_shift_is_given_back_offered_kept_and_swapped(signed_in: SignedIn, term: Rostered, shift: Shift):
    anna, joop, kim, lies = term.students[:4]
    other = planned(term, 1, [kim, lies])
    mine = Turn.objects.get(person=joop)
    desk, address = signed_in(joop), f"/nl/diensten/dienst/{mine.key}/"
    shown = desk.get(address).context
    assert ([one.person for one in shown["swaps"]], shown["is_in_time"]) == ([lies], True)
    desk.post(address, {"deed": "anybody"})
    assert Handover.objects.get().to is None
    assert desk.get(address).context["offered"] is not None
    desk.post(address, {"deed": "keep"})
    theirs = Turn.objects.get(person=lies)
    desk.post(address, {"deed": "one", "who": f"turn-{theirs.pk}"})
    asked = Handover.objects.get(to=lies)
    signed_in(lies).post(f"/nl/diensten/aangeboden/{asked.key}/", {"deed": "take"})
    assert {turn.person for turn in other.turns.all()} == {kim, joop}
    assert {turn.person for turn in shift.turns.all()} == {anna, lies}
    again = signed_in(lies).post(f"/nl/diensten/aangeboden/{asked.key}/", {"deed": "take"}, follow=True)
    assert "Iemand anders was eerder" in again.content.decode()
    first = Turn.objects.get(person=anna)
    signed_in(anna).post(f"/nl/diensten/dienst/{first.key}/", {"deed": "hand_back"})
    first.refresh_from_db()
    assert first.state == TurnState.EXCUSED
    assert signed_in(anna).get(f"/nl/diensten/dienst/{first.key}/").status_code == 200


def test_somebody_asked_by_name_says_no(signed_in: SignedIn, term: Rostered, shift: Shift):
    joop, lies = term.students[1], term.students[3]
    mine = Turn.objects.get(person=joop)
    signed_in(joop).post(f"/nl/diensten/dienst/{mine.key}/", {"deed": "one", "who": f"person-{lies.pk}"})
    asked = Handover.objects.get(to=lies)
    signed_in(lies).post(f"/nl/diensten/aangeboden/{asked.key}/", {"deed": "refuse"})
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert signed_in(joop).post(f"/nl/diensten/dienst/{mine.key}/", {"deed": "?"}).status_code == 404
    assert signed_in(lies).get(f"/nl/diensten/dienst/{mine.key}/").status_code == 404


def test_i_cannot_come_and_can_after_all(signed_in: SignedIn, term: Rostered, shift: Shift):
    anna = term.students[0]
    desk = signed_in(anna)
    assert desk.get("/nl/diensten/weg/").status_code == 200
    span = {"starts_at": "2026-09-07T08:00", "ends_at": "2026-09-07T18:00"}
    told = desk.post("/nl/diensten/weg/", span, follow=True)
    assert "1 dienst gaat naar iemand anders" in told.content.decode()
    absence = Absence.objects.get(person=anna)
    stranger = signed_in(term.students[1]).post(f"/nl/diensten/weg/{absence.key}/terug/")
    assert stranger.status_code == 404
    desk.post(f"/nl/diensten/weg/{absence.key}/terug/")
    assert Turn.objects.get(person=anna).state == TurnState.PLANNED
    late = {"starts_at": "2026-09-07T18:00", "ends_at": "2026-09-07T08:00"}
    assert "ends_at" in desk.post("/nl/diensten/weg/", late).context["form"].errors


def test_a_coach_takes_a_shift_that_has_none(signed_in: SignedIn, term: Rostered, shift: Shift):
    Shift.objects.filter(pk=shift.pk).update(coach=None)
    coach = term.coaches[1]
    desk = signed_in(coach)
    assert desk.get("/nl/diensten/").context["alone"] == [shift]
    desk.post(f"/nl/diensten/coach/{shift.key}/")
    shift.refresh_from_db()
    assert shift.coach == coach
    assert desk.post(f"/nl/diensten/coach/{shift.key}/").status_code == 404
