"""Two and more publications of one live figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.disclosure.attackers import Neighbour
from werkveld_engine.disclosure import (
    HIDDEN,
    Cell,
    Moment,
    Shown,
    Table,
    TablesDisagree,
    counted,
    difference_is_safe,
    hold,
)


def people(label, count, start=0):
    return [f"{label}{number}" for number in range(start, start + count)]


def live(**counts):
    """One breakdown by level; the n of one label are always the same first n persons."""
    return Moment.of("all", {"level": {label: people(label, count) for label, count in counts.items()}})


def publish(*moments):
    publication = None
    for moment in moments:
        publication = hold(publication, moment, minimum=5)
    return publication


def seen(publication):
    table = publication["level"]
    return [getattr(number, "value", None) for number in (table.total, *table.parts.values())]


def test_the_first_publication_is_protected_only():
    assert seen(publish(live(a=2, b=7, c=20))) == [29, None, None, 20]


def test_a_step_of_one_person_waits():
    publication = publish(live(a=8, b=7), live(a=9, b=7))
    assert seen(publication) == [15, 8, 7]
    assert publication.held == {"all", "level"}


def test_steps_wait_until_together_they_are_enough():
    assert seen(publish(live(a=8, b=7), live(a=9, b=7), live(a=12, b=7), live(a=13, b=7))) == [20, 13, 7]


def test_people_who_leave_count_as_much():
    assert seen(publish(live(a=20, b=7), live(a=17, b=7))) == [27, 20, 7]
    assert seen(publish(live(a=20, b=7), live(a=15, b=7))) == [22, 15, 7]


def test_a_person_replaced_by_another_changes_no_count_and_tells_nothing():
    before = Moment.of("all", {"level": {"a": people("a", 8), "b": people("b", 7)}})
    after = Moment.of("all", {"level": {"a": [*people("a", 7), "new"], "b": people("b", 7)}})
    publication = publish(before, after)
    assert seen(publication) == [15, 8, 7]
    assert publication.held == frozenset()
    assert "new" in publication.tables["level"].members["all",]


def test_the_difference_of_the_hidden_parts_together_waits_too():
    # a and b are hidden; 34 - 20 was 14 and would be 15: one person came to them.
    assert seen(publish(live(a=3, b=11, c=20), live(a=4, b=11, c=20))) == [34, None, None, 20]
    publication = publish(live(a=3, b=11, c=20), live(a=4, b=11, c=26))
    assert seen(publication) == [34, None, None, 20]
    assert publication.held == {"level"}  # the population itself moved by 7


def test_a_population_moves_by_itself_when_its_breakdown_must_wait():
    publication = publish(live(a=8, b=7), live(a=12, b=11))
    assert seen(publication) == [15, 8, 7]
    assert publication.populations["all",].seen(("all",)) == Shown(23)


def test_what_was_seen_long_ago_counts_as_well():
    steps = [live(a=10, b=9), live(a=16, b=9), live(a=11, b=9)]
    assert seen(publish(*steps)) == [25, 16, 9]  # 11 is 5 below 16, but 1 above the 10 of the first time


def test_a_small_part_gets_no_other_cover_than_it_had():
    # a was hidden with b. Hidden with c, whose 6 is known, a + c = 8 would leave a at most 2 when nobody left c.
    publication = publish(live(a=2, b=5, c=6, d=40), live(a=2, b=10, c=6, d=40))
    assert seen(publication) == [53, None, None, 6, 40]
    assert publication.held == {"level"}


def test_hidden_parts_that_all_grew_large_are_shown():
    assert seen(publish(live(a=2, b=7, c=40), live(a=7, b=7, c=40))) == [54, 7, 7, 40]


def test_a_step_of_a_hidden_cell_does_not_decide():
    """4 became 5, and the 5 is shown: holding it because of the hidden 4 would tell the 4."""
    assert seen(publish(live(a=4, b=0), live(a=5, b=4))) == [9, None, None]


def test_a_population_that_was_shown_does_not_become_hidden():
    publication = publish(live(a=3, b=4), live(a=2, b=0))
    assert publication.populations["all",].seen(("all",)) == Shown(7)


def test_a_new_label_counts_as_nobody_before():
    assert seen(publish(live(a=9), live(a=9, b=6))) == [15, 9, 6]
    assert seen(publish(live(a=9), live(a=9, b=3))) == [9, 9]


def test_the_public_of_a_frozen_year_has_seen_that_year():
    frozen = publish(live(a=10, b=9))
    fresh = publish(live(a=16, b=9))
    assert seen(hold(fresh, live(a=11, b=9), minimum=5)) == [20, 11, 9]
    assert seen(hold(fresh.knowing(frozen), live(a=11, b=9), minimum=5)) == [25, 16, 9]


def test_a_minimum_of_one_never_waits():
    publication = hold(hold(None, live(a=1), minimum=1), live(a=2), minimum=1)
    assert seen(publication) == [2, 2]


def test_live_tables_must_agree():
    with pytest.raises(TablesDisagree):
        hold(None, Moment((Table("t", Cell(("t",), 3), {}),), {("t",): counted("abc")}), minimum=5)


def scores(**changes):
    return dict.fromkeys(people("a", 12), 7.0) | {person: float(score) for person, score in changes.items()}


def test_a_changed_answer_changes_the_sum_so_a_mean_waits_for_enough_of_them():
    one = scores(a0=1)
    five = scores(a0=1, a1=1, a2=1, a3=1, a4=1)
    assert difference_is_safe(scores(), one, minimum=5)
    assert not difference_is_safe(scores(), one, minimum=5, kind="values")
    assert difference_is_safe(scores(), five, minimum=5, kind="values")


def test_a_person_replaced_by_another_changes_a_mean():
    before, after = counted("abcdefgh"), counted("abcdefgz")
    assert difference_is_safe(before, after, minimum=5)
    assert not difference_is_safe(before, after, minimum=5, kind="values")
    assert difference_is_safe(before, counted("abcdvwxz"), minimum=5, kind="values")


def test_a_mean_keeps_its_previous_people_when_it_waits():
    moments = [Moment.of("all", {"level": {"a": answers}}, kind="values") for answers in (scores(), scores(a3=10))]
    assert publish(*moments).tables["level"].members["level", "a"] == scores()


def test_both_ways_of_subtracting_a_sum_are_safe():
    assert not difference_is_safe(counted("abcde"), counted("abcdefgh"), minimum=5, kind="values")
    assert difference_is_safe(counted("abcde"), counted("abcdefghij"), minimum=5, kind="values")


cells = st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=3, max_size=3)


def grown(steps):
    """Moments at which only people come: two breakdowns, and twelve who were there from the start."""
    total = (0, 0, 0, 0)
    for step in steps:
        total = tuple(a + b for a, b in zip(total, step, strict=True))
        ax, ay, bx, by = (people(name, n) for name, n in zip(("ax", "ay", "bx", "by"), total, strict=True))
        rest = people("rest", 12)
        yield Moment.of(
            "all",
            {
                "level": {"a": [*ax, *ay], "b": [*bx, *by], "c": rest},
                "site": {"x": [*ax, *bx], "y": [*ay, *by, *rest]},
            },
        )


@pytest.mark.slow
@given(cells)
def test_a_neighbour_who_saw_every_publication_corners_nobody(steps):
    neighbour, publication = Neighbour(5), None
    for moment in grown(steps):
        publication = hold(publication, moment, minimum=5)
        neighbour.see(publication)
    assert neighbour.leaks() == []


@pytest.mark.slow
def test_the_neighbour_would_see_through_publications_that_never_wait():
    """The attacker is worth something: without holding he wins."""
    neighbour = Neighbour(5)
    for moment in (live(a=8, b=7, c=9), live(a=9, b=7, c=9)):
        neighbour.see(hold(None, moment, minimum=5))
    assert ((("level", "a"),), 0, 1, 1) in neighbour.leaks()


@pytest.mark.slow
@given(cells)
def test_no_shown_number_ever_moves_by_a_few(steps):
    publication, before = None, {}
    for moment in grown(steps):
        publication = hold(publication, moment, minimum=5)
        for sighting in (*publication.tables.values(), *publication.populations.values()):
            for cell in sighting.shown:
                now = len(sighting.members[cell])
                assert all(abs(now - then) not in range(1, 5) for then in before.setdefault(cell, set()))
                before[cell].add(now)


@given(cells)
def test_publishing_the_same_twice_changes_nothing(steps):
    moment = list(grown(steps))[-1]
    once = hold(None, moment, minimum=5)
    assert hold(once, moment, minimum=5) == once


def test_hidden_stays_hidden_in_what_the_public_gets():
    assert publish(live(a=2, b=7, c=20))["level"].parts["a"] == HIDDEN
    assert "a1" not in repr(publish(live(a=2, b=7, c=20)))
