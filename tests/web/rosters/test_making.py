"""A planner draws up a roster, asks, lets it be made, looks at it and publishes it, all through the pages."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.test import Client

from journeys.rostered import Rostered
from werkveld.journeys import roster_later, working
from werkveld.steps.messages.models import Message
from werkveld.steps.people.models import Person
from werkveld.steps.practice.enums import RosterState
from werkveld.steps.practice.models import Answer, Roster, Shift

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


def page(term: Rostered, name: str = "") -> str:
    return f"/nl/rooster/{term.roster.key}/{name}"


def test_from_drawing_up_to_publishing(signed_in: SignedIn, term: Rostered):
    desk = signed_in(term.planner)
    facts = {"offering": term.offering.pk, "starts_on": "2026-10-05", "weeks": 2, "per_coach": 3, "wished": 2}
    went = desk.post("/nl/rooster/nieuw/", facts)
    made = Roster.objects.get(starts_on=date(2026, 10, 5))
    assert went.url == f"/nl/rooster/{made.key}/week/"
    assert (made.ends_on, made.coaches.count()) == (date(2026, 10, 18), 2)
    stretch = {"deed": "add", "weekday": 2, "begins": "09:00", "ends": "12:00", "asked": 2, "seats": 3}
    desk.post(went.url, {**stretch, f"skill-{term.skill.pk}": 1})
    slot = made.slots.get()
    assert (slot.begins, sorted(slot.needs.values_list("asked", flat=True))) == (time(9), [1, 2])
    assert "niet open" in desk.post(went.url, {**stretch, "weekday": 6}).content.decode()
    desk.post(f"/nl/rooster/{made.key}/vragen/", {"answer_until": "2026-09-20T12:00"})
    assert Message.objects.filter(kind="say-when").count() == 8
    for person in (*term.students, *term.coaches):
        desk.post(f"/nl/rooster/{made.key}/antwoorden/{person.key}/", {f"slot-{slot.pk}": "yes"})
    assert Answer.objects.filter(slot=slot).count() == 8
    went = desk.post(f"/nl/rooster/{made.key}/maken/")
    assert went.url == f"/nl/rooster/{made.key}/rooster/"
    assert Shift.objects.filter(roster=made).count() == 2
    assert "2 diensten tellen" in desk.get(f"/nl/rooster/{made.key}/publiceren/").content.decode()
    desk.post(f"/nl/rooster/{made.key}/publiceren/")
    made.refresh_from_db()
    assert made.state == RosterState.PUBLISHED
    desk.post(f"/nl/rooster/{made.key}/week/{slot.key}/weg/")
    assert made.slots.count() == 1


def test_every_page_of_a_roster_opens_for_planner_and_coach_and_for_no_student(signed_in: SignedIn, term: Rostered):
    term.published()
    shift = term.shifts[0]
    names = ["", "week/", "antwoorden/", "rooster/", "rooster/?by=person", "rooster/?week=2026-09-21", "eerlijk/"]
    names += [f"waarom/{term.students[0].key}/", f"waarom/{term.coaches[0].key}/", "publiceren/"]
    addresses = [page(term, name) for name in names] + ["/nl/rooster/", f"/nl/rooster/dienst/{shift.key}/"]
    for person, status in ((term.planner, 200), (term.coaches[0], 200), (term.students[0], 404)):
        desk = signed_in(person)
        found = {address: desk.get(address).status_code for address in addresses}
        assert set(found.values()) <= ({200} if status == 200 else {403, 404}), found


def test_a_week_shows_who_works_and_what_is_missing(signed_in: SignedIn, term: Rostered):
    term.published()
    shift = term.shifts[0]
    gone = shift.turns.select_related("person").order_by("person__given_name")[0]
    desk = signed_in(term.planner)
    before = turns_of(desk, term, gone.person)
    gone.delete()
    days = desk.get(page(term, "rooster/?week=2026-09-07")).context["days"]
    assert [len(day["cards"]) for day in days] == [1, 1, 0, 0, 0]
    assert "1 student te weinig" in days[0]["cards"][0]["missing"]
    assert turns_of(desk, term, gone.person) == before - 1


def turns_of(desk: Client, term: Rostered, person: Person) -> int:
    lines = desk.get(page(term, "rooster/?by=person&week=2026-09-07")).context["lines"]
    return next(line["count"] for line in lines if line["person"] == person)


def test_a_change_by_hand_shows_what_it_does_before_it_is_done(signed_in: SignedIn, term: Rostered):
    term.published()
    shift = term.shifts[0]
    here = [turn.person for turn in shift.turns.select_related("person")]
    goes = here[0]
    comes = next(one for one in term.students if one not in here)
    desk, address = signed_in(term.planner), f"/nl/rooster/dienst/{shift.key}/"
    shown = desk.get(address, {"comes": str(comes.key), "goes": str(goes.key)})
    assert [line["tone"] for line in shown.context["effects"]]
    assert goes in [turn.person for turn in shift.turns.select_related("person")]
    desk.post(address, {"comes": str(comes.key), "goes": str(goes.key)})
    now = [turn.person for turn in shift.turns.select_related("person")]
    assert (comes in now, goes in now) == (True, False)
    twice = desk.get(address, {"comes": str(comes.key)})
    assert twice.context["is_forbidden"]
    desk.post(address, {"coach": "nobody"})
    shift.refresh_from_db()
    assert shift.coach is None
    assert "Kies eerst" in desk.post(address, {}, follow=True).content.decode()


def test_shifts_at_risk_stand_on_the_morning_list_and_at_the_coach(signed_in: SignedIn, term: Rostered):
    (first, *_others) = term.published()
    Shift.objects.filter(pk=first.pk).update(coach=None)
    for person, address in ((term.planner, "/nl/school/"), (term.coaches[0], "/nl/coach/")):
        shown = signed_in(person).get(address)
        assert [shift.pk for shift, _lines in shown.context["risky"]] == [first.pk]
        assert "geen coach" in shown.content.decode()


def test_while_it_is_made_the_page_says_so_and_can_stop_it(signed_in: SignedIn, term: Rostered):
    term.everybody_can()
    working.begin(roster_later.name_of(term.roster), 60)
    desk = signed_in(term.planner)
    assert "hooguit 60 seconden" in desk.get(page(term)).content.decode()
    desk.post(page(term, "stoppen/"))
    assert working.is_asked_to_stop(roster_later.name_of(term.roster))
    working.tell(roster_later.name_of(term.roster), 0, 60, "Dat ging niet.")
    assert "Dat ging niet." in desk.get(page(term)).content.decode()
    assert roster_later.solving(term.roster) is None


def test_what_is_missing_is_explained(signed_in: SignedIn, term: Rostered):
    term.everybody_can({one.pk: "no" for one in term.students[::2]})
    desk = signed_in(term.planner)
    desk.post(page(term, "maken/"))
    gaps = desk.get(page(term, "eerlijk/")).context["gaps"]
    assert len(gaps) == 6
    assert {line for gap in gaps for line in gap["why"]} == {"Niemand die dit kan, heeft gezegd dan te kunnen komen."}


def test_a_roster_is_withdrawn(signed_in: SignedIn, term: Rostered):
    desk = signed_in(term.planner)
    assert desk.post(page(term, "intrekken/")).url == "/nl/rooster/"
    assert desk.get(page(term)).status_code == 404
