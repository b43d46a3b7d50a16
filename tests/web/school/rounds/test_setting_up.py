"""A round is prepared, gets its offerings and rules, and opens when nothing is missing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from web.school.rounds.conftest import Desk
from werkveld.steps.deeds.models import Look
from werkveld.steps.enrolments.actions import RoundLacks, open_choosing
from werkveld.steps.enrolments.enums import RoundState
from werkveld.steps.enrolments.models import FixedPlace, PriorityGroup, Quota, Round, RoundOffering, SharedLimit
from werkveld.steps.enrolments.queries.checklist import lacks
from werkveld.steps.offerings.enums import OfferingState
from werkveld.steps.offerings.models import Offering
from werkveld.steps.people.models import Person

pytestmark = pytest.mark.slow
LIST = "/nl/school/rondes/"


def typed(world: World, **other: object) -> dict[str, object]:
    now = timezone.localtime()
    return {
        "name_nl": "Keuzedelen voorjaar",
        "text_nl": "Kies wat je leuk vindt.",
        "colleges": [world.college.pk],
        "opens_at": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "closes_at": (now + timedelta(days=8)).strftime("%Y-%m-%dT%H:%M"),
        "results_on": (now + timedelta(days=12)).strftime("%Y-%m-%d"),
        "seats": 1,
        "wishes_least": 2,
        "wishes_most": 5,
        "aim": "fair",
        "places_silent": "on",
        "answer_days": 2,
        **other,
    }


def test_a_round_is_prepared_and_kept_as_it_was_typed(
    signed_in: Callable[[Person], Client], world: World, django_assert_num_queries: Callable
):
    page = signed_in(world.people["coordinator"])
    assert page.get(LIST + "nieuw/").status_code == 200
    answer = page.post(LIST + "nieuw/", typed(world))
    made = Round.objects.get()
    assert answer.url == f"{LIST}{made.key}/"
    assert (made.state, made.aim, made.places_silent, made.answer_hours) == (RoundState.DRAFT, "fair", True, 48)
    assert (made.name_en, made.organization, list(made.colleges.all())) == (
        "Keuzedelen voorjaar",
        world.school,
        [world.college],
    )
    again = page.get(f"{LIST}{made.key}/gegevens/").context["form"]
    assert (again["answer_days"].value(), again["aim"].value()) == (2, "fair")


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"closes_at": "2020-01-01T10:00"}, "closes_at"),
        ({"wishes_most": 1}, "wishes_most"),
        ({"seats": 3, "wishes_least": 1, "wishes_most": 2}, "wishes_most"),
        ({"level_min": 3, "level_max": 2}, "level_max"),
        ({"results_on": "2020-01-01"}, "results_on"),
        ({"colleges": []}, "colleges"),
        ({"name_nl": " "}, "name_nl"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    signed_in: Callable[[Person], Client], world: World, other: dict[str, object], field: str
):
    page = signed_in(world.people["coordinator"]).post(LIST + "nieuw/", typed(world, **other))
    assert set(page.context["form"].errors) == {field}
    assert page.context["form"]["text_nl"].value() == "Kies wat je leuk vindt."
    assert not Round.objects.exists()


def test_levels_are_said_in_the_language_of_the_page(signed_in: Callable[[Person], Client], world: World, desk: Desk):
    page = signed_in(world.people["coordinator"])
    for path in (LIST + "nieuw/", desk.page("gegevens"), desk.page("regels")):
        assert "niveau 4" in page.get(path).content.decode()
        assert "level 4" in page.get(path.replace("/nl/", "/en/")).content.decode()
    desk.set(level_min=4)
    said = page.get(desk.page()).content.decode()
    assert "niveau 4" in said
    assert "niveau 4 tot en met" not in said


def test_only_who_gives_places_prepares_a_round(signed_in: Callable[[Person], Client], world: World, desk: Desk):
    (student,) = desk.students[:1]
    assert signed_in(student).get(LIST).status_code == 403
    trainer = signed_in(world.people["trainer"])
    assert trainer.get(desk.page()).status_code == 403


def states(page: object) -> dict[str, str]:
    return {line.words: line.state for line in page.context["lines"]}


def test_the_check_list_says_what_is_missing_and_the_round_opens_when_nothing_is(desk: Desk):
    Offering.objects.filter(pk=desk.offerings[0].pk).update(state=OfferingState.DRAFT)
    page = desk.client.get(desk.page())
    assert list(states(page).values()) == [
        "met", "met", "missing", "met", "met", "met", "met", "look", "look",
    ]  # fmt: skip
    assert page.context["missing"] == 1
    desk.client.post(desk.page("openen"))
    desk.round.refresh_from_db()
    assert desk.round.state == RoundState.DRAFT
    with pytest.raises(RoundLacks):
        open_choosing(desk.round, by=desk.carla, at=desk.world.at)
    desk.client.post(desk.page("aanbod/openen"))
    desk.client.post(desk.page("openen"))
    desk.round.refresh_from_db()
    assert desk.round.state == RoundState.OPEN


@pytest.mark.parametrize(("places_silent", "state"), [(False, ""), (True, "look")])
def test_after_the_closing_the_check_list_counts_who_still_wants_a_place(desk: Desk, places_silent: bool, state: str):
    """«Bos» has no place any more: three are left, three chose, and the fourth chose nothing."""
    koken, film, bos = desk.offerings
    Offering.objects.filter(pk=bos.pk).update(capacity=0)
    desk.open().set(places_silent=places_silent)
    for student in desk.students[:3]:
        desk.wish(student, koken, film)
    words = "Er zijn 3 plekken, en er zijn er 4 nodig. Sommigen krijgen dus niets."
    assert states(desk.client.get(desk.page()))[words] == "look"
    assert states(desk.close().client.get(desk.page())).get(words, "") == state


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"level_min": 2}, []),
        ({"wishes_least": 4, "wishes_most": 4}, ["wishes"]),
        ({"seats": 2}, ["periods"]),
        (
            {"closes_at": timezone.now() - timedelta(hours=1), "opens_at": timezone.now() - timedelta(days=2)},
            ["closes"],
        ),
    ],
)
def test_each_gap_is_named(desk: Desk, columns: dict[str, object], missing: list[str]):
    desk.set(**columns)

    assert [check.code for check in lacks(desk.round, desk.world.at)] == missing


def test_an_offering_is_found_put_in_a_period_and_taken_out(desk: Desk):
    more = desk.world.offering("Lassen", capacity=5, is_ranked=True)
    assert list(desk.client.get(desk.page("aanbod"), {"q": "lass"}).context["adding"]) == [], "it began already"
    Offering.objects.filter(pk=more.pk).update(starts_on=timezone.localdate())
    desk.client.post(desk.page("aanbod"), {"periods": "Periode 1 | Period 1\nPeriode 2"})
    assert [(one.name_nl, one.name_en) for one in desk.round.periods.order_by("number")] == [
        ("Periode 1", "Period 1"),
        ("Periode 2", "Periode 2"),
    ]
    found = desk.client.get(desk.page("aanbod"), {"q": "lass"})
    assert list(found.context["adding"]) == [more]
    desk.client.post(desk.page("aanbod/erbij"), {"offering": [str(more.key)], "period": "2"})
    assert RoundOffering.objects.get(offering=more).period.number == 2
    desk.client.post(desk.page("aanbod/erbij"), {"offering": str(more.key), "period": "1"})
    assert RoundOffering.objects.get(offering=more).period.number == 1
    desk.client.post(desk.page("aanbod/eruit"), {"offering": str(more.key)})
    assert not RoundOffering.objects.filter(offering=more).exists()


def test_rules_are_added_and_taken_away(desk: Desk):
    koken, film, _bos = desk.offerings
    page = desk.page("regels")
    limit = {"deed": "limit", "limit-name_nl": "Keuken", "limit-capacity": 4}
    assert desk.client.post(page, {**limit, "limit-offerings": [str(koken.key)]}).context["limiting"].errors
    desk.client.post(page, {**limit, "limit-offerings": [str(koken.key), str(film.key)]})
    group = {"deed": "group", "group-name_nl": "College", "group-college": desk.world.college.pk}
    desk.client.post(page, {**group, "group-quota_offering": str(koken.key), "group-quota": 1})
    assert desk.client.post(page, {"deed": "group", "group-name_nl": "Leeg"}).context["grouping"].errors
    fixed = {"deed": "fixed", "fixed-offering": str(koken.key), "fixed-why": "Herkansing"}
    assert set(desk.client.post(page, {**fixed, "fixed-number": "9"}).context["fixing"].errors) == {"number"}
    desk.client.post(page, {**fixed, "fixed-number": "001"})
    assert SharedLimit.objects.get().choices.count() == 2
    assert (PriorityGroup.objects.get().college, Quota.objects.get().most) == (desk.world.college, 1)
    assert FixedPlace.objects.get().person == desk.students[0]
    desk.client.get(page)
    assert [look.person for look in Look.objects.all()] == [desk.students[0].key]
    for what, row in (("limit", SharedLimit), ("group", PriorityGroup), ("fixed", FixedPlace)):
        desk.client.post(desk.page("regels", what, row.objects.get().pk, "weg"))
        assert not row.objects.exists()


def test_a_second_group_keeps_the_first_with_its_quota(desk: Desk):
    page, koken = desk.page("regels"), desk.offerings[0]
    first = {"deed": "group", "group-name_nl": "Eerst", "group-level": 2}
    desk.client.post(page, {**first, "group-quota_offering": str(koken.key), "group-quota": 1})
    desk.client.post(page, {"deed": "group", "group-name_nl": "Dan", "group-level": 3})
    groups = PriorityGroup.objects.order_by("ordering").values_list("name_nl", "level", "quotas__most")
    assert list(groups) == [("Eerst", 2, 1), ("Dan", 3, None)]


def test_a_test_round_is_marked_and_stands_only_with_its_round(desk: Desk):
    desk.open().wish(desk.students[0], desk.offerings[1])
    answer = desk.client.post(desk.page("proefronde"), follow=True)
    test = Round.objects.get(test_of=desk.round)
    assert (answer.context["phase"].code, test.wishes.count()) == ("test", 1)
    assert f"/{desk.round.key}/" in answer.content.decode()
    assert [row["round"] for row in desk.client.get(LIST).context["rows"]] == [desk.round]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_round_as_for_three(desk: Desk, count: int, django_assert_num_queries: Callable):
    for _again in range(count - 1):
        desk.round.pk, desk.round.key = None, uuid4()
        desk.round.save(force_insert=True)
    desk.client.get(LIST)
    with django_assert_num_queries(9):
        assert len(desk.client.get(LIST).context["rows"]) == count
