"""The day on a phone: plain forms, what a phone sends later, and whose shift it is."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from steps.practice.conftest import Morning
from werkveld.steps.enrolments.actions import place
from werkveld.steps.evidence.models import AwardLine
from werkveld.steps.people.models import Person
from werkveld.steps.practice.actions import check_in, observe
from werkveld.steps.practice.enums import AppointmentState, TurnState
from werkveld.steps.practice.models import Appointment, DayDeed, Observation, Turn

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]
DAY = "/nl/coach/vandaag/"


@pytest.fixture
def morning(world: World) -> Morning:
    """Begun half an hour ago, unless midnight was nearer."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    begun = max(now - timedelta(minutes=30), now.replace(hour=0, minute=0))
    return Morning(world, begun - timedelta(minutes=begun.minute % 15))


def sent(deed: str, **facts: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "deed": deed, **{name: str(value) for name, value in facts.items()}}


def kept(deed: str, **facts: Any) -> dict[str, Any]:
    """As a phone keeps it."""
    told = {name: value if isinstance(value, list) else str(value) for name, value in facts.items()}
    return {"key": str(uuid.uuid4()), "deed": deed, "facts": told, "done_at": timezone.now().isoformat()}


def test_the_page_shows_the_own_shift_the_code_and_who_comes(signed_in: SignedIn, morning: Morning):
    visit = morning.book(morning.anna, 0)
    page = signed_in(morning.coach).get(DAY)
    text = page.content.decode()
    assert morning.shift.code in text
    assert morning.other.code not in text
    assert str(visit.key) in text
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_plain_forms_do_everything_without_a_script(signed_in: SignedIn, morning: Morning):
    morning.learns(morning.anna, "B1-K1-W1", "B1-K1-W2")
    visit = morning.book(morning.anna, 0)
    desk, turn = signed_in(morning.coach), morning.anna_here.key
    for deed in (
        sent("here", turn=turn),
        sent("seen", turn=turn, words="Rustig") | {"processes": ["B1-K1-W1", "B1-K1-W2"]},
        sent("served", visit=visit.key),
        sent("heads", shift=morning.shift.key, heads=4),
    ):
        answer = desk.post(f"{DAY}doen/", deed | {"where": f"r-{turn}"})
        assert answer.url == f"{DAY}#r-{turn}"
    assert Turn.objects.get(key=turn).state == TurnState.PRESENT
    assert sorted(Observation.objects.values_list("work_process", flat=True)) == ["B1-K1-W1", "B1-K1-W2"]
    assert Appointment.objects.get().state == AppointmentState.SERVED
    assert "Rustig" in desk.get(DAY).content.decode()


def test_a_form_that_is_pressed_twice_is_done_once(signed_in: SignedIn, morning: Morning):
    desk, deed = signed_in(morning.coach), sent("walk_in", turn=morning.anna_here.key, name="Joop")
    for _press in range(2):
        desk.post(f"{DAY}doen/", deed)
    assert Appointment.objects.filter(is_walk_in=True).count() == DayDeed.objects.count() == 1


def test_a_refusal_is_said_and_stays_on_the_page(signed_in: SignedIn, morning: Morning):
    desk = signed_in(morning.coach)
    answer = desk.post(f"{DAY}doen/", sent("heads", shift=morning.shift.key, heads=9999), follow=True)
    assert [str(one) for one in answer.context["messages"]] == [DayDeed.objects.get().refusal]
    assert list(desk.get(DAY).context["refused"]) == [DayDeed.objects.get()]


@pytest.mark.parametrize("key", ["", "geen"])
def test_a_form_without_a_number_is_not_there(signed_in: SignedIn, morning: Morning, key: str):
    answer = signed_in(morning.coach).post(f"{DAY}doen/", {"key": key, "deed": "here"})
    assert answer.status_code == 404


def post(desk: Client, *deeds: dict[str, Any]) -> Any:
    return desk.post(f"{DAY}sync/", json.dumps({"deeds": list(deeds)}), content_type="application/json")


def test_what_a_phone_kept_is_done_once_also_when_the_answer_was_lost(signed_in: SignedIn, morning: Morning):
    desk = signed_in(morning.coach)
    deeds = [
        kept("here", turn=morning.anna_here.key),
        kept("here", turn=morning.bo_here.key),
        kept("seen", turn=morning.bo_here.key, words="Op tijd", processes=[]),
        kept("heads", shift=morning.shift.key, heads=-3),
    ]
    first, again = post(desk, *deeds).json(), post(desk, *deeds).json()
    assert first == again
    assert [bool(one["refusal"]) for one in first["deeds"]] == [False, False, False, True]
    assert morning.shift.turns.filter(state=TurnState.PRESENT).count() == 2
    assert Observation.objects.get().words == "Op tijd"


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"deeds": [{}]}', '{"deeds": [{"key": "1"}]}'])
def test_what_is_no_list_of_deeds_is_refused(signed_in: SignedIn, morning: Morning, body: str):
    answer = signed_in(morning.coach).post(f"{DAY}sync/", body, content_type="application/json")
    assert answer.status_code == 400


def test_another_coach_neither_sees_nor_changes_this_shift(signed_in: SignedIn, morning: Morning):
    other = morning.world.someone("other", morning.coach.roles.get().code, morning.world.college)
    desk = signed_in(other)
    assert desk.get(DAY).context["days"] == []
    assert post(desk, kept("here", turn=morning.anna_here.key)).json()["deeds"][0]["refusal"]
    assert Turn.objects.get(pk=morning.anna_here.pk).state == TurnState.PLANNED


def test_a_student_has_no_day_page_and_a_visitor_signs_in_first(signed_in: SignedIn, morning: Morning):
    assert signed_in(morning.anna).get(DAY).status_code == 403
    assert Client().get(DAY).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_one_visit_as_for_three(
    signed_in: SignedIn, morning: Morning, count: int, django_assert_num_queries: Callable
):
    for number in range(count):
        morning.book(morning.anna, number * 30)
    desk = signed_in(morning.coach)
    desk.get(DAY)
    with django_assert_num_queries(10):
        desk.get(DAY)


def test_the_worker_stands_at_the_root_and_keeps_to_our_policy(client: Client, db: None):
    answer = client.get("/day-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_what_was_seen_is_awarded_by_the_coach_of_the_learner(signed_in: SignedIn, morning: Morning):
    morning.learns(morning.anna, "B1-K1-W1")
    world = morning.world
    mine = place(
        person=morning.anna, offering=morning.shift.offering, coach=morning.coach, by=morning.planner, at=world.at
    )
    check_in(morning.anna_here, by=morning.coach, at=timezone.now())
    (seen,) = observe(
        morning.shift,
        learner=morning.anna,
        work_processes=["B1-K1-W1"],
        words="Legt goed uit",
        by=morning.coach,
        at=timezone.now(),
    )
    desk, learner = signed_in(morning.coach), f"/nl/coach/student/{mine.key}/"
    assert "Legt goed uit" in desk.get(learner).content.decode()
    page = desk.post(f"{learner}bewijs/", {"kind": "practice_statement", "title": "Uitleggen"})
    assert set(page.context["form"].errors) == {"seen"}
    given = {"kind": "practice_statement", "title": "Uitleggen", "seen": [str(seen.key)]}
    assert desk.post(f"{learner}bewijs/", given).url == learner
    assert AwardLine.objects.get().observation == seen
    assert "Legt goed uit" not in desk.get(learner).content.decode()
    assert "Legt goed uit" in signed_in(morning.anna).get("/nl/student/").content.decode()


def test_the_page_offers_nobody_who_may_not_help(signed_in: SignedIn, morning: Morning):
    hard = morning.kind("moeilijk", level_min=4)
    Person.objects.filter(pk=morning.anna.pk).update(level=4)
    visit = morning.book(morning.anna, 0)
    Appointment.objects.filter(pk=visit.pk).update(help=hard)
    page = signed_in(morning.coach).get(DAY).content.decode()
    assert f'value="{morning.anna_here.key} moeilijk"' in page
    assert f'value="{morning.bo_here.key} moeilijk"' not in page
    assert "kan hier niemand anders bij helpen" in page


def test_how_it_went_is_asked_once_it_has_begun_and_taken_back_after(signed_in: SignedIn, morning: Morning):
    """What is still to begin waits hidden, so that it is there in time on a phone without network."""
    desk = signed_in(morning.coach)
    visit = morning.book(morning.anna, 105, lasts=15)
    page = desk.get(DAY).content.decode()
    assert page.count("hidden>") - page.count("hidden></p>") == page.count("data-from=") == 1
    desk.post(f"{DAY}doen/", sent("served", visit=visit.key))
    assert Appointment.objects.get().state == AppointmentState.BOOKED
    Appointment.objects.update(starts_at=morning.at)
    page = desk.get(DAY).content.decode()
    assert ("data-from=" in page, 'value="served"' in page, 'value="take_back"' in page) == (False, True, False)
    desk.post(f"{DAY}doen/", sent("served", visit=visit.key))
    page = desk.get(DAY).content.decode()
    assert ('value="served"' in page, 'value="take_back"' in page) == (False, True)
    assert post(desk, kept("take_back", visit=visit.key)).json()["deeds"][0]["refusal"] == ""
    assert Appointment.objects.get().state == AppointmentState.BOOKED


def test_what_a_visit_needs_is_read_until_it_is_over_by_the_coach_and_who_comes(signed_in: SignedIn, morning: Morning):
    visit = morning.book(morning.anna, 0, lasts=120)
    said = {
        "interpreter": "tr",
        "language": "en",
        "brings_somebody": True,
        "needs_step_free": True,
        "wishes": "biljart",
    }
    Appointment.objects.filter(pk=visit.pk).update(**said)
    line = "tolk Turks · spreekt Engels · komt met iemand · rolstoel of rollator · «biljart»"
    pages = [(signed_in(morning.coach), DAY), (signed_in(morning.anna), "/nl/student/")]
    assert [line in desk.get(page).content.decode() for desk, page in pages] == [True, True]
    assert line not in signed_in(morning.bo).get("/nl/student/").content.decode()
    Appointment.objects.filter(pk=visit.pk).update(minutes=15, starts_at=morning.at - timedelta(minutes=15))
    assert [line in desk.get(page).content.decode() for desk, page in pages] == [False, False]
    Appointment.objects.filter(pk=visit.pk).update(minutes=240, state="served", closed_at=timezone.now())
    assert [line in desk.get(page).content.decode() for desk, page in pages] == [False, False]


def test_who_said_nothing_else_needs_nothing(signed_in: SignedIn, morning: Morning):
    visit = morning.book(morning.anna, 0, lasts=120)
    Appointment.objects.filter(pk=visit.pk).update(language="nl")
    page = signed_in(morning.coach).get(DAY)
    assert [needs for shown in page.context["days"] for _visit, _others, _helpers, needs in shown.visits()] == [""]
