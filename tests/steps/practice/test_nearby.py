"""Who lives nearest comes first, as far as that is known; the rest keeps its order."""

import pytest

from journeys.world import World
from werkveld.steps.offerings.models import PostcodeArea
from werkveld.steps.people.models import Person
from werkveld.steps.practice.queries.nearby import nearest_first, postcode_in

AREAS = {"3826": (52.2035, 5.4260), "3812": (52.1610, 5.3690), "3526": (52.0700, 5.1010)}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Dorpsplein 1, 3826 AB Vathorst", "3826"),
        ("Laan 1234, 3826ab", "3826"),
        ("3826", "3826"),
        ("bij de kerk", ""),
        ("nummer 12345", ""),
    ],
)
def test_a_postcode_is_found_in_an_address(words: str, code: str):
    assert postcode_in(words) == code


def test_the_nearest_comes_first_and_who_is_unknown_last(world: World, django_assert_num_queries):
    for code, (lat, lon) in AREAS.items():
        PostcodeArea.objects.create(region=world.region, code=code, town="Stad", lat=lat, lon=lon)
    far, unknown, near, also_near = (one.pk for one in world.students(4))
    for who, code in ((far, "3526 AA"), (near, "3812 AB"), (also_near, "3812CD")):
        Person.objects.filter(pk=who).update(postcode=code)
    people = [unknown, far, also_near, near]
    with django_assert_num_queries(2):
        assert nearest_first(world.region, people, "Plein 1, 3826 AB") == [also_near, near, far, unknown]
    assert nearest_first(world.region, people, "bij de kerk") == people
    assert nearest_first(world.region, people, "9999 ZZ") == people
