"""Choosing goes on: counts without names, reminders, trials beside each other, and publishing once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from web.school.rounds.conftest import Desk
from werkveld.jobs.rounds import let_go_of_offers, remind_of_rounds
from werkveld.journeys import draw_later, try_later
from werkveld.journeys.give_back_seat import give_back_seat
from werkveld.journeys.try_round import try_round
from werkveld.steps.deeds.models import Deed, Look
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import Enrolment, Round, RoundResult, SeatOffer, Trial
from werkveld.steps.messages.models import Message
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering

pytestmark = pytest.mark.slow


@pytest.fixture
def chosen(desk: Desk) -> Desk:
    """Three want the one place of «Film» first, and the fourth chose nothing."""
    koken, film, _bos = desk.offerings
    desk.open()
    for student in desk.students[:3]:
        desk.wish(student, film, koken)
    return desk


def test_while_choosing_is_open_there_are_numbers_and_no_names(chosen: Desk):
    page = chosen.client.get(chosen.page("wensen"))
    standing = page.context["standing"]
    assert (standing.asked, standing.chose, standing.silent) == (4, 3, 1)
    assert [(row.offering.title, row.first, row.all, row.seats) for row in page.context["rows"]] == [
        ("Film", 3, 3, 1),
        ("Bos", 0, 0, 9),
        ("Koken", 0, 3, 2),
    ]
    assert "Nummer" not in page.content.decode()
    assert page.context["silent"] == []
    assert not Look.objects.exists()


def test_names_show_before_the_deadline_when_the_round_says_so_and_that_is_a_look(chosen: Desk):
    page = chosen.set(shows_names=True).client.get(chosen.page("wensen"))
    assert page.context["silent"] == [chosen.students[3]]
    assert [look.person for look in Look.objects.all()] == [chosen.students[3].key]


def test_after_the_deadline_who_chose_nothing_is_named(chosen: Desk):
    assert chosen.close().client.get(chosen.page("wensen")).context["silent"] == [chosen.students[3]]


def test_who_has_not_chosen_is_reminded_once(chosen: Desk):
    for _press in range(2):
        chosen.client.post(chosen.page("wensen/herinneren"))
    told = Message.objects.filter(kind="choose-soon")
    assert [message.to for message in told] == [chosen.students[3]]
    assert [deed.detail["people"] for deed in Deed.objects.filter(verb="reminded").order_by("id")] == [1, 0]


@pytest.mark.parametrize(("hours", "reminded"), [(20, 1), (30, 0), (-1, 0)])
def test_the_clock_reminds_once_the_day_before_closing(chosen: Desk, hours: int, reminded: int):
    now = chosen.world.at
    chosen.set(opens_at=now - timedelta(days=9), closes_at=now + timedelta(hours=hours))
    remind_of_rounds.func()
    remind_of_rounds.func()
    assert Message.objects.filter(kind="choose-soon").count() == reminded
    assert Deed.objects.filter(verb="reminded").count() == reminded


def test_trials_stand_beside_each_other_and_place_nobody(chosen: Desk):
    chosen.client.post(chosen.page("proef"), {"aim": ["total_rank", "draw"], "seed": "5"})
    assert [(one.aim, one.seed) for one in Trial.objects.order_by("id")] == [("total_rank", 5), ("draw", 5)]
    page = chosen.client.get(chosen.page("proef"))
    first = page.context["parts"][0].rows[0]
    assert [cell.words for cell in first.cells] == ["1", "1"]
    assert not Enrolment.objects.exists()
    film = next(one for one in page.context["fullness"] if one.title == "Film")
    assert (film.given, film.seats, film.is_full) == (1, 1, True)
    assert "1" in film.more


def test_the_best_of_a_row_is_marked_in_words_and_the_others_say_how_far_they_are(chosen: Desk):
    film = chosen.offerings[1]
    chosen.client.post(chosen.page("proef"), {"aim": ["total_rank"]})
    chosen.client.post(chosen.page("proef"), {"aim": ["total_rank"], f"extra-{film.key}": "2"})
    page = chosen.client.get(chosen.page("proef"))
    first = page.context["parts"][0].rows[0]
    assert [(cell.words, cell.mark) for cell in first.cells] == [("1", "off"), ("3", "best")]
    assert first.cells[0].difference == "−2"
    assert [head.extra for head in page.context["heads"]] == ["", "Film +2"]
    html = page.content.decode()
    assert html.count("versus__best") >= 1
    nothing = page.context["parts"][0].rows[2]
    assert [cell.words for cell in nothing.cells] == ["0", "0"]
    assert {cell.mark for cell in nothing.cells} == {""}


def published(desk: Desk) -> str:
    desk.client.post(desk.page("proef"), {"aim": ["total_rank"]})
    trial = Trial.objects.order_by("-id").first()
    assert trial is not None
    return desk.page("proef", trial.key, "publiceren")


def test_before_the_deadline_nothing_is_published(chosen: Desk):
    page = published(chosen)
    assert chosen.client.get(page).context["is_over"] is False
    chosen.client.post(page)
    assert not Enrolment.objects.exists()


def test_the_places_are_given_once_and_the_same_press_again_changes_nothing(chosen: Desk):
    page = published(chosen.close())
    says = chosen.client.get(page).context
    assert (says["placed"], says["unplaced"], says["silent_left"], says["letters"]) == (3, 0, 1, 3)
    assert chosen.client.post(page).url == chosen.page("uitslag")
    kept = list(Enrolment.objects.order_by("id").values_list("person", "offering", "state"))
    again = chosen.client.post(page, follow=True)
    assert len(list(again.context["messages"])) == 2, "the first answer was not read yet, and the second says so"
    assert list(Enrolment.objects.order_by("id").values_list("person", "offering", "state")) == kept
    assert Deed.objects.filter(verb="drew").count() == 1
    assert RoundResult.objects.count() == 3


def test_after_publishing_the_trial_that_was_published_says_so_and_nothing_is_tried(chosen: Desk):
    chosen.close().client.post(chosen.page("proef"), {"aim": ["total_rank", "draw"]})
    trial = Trial.objects.get(aim="draw")
    chosen.client.post(chosen.page("proef", trial.key, "publiceren"))
    page = chosen.client.get(chosen.page("proef"))
    heads = [(head.trial.aim, head.is_current, head.is_published) for head in page.context["heads"]]
    assert heads == [("total_rank", True, False), ("draw", True, True)]
    said = page.content.decode()
    assert "Je kunt publiceren als het kiezen gesloten is" not in said
    assert 'id="try"' not in said
    for press in (chosen.page("proef"), chosen.page("proef", trial.key, "opnieuw")):
        assert chosen.client.post(press, {"aim": ["fair"]}).url == chosen.page("uitslag")
    assert Trial.objects.count() == 2


def test_when_a_wish_moved_nothing_is_published_and_one_button_tries_again(chosen: Desk):
    page = published(chosen.close())
    chosen.set(closes_at=chosen.world.at + timedelta(days=1))
    chosen.wish(chosen.students[3], chosen.offerings[2])
    chosen.close()
    assert chosen.client.get(page).context["is_current"] is False
    answer = chosen.client.post(page, follow=True)
    assert answer.context["is_current"] is False
    chosen.round.refresh_from_db()
    assert (chosen.round.state, Enrolment.objects.count()) == (RoundState.OPEN, 0)
    chosen.client.post(page.replace("publiceren", "opnieuw"))
    fresh = chosen.client.get(chosen.page("proef")).context["heads"]
    assert [head.is_current for head in fresh] == [True]


def test_a_test_round_is_never_published(chosen: Desk):
    chosen.close().client.post(chosen.page("proefronde"))
    test = Round.objects.get(test_of=chosen.round)
    chosen.client.post(f"/nl/school/rondes/{test.key}/proef/", {"aim": ["draw"]})
    trial = Trial.objects.get(round=test)
    answer = chosen.client.post(f"/nl/school/rondes/{test.key}/proef/{trial.key}/publiceren/")
    assert answer.status_code == 404
    assert not Enrolment.objects.exists()


def test_what_does_not_go_on_is_said_before_and_cancelled_after(chosen: Desk):
    koken = chosen.offerings[0]
    Offering.objects.filter(pk=koken.pk).update(capacity=4, capacity_min=4)
    page = published(chosen.close())
    assert chosen.client.get(page).context["cancelled"] == ["Koken"]
    chosen.client.post(page)
    koken.refresh_from_db()
    assert koken.state == OfferingState.CANCELLED


def test_a_trial_that_takes_long_goes_to_the_job_runner_and_says_so(chosen: Desk, monkeypatch: pytest.MonkeyPatch):

    Offering.objects.filter(pk=chosen.offerings[0].pk).update(capacity_min=1)
    monkeypatch.setattr(try_later, "AT_ONCE", 0)
    asked: list[dict[str, object]] = []
    enqueue = type(try_later.try_in_job).enqueue
    monkeypatch.setattr(type(try_later.try_in_job), "enqueue", lambda _task, **facts: asked.append(facts))
    chosen.client.post(chosen.page("proef"), {"aim": ["fair", "draw"]})
    page = chosen.client.get(chosen.page("proef"))
    assert (page.context["at_work"].done, page.context["at_work"].total) == (0, 2)
    assert re.search(r'hx-trigger="every 2s"', page.content.decode())
    monkeypatch.setattr(type(try_later.try_in_job), "enqueue", enqueue)
    try_later.try_in_job.func(**asked[0])
    page = chosen.client.get(chosen.page("proef"))
    assert page.context["at_work"] is None
    assert [head.trial.aim for head in page.context["heads"]] == ["fair", "draw"]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What was asked of the job runner while no worker was there; every round is thought to take long."""
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(try_later, "AT_ONCE", 0)
    monkeypatch.setattr(type(draw_later.draw_in_job), "enqueue", lambda _task, **facts: asked.append(facts))
    return asked


@pytest.fixture
def tried(chosen: Desk, queue: list[dict[str, object]]) -> str:
    """The page on which a trial of a round with smallest groups is published."""
    Offering.objects.filter(pk=chosen.offerings[0].pk).update(capacity_min=1)
    try_round(chosen.close().round, aim="total_rank", by=chosen.carla, at=chosen.world.at)
    return chosen.page("proef", Trial.objects.get().key, "publiceren")


def test_publishing_that_takes_long_goes_to_the_job_runner_once_and_says_so(chosen, tried, queue):
    for _press in range(2):
        assert chosen.client.post(tried).url == tried
    assert len(queue) == 1
    page = chosen.client.get(tried)
    assert page.context["at_work"].fault == ""
    assert re.search(r'waited=1" hx-trigger="every 2s"', page.content.decode())
    assert not re.search(r'<form method="post">', page.content.decode()), "nobody presses twice"
    assert not Enrolment.objects.exists()
    assert [draw_later.draw_in_job.func(**queue[0]) for _again in range(2)] == [True, True]
    assert Deed.objects.filter(verb="drew").count() == 1
    assert Enrolment.objects.filter(state="placed").count() == 3
    answer = chosen.client.get(f"{tried}?waited=1", follow=True)
    assert answer.redirect_chain[-1][0] == chosen.page("uitslag")
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]


def test_why_the_job_runner_gave_no_places_is_said_once_and_it_can_be_asked_again(chosen, tried, queue):
    chosen.client.post(tried)
    chosen.set(closes_at=chosen.world.at + timedelta(days=1))
    chosen.wish(chosen.students[3], chosen.offerings[2])
    chosen.close()
    assert draw_later.draw_in_job.func(**queue[0]) is False
    said = [len(list(chosen.client.get(tried).context["messages"])) for _look in range(2)]
    assert said == [1, 0]
    assert not Enrolment.objects.exists()
    chosen.client.post(tried)
    assert len(queue) == 2


def test_an_offer_that_nobody_answers_goes_to_the_next_by_the_clock(chosen: Desk, at):
    koken = chosen.offerings[0]
    Offering.objects.filter(pk=koken.pk).update(capacity=1)
    chosen.client.post(published(chosen.close()))
    waiting = Enrolment.objects.filter(state="waiting").order_by("id")
    assert waiting.exists()
    placed = Enrolment.objects.get(offering=koken, state="placed")

    give_back_seat(placed, by=placed.person, at=chosen.world.at)
    offered = SeatOffer.objects.get()
    let_go_of_offers.func()
    offered.refresh_from_db()
    assert offered.state == "open"
    SeatOffer.objects.update(answer_by=chosen.world.at, offered_at=chosen.world.at - timedelta(days=1))
    let_go_of_offers.func()
    offered.refresh_from_db()
    assert offered.state == "lapsed"


@pytest.mark.parametrize("count", [1, 3])
def test_the_wishes_page_asks_as_much_for_one_as_for_three(desk: Desk, count: int, django_assert_num_queries: Callable):
    desk.open()
    for student in desk.students[:count]:
        desk.wish(student, *desk.offerings[:count])
    desk.client.get(desk.page("wensen"))
    with django_assert_num_queries(13):
        desk.client.get(desk.page("wensen"))


def test_seats_that_were_tried_become_real_and_can_be_published_then(chosen: Desk):
    film = chosen.close().offerings[1]
    chosen.client.post(chosen.page("proef"), {"aim": ["total_rank"], f"extra-{film.key}": "2"})
    trial = Trial.objects.get()
    chosen.client.post(chosen.page("proef", trial.key, "publiceren"))
    assert not Enrolment.objects.exists(), "what was tried with other seats is not published"
    chosen.client.post(chosen.page("proef", trial.key, "plekken"))
    film.refresh_from_db()
    assert film.capacity == 3
    real = Trial.objects.order_by("-id").first()
    assert (real.extra_seats, real.figures["first"]) == ({}, 3)
    chosen.client.post(chosen.page("proef", real.key, "publiceren"))
    assert Enrolment.objects.filter(offering=film, state="placed").count() == 3
