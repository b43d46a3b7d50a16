"""Searching: words, facets, places, sorting and paging; the same on both databases."""

from datetime import date, timedelta

import pytest

from harness.catalogue import Shop
from werkveld.steps.offerings import actions
from werkveld.steps.offerings.models import PostcodeArea
from werkveld.steps.offerings.queries import Found, Sort, Wanted, edition, search, sites_found

TODAY = date(2026, 9, 1)


def found(shop: Shop, **wanted: object) -> Found:
    now = edition(shop.region)
    assert now is not None
    return search(now, Wanted(**wanted), on=TODAY)


def titles(shop: Shop, **wanted: object) -> list[str]:
    names = {offering.pk: offering.title_nl for offering in shop.made}
    return [names[hit.id] for hit in found(shop, **wanted).hits]


def counts(found: Found, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in found.facets[facet] if value.count}


@pytest.mark.parametrize(
    "typed", ["zorgtechnologie", "technologie zorg", "ZORG", "zorgtech", "technologieën", "care technology", "cares"]
)
def test_words_are_found_by_stem_part_beginning_and_in_english(shop: Shop, typed: str):
    shop.offers("Zorgtechnologie", title_en="Care technology")
    shop.offers("Warmtepompen", title_en="Heat pumps", programme=shop.programme_of("bouw", shop.programme.kind))
    assert titles(shop, text=typed) == ["Zorgtechnologie"]


def test_all_words_have_to_be_found(shop: Shop):
    shop.offers("Koken in de wijk")
    shop.offers("Zorg in huis")
    assert titles(shop, text="koken wijk") == ["Koken in de wijk"]
    assert titles(shop, text="koken huis") == []


def test_the_names_of_its_place_theme_and_organisation_find_it_too(shop: Shop):
    programme = shop.programme_of("koken", shop.programme.kind, shop.theme("voeding", "Gezonde voeding"))
    shop.offers("Soep", programme=programme)
    for typed in ("amersfoort", "proefcollege", "gezond", "keuzedeel"):
        assert titles(shop, text=typed) == ["Soep"], typed


def test_a_typing_fault_is_forgiven_when_nothing_else_is_found(shop: Shop):
    shop.offers("Warmtepompen plaatsen")
    answer = found(shop, text="warmtpompn")
    assert (answer.read_as, answer.total) == ("warmtepompen", 1)
    assert found(shop, text="xqzzv").total == 0


def test_a_word_that_nothing_holds_is_left_out_when_nothing_else_is_found(shop: Shop):
    shop.offers("Koken in de wijk")
    answer = found(shop, text="koken xqzzv")
    assert (answer.read_as, answer.total) == ("koken", 1)
    assert found(shop, text="de xqzzv").total == 0


def test_a_word_torn_apart_is_put_together(shop: Shop):
    shop.offers("Bouwkunde in het kort")
    answer = found(shop, text="bouw kunde")
    assert (answer.read_as, answer.total) == ("bouwkunde", 1)


def test_another_word_for_the_same_finds_it(shop: Shop):
    shop.offers("Leerplek bij de bakker")
    assert titles(shop, text="stage bakker") == ["Leerplek bij de bakker"]


def test_what_says_it_in_its_title_comes_first(shop: Shop):
    shop.offers("Koken", summary_nl="met veel robots", starts_on=date(2026, 9, 2))
    shop.offers("Robots bouwen", starts_on=date(2027, 1, 1))
    assert titles(shop, text="robots") == ["Robots bouwen", "Koken"]


def test_one_value_of_a_facet_is_enough_and_every_facet_counts(shop: Shop):
    shop.offers("Een", audience="learner", level_min=2, level_max=3)
    shop.offers("Twee", audience="resident", level_min=4)
    shop.offers("Drie", audience="teacher")
    assert set(titles(shop, chosen=(("phase", ("learner", "resident")),))) == {"Een", "Twee"}
    assert titles(shop, chosen=(("phase", ("learner", "resident")), ("level", ("3",)))) == ["Een"]


def test_without_a_stated_level_it_is_for_every_level(shop: Shop):
    shop.offers("Voor allen")
    assert titles(shop, chosen=(("level", ("1",)),)) == ["Voor allen"]


def test_a_facet_is_counted_over_what_the_other_facets_leave(shop: Shop):
    shop.offers("Een", audience="learner", language="nl")
    shop.offers("Twee", audience="resident", language="en")
    shop.offers("Drie", audience="resident", language="nl")
    answer = found(shop, chosen=(("phase", ("learner",)),))
    assert counts(answer, "phase") == {"learner": 1, "resident": 2}
    assert counts(answer, "language") == {"nl": 1}
    assert (answer.total, answer.total_without_filters) == (1, 3)


def test_kind_theme_campus_duration_and_start_are_facets(shop: Shop):
    quick, theme = shop.kind("bijeenkomst"), shop.theme("energie", "Energie")
    field = shop.site("Nieuwegein", 52.03, 5.09)
    shop.offers("Lang", ends_on=date(2027, 6, 1))
    shop.offers("Kort", programme=shop.programme_of("bij", quick, theme), site=field, ends_on=date(2026, 10, 5))
    answer = found(shop)
    assert counts(answer, "kind") == {"keuzedeel": 1, "bijeenkomst": 1}
    assert counts(answer, "theme") == {"energie": 1}
    assert counts(answer, "campus") == {"amersfoort": 1}
    assert counts(answer, "duration") == {"longer": 1, "day": 1}
    assert counts(answer, "start") == {"2026-10": 2}


def test_what_starts_any_week_starts_in_every_month(shop: Shop):
    shop.offers("Vast", starts_on=date(2026, 11, 1))
    shop.offers("Altijd", starts_on=None, starts_any_week=True)
    assert set(titles(shop, chosen=(("start", ("2026-11",)),))) == {"Vast", "Altijd"}
    assert titles(shop, chosen=(("start", ("any",)),)) == ["Altijd"]


def test_soonest_comes_first_and_what_began_already_last(shop: Shop):
    shop.offers("Begonnen", starts_on=TODAY - timedelta(days=3))
    shop.offers("Later", starts_on=TODAY + timedelta(days=60))
    shop.offers("Gauw", starts_on=TODAY + timedelta(days=1))
    shop.offers("Elke week", starts_on=None, starts_any_week=True)
    assert titles(shop) == ["Elke week", "Gauw", "Later", "Begonnen"]


@pytest.fixture
def areas(shop: Shop) -> None:
    for code, town, lat, lon in (("3811", "Amersfoort", 52.155, 5.387), ("3431", "Nieuwegein", 52.03, 5.09)):
        PostcodeArea.objects.create(region=shop.region, code=code, town=town, lat=lat, lon=lon)


@pytest.mark.parametrize("typed", ["3811", "3811 AB", "Amersfoort", "amersfort"])
def test_a_postcode_or_a_town_sorts_by_distance(shop: Shop, areas: None, typed: str):
    shop.offers("Ver", site=shop.site("Nieuwegein", 52.03, 5.09))
    shop.offers("Dichtbij")
    shop.offers("Nergens", site=None, mode="online")
    answer = found(shop, place=typed)
    assert titles(shop, place=typed) == ["Dichtbij", "Ver", "Nergens"]
    assert [hit.km is None for hit in answer.hits] == [False, False, True]
    assert round(answer.hits[1].km or 0) == 25
    assert titles(shop, place=typed, within_km=10) == ["Dichtbij"]


def test_a_place_that_nobody_knows_narrows_nothing(shop: Shop, areas: None):
    shop.offers("Een")
    answer = found(shop, place="Zzyzx", within_km=5)
    assert (answer.spot, answer.total) == (None, 1)


def test_pages_follow_each_other_without_gaps_or_repeats(shop: Shop):
    for number in range(7):
        shop.offers(f"Nummer {number}", starts_on=date(2026, 10, 1 + number % 3))
    first = found(shop, size=3)
    second = found(shop, size=3, after=first.after)
    third = found(shop, size=3, after=second.after)
    every = [hit.id for page in (first, second, third) for hit in page.hits]
    assert every == [hit.id for hit in found(shop, size=9).hits]
    assert (third.after, first.before, second.first) == (None, None, 4)
    assert found(shop, size=3, before=second.before).hits == first.hits


def test_a_page_stays_put_when_something_is_added_before_it(shop: Shop):
    for number in range(4):
        shop.offers(f"Nummer {number}", starts_on=date(2026, 10, 5 + number))
    after = found(shop, size=2).after
    before = found(shop, size=2, after=after).hits
    shop.offers("Nieuw", starts_on=date(2026, 10, 1))
    assert [h.id for h in found(shop, size=2, after=after).hits] == [h.id for h in before]


def test_drafts_and_what_is_cancelled_are_not_found_and_what_is_over_only_when_asked(shop: Shop):
    shop.offers("Concept", is_open=False)
    over, gone = shop.offers("Voorbij"), shop.offers("Afgelast")
    actions.finish_offering(over, by=shop.by, at=shop.at)
    actions.cancel_offering(gone, by=shop.by, at=shop.at)
    assert titles(shop) == []
    assert titles(shop, also_past=True) == ["Voorbij"]


def test_a_changed_title_is_found_by_its_new_words_only(shop: Shop):
    offering = shop.offers("Koken")
    assert titles(shop, text="koken") == ["Koken"]
    actions.change_offering(offering, title_nl="Bakken", title_en="Baking", by=shop.by, at=shop.at)
    assert titles(shop, text="koken") == []
    assert titles(shop, text="bakken") == ["Bakken"]


def test_the_newest_come_first_when_asked(shop: Shop):
    shop.offers("Oud")
    shop.at += timedelta(days=1)
    shop.offers("Nieuw")
    assert titles(shop, sort=Sort.NEWEST) == ["Nieuw", "Oud"]


def test_a_map_gets_one_marker_a_site(shop: Shop):
    for number in range(7):
        shop.offers(f"Nummer {number}")
    shop.offers("Elders", site=shop.site("Nieuwegein", 52.03, 5.09))
    now = edition(shop.region)
    assert now is not None
    sites = sites_found(now, Wanted())
    assert (sites[0][0], len(sites[0][1])) == (shop.campus.pk, 5)
    assert [count for _site, _ids, count in sites] == [7, 1]


@pytest.mark.parametrize("typed", ["'", '"', "a' OR 1=1 --", "NEAR(zorg)", "zorg AND", "*", "&|!", "zorg:*"])
def test_signs_in_a_question_do_no_harm(shop: Shop, typed: str):
    shop.offers("Zorg")
    assert found(shop, text=typed).total in {0, 1}


def test_a_search_asks_the_database_the_same_few_things_for_one_and_for_many(shop: Shop, django_assert_num_queries):
    shop.offers("Zorg een")
    found(shop)
    with django_assert_num_queries(2):  # the edition, and the words
        assert found(shop, text="zorg", chosen=(("phase", ("learner",)),)).total == 1
    for number in range(3):
        shop.offers(f"Zorg {number}")
    with django_assert_num_queries(4):  # also what was written since, and the labels
        assert found(shop, text="zorg").total == 4
    with django_assert_num_queries(1):
        assert found(shop, text="zorg").total == 4
