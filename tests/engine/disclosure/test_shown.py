"""One number about one group."""

import dataclasses

import pytest

from werkveld_engine.disclosure import (
    HIDDEN,
    Hidden,
    Shown,
    disclose,
    disclose_mean,
    disclose_movement,
    disclose_share,
)


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_a_small_group_is_hidden(people):
    assert disclose("anything", people, minimum=5) == HIDDEN


@pytest.mark.parametrize("people", [0, 5, 6, 1000])
def test_nobody_and_enough_people_are_shown(people):
    assert disclose(people, people, minimum=5) == Shown(people)


def test_hidden_has_nothing_to_tell():
    assert dataclasses.fields(Hidden) == ()
    assert not hasattr(HIDDEN, "__dict__")
    assert repr(disclose(3, 3, minimum=5)) == "Hidden()"


def test_a_minimum_of_one_hides_nothing():
    assert disclose(1, 1, minimum=1) == Shown(1)


@pytest.mark.parametrize("minimum", [2, 0, -1])
def test_a_minimum_that_protects_nobody_is_refused(minimum):
    with pytest.raises(ValueError, match="protects nobody"):
        disclose(9, 9, minimum=minimum)


def test_a_negative_group_is_refused():
    with pytest.raises(ValueError, match="-1 people"):
        disclose(0, -1, minimum=5)


def test_a_mean_over_few_is_hidden_and_over_nobody_is_no_value():
    assert disclose_mean(7.5, 4, minimum=5) == HIDDEN
    assert disclose_mean(7.5, 5, minimum=5) == Shown(7.5)
    assert disclose_mean(None, 0, minimum=5) == Shown(None)


@pytest.mark.parametrize(("mean", "n"), [(None, 5), (7.5, 0)])
def test_a_mean_that_contradicts_its_n_is_refused(mean, n):
    with pytest.raises(ValueError, match="cannot be"):
        disclose_mean(mean, n, minimum=5)


@pytest.mark.parametrize(("numerator", "n"), [(1, 4), (4, 4), (1, 40), (4, 40), (36, 40), (39, 40), (3, 6)])
def test_a_share_is_hidden_when_few_have_it_or_few_have_it_not(numerator, n):
    assert disclose_share(numerator, n, minimum=5) == HIDDEN


@pytest.mark.parametrize(
    ("numerator", "n", "share"), [(0, 40, 0.0), (40, 40, 1.0), (5, 10, 0.5), (35, 40, 0.875), (0, 0, None)]
)
def test_a_share_of_nobody_or_everybody_or_enough_is_shown(numerator, n, share):
    assert disclose_share(numerator, n, minimum=5) == Shown(share)


@pytest.mark.parametrize(("numerator", "n"), [(-1, 5), (6, 5)])
def test_a_share_that_cannot_be_is_refused(numerator, n):
    with pytest.raises(ValueError, match="cannot be"):
        disclose_share(numerator, n, minimum=5)


def test_no_hidden_share_is_pinned_by_its_n():
    for n in range(5, 40):
        hidden = [k for k in range(n + 1) if disclose_share(k, n, minimum=5) == HIDDEN]
        assert len(hidden) != 1


@pytest.mark.parametrize(("came", "left"), [(1, 0), (0, 4), (12, 3), (12, 10)])
def test_a_movement_is_hidden_when_one_side_or_the_balance_is_small(came, left):
    assert disclose_movement(came, left, minimum=5) == HIDDEN


@pytest.mark.parametrize(("came", "left"), [(0, 0), (12, 0), (12, 7), (9, 9)])
def test_a_movement_of_enough_people_is_shown(came, left):
    assert disclose_movement(came, left, minimum=5) == Shown((came, left))


def test_a_negative_movement_is_refused():
    with pytest.raises(ValueError, match="cannot be"):
        disclose_movement(-1, 0, minimum=5)
