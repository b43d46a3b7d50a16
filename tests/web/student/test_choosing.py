"""Ranking on the page of a round: every button works without a script, and nothing that was typed is lost."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from web.student.rounds import in_periods, keys, opened, ranked, wished
from werkveld.steps.enrolments.actions import close_choosing, fix_place, place, rank_groups, share_limit, wish
from werkveld.steps.enrolments.models import Round
from werkveld.steps.enrolments.queries import receipt_of, receipts_in
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
SignedIn = Callable[[Person], Client]


@pytest.fixture
def anna(world: World) -> Person:
    (anna,) = world.students(1)
    return anna


@pytest.fixture
def abc(world: World) -> list[Offering]:
    return ranked(world, "Atletiek", "Bakken", "Chinees")


@pytest.fixture
def choosing(world: World, abc: list[Offering]) -> Round:
    return opened(world, abc, wishes_most=3)


def page_of(choice_round: Round) -> str:
    return f"/nl/student/kiezen/{choice_round.key}/"


def in_english(address: str) -> str:
    return address.replace("/nl/", "/en/", 1)


def text(page: object) -> str:
    return html.unescape(re.sub(r"\s+", " ", page.content.decode()))


def order(page: object) -> list[str]:
    return [wish.title for wish in page.context["wishes"]]


def test_a_round_that_asks_her_stands_on_her_desk(signed_in: SignedIn, anna: Person, choosing: Round):
    desk = signed_in(anna)
    page = desk.get("/nl/student/")
    assert [(one.round, one.has_chosen, one.is_open) for one in page.context["rounds"]] == [(choosing, False, True)]
    assert page_of(choosing) in page.content.decode()


def test_each_button_sends_the_order_along_and_keeps_nothing(signed_in: SignedIn, anna: Person, choosing: Round, abc):
    desk, address = signed_in(anna), page_of(choosing)
    a, b, c = keys(*abc)
    page = desk.post(address, {"do": f"add {b}"})
    assert order(page) == ["Bakken"]
    page = desk.post(address, {"wish": [b], "do": f"add {a}"})
    assert order(page) == ["Bakken", "Atletiek"]
    page = desk.post(address, {"wish": [b, a], "do": f"up {a}"})
    assert order(page) == ["Atletiek", "Bakken"]
    page = desk.post(address, {"wish": [a, b, c], "do": f"down {a}"})
    assert order(page) == ["Bakken", "Atletiek", "Chinees"]
    page = desk.post(address, {"wish": [b, a, c], "do": f"remove {b}"})
    assert order(page) == ["Atletiek", "Chinees"]
    assert page.context["is_changed"]
    assert wished(anna) == []


def test_what_is_saved_has_a_receipt_that_the_coordinator_finds(
    signed_in: SignedIn, anna: Person, choosing: Round, abc
):
    desk, (a, b, _c) = signed_in(anna), keys(*abc)
    answer = desk.post(page_of(choosing), {"wish": [b, a], "seen": "", "do": "save"})
    assert answer.url == f"{page_of(choosing)}bewijs/"
    assert wished(anna) == ["Bakken", "Atletiek"]
    page = desk.get(answer.url)
    kept = receipt_of(anna, choosing)
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", kept.number)
    assert receipts_in(choosing) == {kept.number: anna}
    assert kept.number in text(page)
    assert timezone.localtime(kept.at).strftime("%H:%M:%S") in text(page)


def test_another_order_is_another_number(world: World, anna: Person, choosing: Round, abc):
    numbers = set()
    for offerings in (abc, abc[::-1], abc[:1]):
        wish(choice_round=choosing, person=anna, offerings=offerings, by=anna, at=world.at)
        numbers.add(receipt_of(anna, choosing).number)
    assert len(numbers) == 3


def test_too_few_is_said_at_once_and_refused_when_saved(signed_in: SignedIn, world: World, anna: Person, abc):
    strict = opened(world, abc, wishes_least=2)
    a, b, _c = keys(*abc)
    desk = signed_in(anna)
    page = desk.post(page_of(strict), {"do": f"add {a}"})
    assert page.context["too_few"]
    page = desk.post(page_of(strict), {"wish": [a], "seen": "", "do": "save"})
    assert (page.status_code, order(page), wished(anna)) == (200, ["Atletiek"], [])
    assert len(page.context["form"].non_field_errors()) == 1
    assert desk.post(page_of(strict), {"wish": [a, b], "seen": "", "do": "save"}).status_code == 302


def test_two_windows_do_not_overwrite_each_other_unseen(signed_in: SignedIn, anna: Person, choosing: Round, abc):
    desk, (a, b, c) = signed_in(anna), keys(*abc)
    desk.post(page_of(choosing), {"wish": [a], "seen": "", "do": "save"})
    page = desk.post(page_of(choosing), {"wish": [c, b], "seen": "", "do": "save"})
    assert (order(page), wished(anna)) == (["Chinees", "Bakken"], ["Atletiek"])
    assert len(page.context["form"].non_field_errors()) == 1
    desk.post(page_of(choosing), {"wish": [c, b], "seen": page.context["seen"], "do": "save"})
    assert wished(anna) == ["Chinees", "Bakken"]


def test_who_is_too_late_reads_that_and_loses_no_word(
    signed_in: SignedIn, world: World, anna: Person, choosing: Round, abc
):
    desk, (a, b, _c) = signed_in(anna), keys(*abc)
    desk.post(page_of(choosing), {"wish": [a], "seen": "", "do": "save"})
    close_choosing(choosing, by=world.people["coordinator"], at=timezone.now())
    page = desk.post(page_of(choosing), {"wish": [b, a], "seen": receipt_of(anna, choosing).number, "do": "save"})
    assert (order(page), wished(anna)) == (["Bakken", "Atletiek"], ["Atletiek"])
    assert 'value="save"' not in text(page)
    page = desk.get(page_of(choosing))
    assert [one.offering.title_nl for one in page.context["kept"].wishes] == ["Atletiek"]


def test_taking_everything_out_takes_the_wishes_back(signed_in: SignedIn, anna: Person, choosing: Round, abc):
    desk = signed_in(anna)
    desk.post(page_of(choosing), {"wish": keys(*abc), "seen": "", "do": "save"})
    answer = desk.post(page_of(choosing), {"seen": receipt_of(anna, choosing).number, "do": "save"})
    assert (answer.status_code, wished(anna)) == (302, [])


def test_what_stands_in_the_way_is_said_at_once(signed_in: SignedIn, world: World, anna: Person):
    hard, full, mine, free = ranked(world, "Moeilijk", "Vol", "Al van mij", "Vrij")
    Offering.objects.filter(pk=hard.pk).update(level_min=4, level_max=4)
    Offering.objects.filter(pk=full.pk).update(seats_taken=1)
    Person.objects.filter(pk=anna.pk).update(level=2)
    place(person=anna, offering=mine, by=world.people["coordinator"], at=world.at)
    page = signed_in(anna).get(page_of(opened(world, [hard, full, mine, free])))
    told = {choice.title: (bool(choice.bar), bool(choice.warning)) for choice in page.context["choices"]}
    assert told == {
        "Moeilijk": (True, False),
        "Vol": (False, True),
        "Al van mij": (True, False),
        "Vrij": (False, False),
    }
    assert page.content.decode().count('value="add ') == 2


def test_what_does_not_fit_cannot_be_added_by_hand_either(signed_in: SignedIn, world: World, anna: Person):
    (hard,) = ranked(world, "Moeilijk")
    Offering.objects.filter(pk=hard.pk).update(level_min=4)
    Person.objects.filter(pk=anna.pk).update(level=2)
    choice_round = opened(world, [hard])
    desk = signed_in(anna)
    assert order(desk.post(page_of(choice_round), {"do": f"add {hard.key}"})) == []
    page = desk.post(page_of(choice_round), {"wish": keys(hard), "seen": "", "do": "save"})
    assert (page.status_code, wished(anna)) == (200, [])


def test_wishes_of_one_period_say_so(signed_in: SignedIn, world: World, anna: Person):
    first, second = ranked(world, "A", "B"), ranked(world, "C")
    choice_round = in_periods(world, first, second)
    page = signed_in(anna).post(page_of(choice_round), {"wish": keys(*second, *first), "do": "find"})
    assert [(wish.title, wish.period, wish.same_as) for wish in page.context["wishes"]] == [
        ("C", "Periode 2", 0),
        ("A", "Periode 1", 0),
        ("B", "Periode 1", 2),
    ]


def test_a_fixed_place_is_told_with_its_reason(signed_in: SignedIn, world: World, anna: Person, choosing: Round, abc):
    why = "Je hebt dit nodig voor je diploma"
    fix_place(choosing, person=anna, offering=abc[0], why=why, by=world.people["coordinator"], at=world.at)
    assert why in text(signed_in(anna).get(page_of(choosing)))


def test_a_long_list_can_be_searched_and_the_order_stays(signed_in: SignedIn, world: World, anna: Person):
    many = ranked(world, *(f"Vak {number}" for number in range(10)))
    choice_round = opened(world, many)
    page = signed_in(anna).post(page_of(choice_round), {"wish": keys(many[3]), "q": "vak 5", "do": "find"})
    assert [choice.title for choice in page.context["choices"] if choice.is_shown] == ["Vak 5"]
    assert order(page) == ["Vak 3"]


def test_before_it_opens_she_reads_from_when(signed_in: SignedIn, world: World, anna: Person, abc):
    later = timezone.now() + timedelta(days=2)
    choice_round = opened(world, abc, opens_at=later, closes_at=later + timedelta(days=1))
    page = signed_in(anna).get(page_of(choice_round))
    assert page.context["is_early"]
    assert timezone.localtime(later).strftime("%H:%M") in text(page)


def test_who_wants_to_join_what_goes_by_a_round_is_shown_the_way_there(
    signed_in: SignedIn, world: World, anna: Person, choosing: Round, abc
):
    door = f"/nl/meedoen/{abc[0].key}/"
    assert f'href="{page_of(choosing)}"' in text(signed_in(anna).get(door))
    assert "/student/kiezen/" not in text(signed_in(world.people["coach"]).get(door))
    close_choosing(choosing, by=world.people["coordinator"], at=timezone.now())
    assert page_of(choosing) not in text(signed_in(anna).get(door))


def test_a_round_for_others_does_not_exist(signed_in: SignedIn, world: World, anna: Person, abc):
    choice_round = opened(world, abc, colleges=[world.company])
    assert signed_in(anna).get(page_of(choice_round)).status_code == 404


def test_what_the_aim_promises_is_honest(signed_in: SignedIn, world: World, anna: Person, abc):
    desk = signed_in(anna)
    promised = {
        aim: desk.get(in_english(page_of(opened(world, abc, aim=aim)))).context["promise"].property
        for aim in ("draw", "total_rank", "rank_maximal", "fair")
    }
    assert promised["draw"].startswith("Nobody can ever gain by ranking otherwise")
    assert promised["total_rank"] == promised["rank_maximal"] == promised["fair"] != promised["draw"]
    Offering.objects.filter(pk=abc[0].pk).update(capacity_min=1)
    small = desk.get(in_english(page_of(opened(world, abc, aim="draw")))).context["promise"].property
    assert small not in promised.values()
    short = desk.get(in_english(page_of(opened(world, abc, aim="draw", wishes_most=2)))).context["promise"].property
    assert "put something last that has a good chance of room" in short


def test_the_rules_of_the_round_stand_where_somebody_chooses(signed_in: SignedIn, world: World, anna: Person, abc):
    choice_round, carla = opened(world, abc, aim="draw"), world.people["coordinator"]
    rank_groups(choice_round, [{"name_nl": "N4", "name_en": "L4", "level": 4}], by=carla, at=world.at)
    share_limit(choice_round, abc[:2], name_nl="Lokaal", name_en="Room", capacity=5, by=carla, at=world.at)
    promise = signed_in(anna).get(in_english(page_of(choice_round))).context["promise"]
    titles = f"{abc[0].title_en} + {abc[1].title_en}"
    assert promise.rules == ("Some students go first: L4.", f"Room: there are 5 places for {titles} together.")
    assert promise.how.startswith("Who goes first gets a turn first.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_for_one_choice_as_for_three(
    signed_in: SignedIn, world: World, anna: Person, count: int, django_assert_num_queries: Callable
):
    offerings = ranked(world, *(f"Vak {number}" for number in range(count)))
    choice_round = opened(world, offerings)
    wish(choice_round=choice_round, person=anna, offerings=offerings, by=anna, at=world.at)
    desk = signed_in(anna)
    desk.get(page_of(choice_round))
    with django_assert_num_queries(12):
        desk.get(page_of(choice_round))
