"""Addresses of searches."""

import pytest
from django.http import QueryDict

from werkveld.steps.offerings.queries import Sort
from werkveld.web.public.asking import Question, read, written


@pytest.mark.parametrize("key", [1, 35, 36, 2**62 + 12345])
def test_a_key_of_paging_survives_its_address(key: int):
    assert read(written(key)) == key


@pytest.mark.parametrize("key", ["", "-1", "é", "zzzzzzzzzzzzzzzz", "1 2"])
def test_what_is_no_key_is_none(key: str):
    assert read(key) is None


def test_equal_searches_have_equal_addresses():
    one = Question.of(QueryDict("level=3&q=zorg&phase=learner&phase=learner"))
    other = Question.of(QueryDict("phase=learner&q=zorg&level=3&after=abc&unknown=1"))
    assert one.link() == other.link() == "?q=zorg&phase=learner&level=3"


def test_an_address_becomes_what_is_wanted():
    wanted = Question.of(QueryDict("q=zorg&place=3811&within=10&theme=a&theme=b&sort=start&past=1")).wanted
    assert (wanted.text, wanted.place, wanted.within_km, wanted.sort) == ("zorg", "3811", 10, Sort.START)
    assert (wanted.chosen, wanted.also_past) == ((("theme", ("a", "b")),), True)


def test_a_place_goes_with_its_distance():
    assert Question.of(QueryDict("place=3811&within=10&q=a")).without("place") == "?q=a"
