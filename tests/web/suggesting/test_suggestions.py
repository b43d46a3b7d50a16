"""What suits somebody, with the reason of each, and nothing that is not for them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys.world import World
from werkveld.steps.deeds.models import Deed
from werkveld.steps.enrolments.actions import InterestIsYours, choose_themes, place
from werkveld.steps.enrolments.models import Interest
from werkveld.steps.enrolments.queries import suggestions_for
from werkveld.steps.offerings.actions import offer, open_offering, refresh_catalogue
from werkveld.steps.offerings.models import Offering, OfferingKind, PostcodeArea, Programme
from werkveld.steps.people.enums import RoleCode
from werkveld.steps.people.models import Person, Site, Theme

pytestmark = pytest.mark.slow
SOON = timezone.localdate() + timedelta(days=30)


class Market:
    """Three themes, and offerings for professionals that carry some of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kind = OfferingKind.objects.create(region=world.region, code="course", name_nl="Cursus", name_en="Course")
        self.care, self.energy, self.music = (
            Theme.objects.create(region=world.region, code=code, name_nl=code, name_en=code)
            for code in ("care", "energy", "music")
        )
        self.hans = world.someone("Hans", RoleCode.PROFESSIONAL, world.school)
        refresh_catalogue(world.region, by=world.clockwork, at=world.at)

    def offers(self, title: str, *themes: Theme, site: Site | None = None, **facts: object) -> Offering:
        programme = Programme.objects.create(
            region=self.world.region, code=title.lower(), kind=self.kind, name_nl=title, name_en=title,
            organization=self.world.company, audience="professional",
        )  # fmt: skip
        programme.themes.set(themes)
        facts = {"starts_on": SOON, "audience": "professional", "capacity": 10, **facts}
        made = offer(
            programme=programme, organization=self.world.company, site=site, title_nl=title, title_en=title,
            by=self.world.clockwork, at=self.world.at, **facts,
        )  # fmt: skip
        return open_offering(made, by=self.world.clockwork, at=self.world.at)

    def suits(self) -> list[str]:
        hans = Person.objects.get(pk=self.hans.pk)
        return [one.offering.title_nl for one in suggestions_for(hans, timezone.localdate(self.world.at))]

    def chooses(self, *themes: Theme) -> None:
        choose_themes(self.hans, themes, by=self.hans, at=self.world.at)


@pytest.fixture
def market(world: World) -> Market:
    return Market(world)


def test_without_a_choice_or_a_past_nothing_is_recommended(market: Market):
    market.offers("Zorg", market.care)
    assert market.suits() == []


def test_what_fits_the_chosen_themes_best_comes_first(market: Market):
    market.offers("Muziek", market.music)
    market.offers("Breed", market.care, market.energy, market.music)
    market.offers("Zorg", market.care)
    market.offers("Energie", market.energy)
    market.chooses(market.care)
    assert market.suits() == ["Zorg", "Breed"]
    market.chooses(market.energy, market.music)
    assert market.suits() == ["Breed", "Muziek", "Energie"]
    assert Interest.objects.count() == 2


def test_what_was_done_before_counts_half_and_is_not_recommended_again(market: Market):
    had = market.offers("Zorg 1", market.care)
    market.offers("Zorg 2", market.care)
    market.offers("Energie", market.energy)
    place(person=market.hans, offering=had, by=market.hans, at=market.world.at)
    market.chooses(market.energy)
    assert market.suits() == ["Energie", "Zorg 2"]
    first, second = suggestions_for(Person.objects.get(pk=market.hans.pk), timezone.localdate(market.world.at))
    assert (first.chosen, first.before) == ([market.energy], [])
    assert (second.chosen, second.before) == ([], [market.care])


def test_near_comes_before_far_and_says_how_far(market: Market):
    PostcodeArea.objects.create(region=market.world.region, code="3500", town="Utrecht", lat=52.0, lon=5.0)
    sites = [
        Site.objects.create(organization=market.world.company, code=name, name=name, city=name, lat=lat, lon=5.0)
        for name, lat in (("ver", 52.4), ("dichtbij", 52.05))
    ]
    market.offers("A ver", market.care, site=sites[0])
    market.offers("B dichtbij", market.care, site=sites[1])
    market.chooses(market.care)
    assert market.suits() == ["A ver", "B dichtbij"]
    Person.objects.filter(pk=market.hans.pk).update(postcode="3500 AA")
    assert market.suits() == ["B dichtbij", "A ver"]
    near, far = suggestions_for(Person.objects.get(pk=market.hans.pk), timezone.localdate(market.world.at))
    assert (round(near.kilometres or 0, 1), round(far.kilometres or 0, 1)) == (5.6, 44.5)


def test_where_people_lack_comes_a_little_earlier(market: Market):
    market.offers("A", market.care)
    market.offers("B", market.care, capacity_min=3)
    market.chooses(market.care)
    assert market.suits() == ["B", "A"]


@pytest.mark.parametrize(
    "facts",
    [
        {"audience": "pupil"},
        {"starts_on": timezone.localdate() - timedelta(days=1)},
        {"level_min": 4, "level_max": 4},
    ],
)
def test_what_is_for_others_or_has_begun_is_left_out(market: Market, facts):
    market.offers("Zorg", market.care, **facts)
    Person.objects.filter(pk=market.hans.pk).update(level=2)
    market.chooses(market.care)
    assert market.suits() == []


def test_nobody_chooses_for_another_and_the_deed_does_not_tell_which(market: Market):
    with pytest.raises(InterestIsYours):
        choose_themes(market.hans, [market.care], by=market.world.people["coordinator"], at=market.world.at)
    market.chooses(market.care)
    assert Deed.objects.get(verb="chose themes").detail == {"themes": 1}


def test_the_page_keeps_the_choice_and_gives_the_reasons(market: Market, signed_in):
    market.offers("Zorg", market.care, capacity_min=3)
    client: Client = signed_in(market.hans)
    empty = client.get("/nl/past-bij-mij/").content.decode()
    assert "Kies een of meer thema" in empty
    answer = client.post("/nl/past-bij-mij/", {"themes": [str(market.care.key)]}, follow=True)
    page = answer.content.decode()
    assert "Je koos: care" in page
    assert "nog mensen nodig" in page
    assert "weten je postcode niet" in page
    assert f'value="{market.care.key}"' in page
    assert "checked" in page
    assert "Zorg" in client.get("/nl/professional/").content.decode()


@pytest.mark.parametrize("offerings", [1, 3])
def test_a_page_asks_as_many_questions_for_one_as_for_many(
    market: Market, signed_in, offerings: int, django_assert_num_queries
):
    for number in range(offerings):
        market.offers(f"Zorg {number}", market.care)
    market.chooses(market.care)
    client: Client = signed_in(market.hans)
    client.get("/nl/past-bij-mij/")
    with django_assert_num_queries(12):
        client.get("/nl/past-bij-mij/")


def test_a_visitor_signs_in_first(client: Client, market: Market):
    assert client.get("/nl/past-bij-mij/").status_code == 302
