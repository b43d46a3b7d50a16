"""One table: each trap by hand, and an owner of the code who tries every world."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.disclosure.attackers import dealt_out, known_to_the_owner
from werkveld_engine.disclosure.level import choose


def seen(counts, minimum=5):
    hidden = choose(counts, minimum).hidden
    return tuple(None if position in hidden else people for position, people in enumerate(counts))


def test_without_small_parts_all_is_shown():
    assert seen((5, 0, 30)) == (5, 0, 30)


def test_one_hidden_part_would_follow_from_the_total_so_a_second_goes_with_it():
    assert seen((2, 20, 9)) == (None, 20, None)


def test_two_small_parts_of_one_would_both_follow_from_their_sum():
    assert seen((1, 1, 9, 20)) == (None, None, None, 20)


def test_small_parts_that_add_up_to_less_than_the_minimum_take_a_large_one_along():
    assert seen((1, 2, 9, 0)) == (None, None, None, 0)


def test_a_zero_is_no_cover_for_a_small_part():
    assert seen((3, 0, 0, 8)) == (None, 0, 0, None)


def test_small_parts_alone_hide_each_other_when_there_is_room_for_a_large_one():
    assert seen((3, 4, 0)) == (None, None, 0)  # 2 + 5 would look the same


def test_small_parts_without_room_take_the_whole_breakdown_along():
    assert seen((2, 3, 0)) == (None, None, None)  # two parts of 5 people that are not zero are both small
    assert seen((1, 1, 1, 1, 1)) == (None,) * 5


def test_everyone_in_one_part_of_a_narrow_group_is_hidden_as_well():
    # Otherwise a hidden breakdown of 5 people would say: no part has them all, so every part is small.
    assert seen((5, 0)) == (None, None)
    assert seen((6, 0)) == (6, 0)


def test_a_tie_is_not_broken_by_label():
    # Hiding only the first 7 would tell: had the first been small, the 4 would be 7 and the other 7 would be hidden.
    assert seen((7, 4, 7, 40)) == (None, None, None, 40)
    assert seen((7, 7, 4, 40)) == (None, None, None, 40)


def test_two_small_parts_with_room_still_need_a_large_one():
    # 4 + 4 could be 3 + 5 by arithmetic, but the code would then have hidden the other 5 too: so it was 4 + 4.
    assert seen((4, 4, 5, 100)) == (None, None, None, 100)


def test_the_cover_costs_as_few_people_as_can_be():
    assert seen((1, 6, 6, 6, 13)) == (None, 6, 6, 6, None)


@pytest.mark.slow
@given(st.lists(st.integers(0, 12), min_size=1, max_size=9).filter(lambda c: sum(c) >= 5), st.randoms())
def test_the_choice_is_the_same_in_any_order(counts, random):
    order = list(range(len(counts)))
    random.shuffle(order)
    straight, shuffled = seen(counts), seen([counts[position] for position in order])
    assert shuffled == tuple(straight[position] for position in order)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40).filter(lambda c: sum(c) >= 5))
def test_every_small_part_is_hidden_and_some_large_part_could_be_it(counts):
    choice = choose(counts, 5)
    hidden = [counts[position] for position in choice.hidden]
    assert all(position in choice.hidden for position, people in enumerate(counts) if 0 < people < 5)
    if hidden and not choice.whole:
        assert 0 not in hidden
        assert sum(hidden) - len(hidden) + 1 >= 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("minimum", "parts", "most"), [(3, 2, 14), (3, 3, 16), (3, 4, 14), (3, 5, 11), (5, 2, 25), (5, 3, 24), (5, 4, 18)]
)
def test_the_owner_of_the_code_learns_nothing_from_any_table(minimum, parts, most):
    for total in range(minimum, most + 1):
        found = known_to_the_owner(dealt_out(total, parts), lambda world: seen(world, minimum), minimum)
        assert found == []


def test_the_owner_would_see_through_a_tie_that_is_broken_by_label():
    """The attacker is worth something: against a plausible weaker rule he wins."""

    def by_label(world):
        small = [p for p, people in enumerate(world) if 0 < people < 5]
        large = sorted((people, p) for p, people in enumerate(world) if people >= 5)
        hidden = {*small, *([large[0][1]] if small and large else [])}
        return tuple(None if position in hidden else people for position, people in enumerate(world))

    found = known_to_the_owner(dealt_out(18, 3), by_label, 5)
    assert ((7, 7, 4), 2, {4}) in found
