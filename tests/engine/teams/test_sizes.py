"""How many teams there are, and for which topic."""

import pytest

from werkveld_engine.teams import number_of_teams, teams_by_topic


def test_teams_are_as_near_to_the_size_as_can_be():
    for size in range(1, 9):
        for people in range(1, 200):
            teams = number_of_teams(people, size)
            off = [abs(people / other - size) for other in range(1, people + 1)]
            assert abs(people / teams - size) == min(off)


def test_nobody_needs_no_team():
    assert number_of_teams(0, 5) == 0
    assert number_of_teams(2, 5) == 1


def test_a_team_of_nobody_cannot_be():
    with pytest.raises(ValueError, match="cannot be"):
        number_of_teams(10, 0)


def test_topics_get_teams_by_how_often_they_are_wished():
    assert teams_by_topic([53, 24, 23], 7) == [3, 2, 2]
    assert teams_by_topic([53, 24, 23], 10) == [6, 2, 2]
    assert teams_by_topic([10, 10], 3) == [2, 1]
    assert teams_by_topic([100, 1, 0], 4, [2, 2, 2]) == [2, 2, 0]
    assert teams_by_topic([], 0) == []


def test_more_teams_than_the_topics_may_have_cannot_be():
    with pytest.raises(ValueError, match="more than the topics"):
        teams_by_topic([5, 5], 3, [1, 1])
