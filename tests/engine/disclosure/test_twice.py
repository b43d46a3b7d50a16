"""Parts that count someone twice beside a whole that counts everybody once."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.disclosure.attackers import Adder, Overlooker, known_to_the_owner
from werkveld_engine.disclosure import Cell, Hidden, Moment, Shown, Table, hold, hold_with_whole

WHOLE = ("people",)
LINES = "abc"


def moment(people):
    """People by name, each with the lines where they are: «ab» is in two."""
    by_line = {line: {f"{who}@{line}": 1.0 for who, lines in people.items() if line in lines} for line in LINES}
    cells = {line: Cell(("line", line), len(members)) for line, members in by_line.items()}
    total = Cell(("lines",), sum(len(members) for members in by_line.values()))
    tables = [
        Table("line", total, cells),
        Table("whole", Cell(WHOLE, len(people)), {"all": Cell(("all",), len(people))}),
    ]
    once = dict.fromkeys(people, 1.0)
    together = {who: value for members in by_line.values() for who, value in members.items()}
    members = {("line", line): found for line, found in by_line.items()}
    return Moment.checked(tables, {**members, total.id: together, WHOLE: once, ("all",): once})


def crowd(**counts):
    """`crowd(a=20, ab=3)`: the first n of each kind, always the same persons."""
    return {f"{lines}{number}": lines for lines, count in counts.items() for number in range(count)}


def gaps(publication):
    """What readers could reckon at each moment of which they had both."""
    return [sum(numbers.parts.values()) - numbers.whole for numbers in publication.beside]


def joined(people, count, **into):
    """The first n people of a kind, in other lines from now on: `joined(people, 3, a="ab")`."""
    ((kind, lines),) = into.items()
    return people | dict.fromkeys([who for who, now in people.items() if now == kind][:count], lines)


def step(published, people, minimum=5):
    return hold_with_whole(published, moment(people), parts="line", whole=WHOLE, minimum=minimum)


def seen(publication):
    """What readers have: each line, and the whole."""
    table, whole = publication["line"], publication.populations.get(WHOLE)
    numbers = [*table.parts.values(), whole.seen(WHOLE) if whole else Hidden()]
    return [getattr(number, "value", None) for number in numbers]


@pytest.mark.parametrize(("twice", "whole"), [(0, 40), (1, None), (4, None), (5, None), (9, None), (10, 50)])
def test_the_whole_is_first_shown_when_nobody_or_enough_people_stand_in_two_parts(twice: int, whole):
    assert seen(step(None, crowd(a=20, b=20, ab=twice))) == [20 + twice, 20 + twice, 0, whole]


def test_the_whole_comes_when_enough_stand_in_two_parts():
    publication = step(step(None, crowd(a=20, b=20, ab=3)), crowd(a=20, b=20, ab=10))
    assert seen(publication) == [30, 30, 0, 50]


def test_the_whole_waits_while_few_stand_in_two_parts_and_the_parts_go_on():
    publication = step(step(None, crowd(a=20, b=20)), joined(crowd(a=20, b=25), 3, a="ab"))
    assert seen(publication) == [20, 28, 0, 40]
    assert {"people", "whole"} <= publication.held


def test_beside_a_part_that_is_hidden_the_whole_is_shown():
    """Whoever subtracts does not know how many of the rest are in the hidden parts."""
    assert seen(step(None, crowd(a=1, b=20, c=40, ab=2))) == [None, None, 40, 63]


def test_what_could_be_reckoned_long_ago_counts_as_well_and_then_everything_waits():
    """10, 20 and 12 in two parts: each step is enough, the first and the last are two apart."""
    first, second = crowd(a=40, b=40, c=40, ab=10), crowd(a=40, b=40, c=40, ab=20)
    publication = step(step(None, first), second)
    third = step(publication, joined(joined(second, 8, ab="a"), 13, c="b"))
    assert (seen(third), gaps(third)) == ([60, 60, 40, 140], [10, 20])
    assert third.held == {"line", "lines"}


def test_the_parts_go_on_where_only_the_whole_would_tell():
    """Numbers of now beside a whole of before are no numbers of one moment, so they stop nothing later on."""
    publication = step(step(None, crowd(a=40, b=40, ab=10)), crowd(a=55, b=55, ab=12))
    assert (seen(publication), gaps(publication)) == ([67, 67, 0, 90], [10])
    assert seen(step(publication, crowd(a=55, b=55, ab=42))) == [97, 97, 0, 152]


def test_a_minimum_of_one_hides_nothing():
    assert seen(step(None, crowd(a=1, ab=1), minimum=1)) == [2, 1, 0, 2]


@pytest.mark.slow
def test_the_owner_of_the_code_never_learns_that_few_stand_in_two_parts():
    """All worlds of two lines with up to nine people in each kind; he knows when the whole itself is small."""
    minimum = 3
    kinds = list(itertools.product(range(10), repeat=3))
    worlds = [(a + both, b + both, a + b + both, both) for a, b, both in kinds if a + b + both >= minimum]

    def publish(world):
        a, b, _whole, both = world
        shown = seen(step(None, crowd(a=a - both, b=b - both, ab=both), minimum))
        return (*shown[:2], shown[3], None)

    leaks = known_to_the_owner(worlds, publish, minimum)
    assert [(world, values) for world, cell, values in leaks if cell == 3 and 0 not in values] == []


changes = st.dictionaries(
    st.sampled_from(["a", "b", "c", "ab", "ac", "abc"]), st.one_of(st.integers(1, 6), st.integers(5, 30)), max_size=4
)
lives = st.lists(changes, min_size=1, max_size=4)


def grown(steps):
    """Moments at which people only come."""
    total: Counter[str] = Counter()
    for change in steps:
        total.update(change)
        yield crowd(**total)


@pytest.mark.slow
@given(lives)
def test_who_saw_every_publication_learns_of_no_few_in_two_parts(steps):
    overlooker, publication = Overlooker(5, WHOLE, "line"), None
    for people in grown(steps):
        publication = step(publication, people)
        overlooker.see(publication)
    assert overlooker.leaks() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([{"a": 20, "b": 20, "ab": 3}], (0, 0, 3)),
        ([{"a": 20, "b": 20, "ab": 10}, {"a": 5, "b": 5, "ab": 2}], (0, 1, 2)),
    ],
)
def test_he_would_learn_it_from_publications_that_look_at_cells_only(steps, told):
    """The attacker is worth something: without the rule on two parts he wins, at the first publication too."""
    overlooker, publication = Overlooker(5, WHOLE, "line"), None
    for people in grown(steps):
        publication = hold(publication, moment(people), minimum=5)
        overlooker.see(publication)
    assert told in overlooker.leaks()


def test_what_waits_is_as_it_was():
    before = step(None, crowd(a=20, b=20, ab=12))
    publication = step(before, crowd(a=20, b=20, ab=13))
    assert (seen(publication), gaps(publication)) == ([32, 32, 0, 52], [12])
    assert publication.populations[WHOLE].seen(WHOLE) == Shown(52)


def worked(hours):
    """Hours by person and line, as a moment of sums: `{"a1": {"a": 8}}`."""
    by_line = {line: {f"{who}@{line}": at[line] for who, at in hours.items() if line in at} for line in LINES}
    cells = {line: Cell(("line", line), len(members)) for line, members in by_line.items()}
    together = {name: value for members in by_line.values() for name, value in members.items()}
    once = {who: sum(at.values()) for who, at in hours.items()}
    tables = [
        Table("line", Cell(("lines",), len(together)), cells),
        Table("whole", Cell(WHOLE, len(once)), {"all": Cell(("all",), len(once))}),
    ]
    members = {("line", line): found for line, found in by_line.items()}
    return Moment.checked(tables, {**members, ("lines",): together, WHOLE: once, ("all",): once}, kind="sums")


def told(publication):
    """The own total of the parts and the whole, in hours."""
    sightings = publication.tables["line"], publication.populations[WHOLE]
    return tuple(sum(seen.members[seen.total].values()) for seen in sightings)


def eight_hours_each(**counts):
    return {who: dict.fromkeys(lines, 8.0) for who, lines in crowd(**counts).items()}


def step_in_hours(published, hours):
    return hold_with_whole(published, worked(hours), parts="line", whole=WHOLE, minimum=5)


def six_change_places(hours):
    """Six leave the first line for the second, six the other way, and one of them does two hours more."""
    swapped = {f"a{number}": {"b": 8.0} for number in range(6)} | {f"b{number}": {"a": 8.0} for number in range(6)}
    return {**hours, **swapped, "a0": {"b": 10.0}}


def test_the_own_total_of_the_parts_tells_no_hours_of_few_beside_a_whole_that_waits():
    """In each part enough people are another; in the whole only one is, so its total would tell two hours."""
    before = step_in_hours(None, eight_hours_each(a=20, b=20, c=30))
    changed = six_change_places(eight_hours_each(a=20, b=20, c=30))
    without_the_rule = hold(before, worked(changed), minimum=5)
    assert told(without_the_rule) == (562.0, 560.0)
    publication = step_in_hours(before, changed)
    assert told(publication) == (560.0, 560.0)
    assert publication.held >= {"line", "people"}


def test_the_same_few_in_two_hidden_parts_are_no_more_people_for_it():
    """One does more in two small lines, and two in one of them: three people, who stand there five times."""
    hours = eight_hours_each(a=1, b=1, ab=3, c=40)
    more = hours | {"ab0": {"a": 9.0, "b": 9.0}, "ab1": {"a": 9.0, "b": 9.0}, "ab2": {"a": 9.0, "b": 8.0}}
    before = step_in_hours(None, hours)
    assert before.tables["line"].hidden_parts() >= {("line", "a"), ("line", "b")}
    assert told(hold(before, worked(more), minimum=5))[0] == 389.0
    assert told(step_in_hours(before, more)) == (384.0, 384.0)


def test_the_whole_goes_on_while_the_parts_stand_still_with_their_own_total():
    before = step_in_hours(None, eight_hours_each(a=20, b=20, c=30))
    publication = step_in_hours(before, eight_hours_each(a=23, b=23, c=30))
    assert told(publication) == (560.0, 608.0)


hour_changes = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "ab", "ac"]), st.integers(0, 12), st.sampled_from("abc"), st.integers(0, 2)
    ),
    max_size=3,
)


def lived(steps):
    """Moments at which groups come, do more, or change places."""
    hours = {}
    for step_by_step in steps:
        hours = dict(hours)
        for lines, count, into, more in step_by_step:
            hours |= {f"{lines}{number}": {**dict.fromkeys(lines, 8.0), into: 8.0 + more} for number in range(count)}
        yield hours


@pytest.mark.slow
@given(st.lists(hour_changes, min_size=1, max_size=5))
def test_who_lays_every_total_beside_every_whole_learns_no_hours_of_few(steps):
    adder, publication = Adder(5, WHOLE, "line"), None
    for hours in lived(steps):
        publication = step_in_hours(publication, hours)
        adder.see(publication)
    assert adder.leaks() == []


def test_he_would_learn_them_from_publications_that_look_at_cells_only():
    adder, publication = Adder(5, WHOLE, "line"), None
    hours = eight_hours_each(a=20, b=20, c=30)
    for moment_of_hours in (hours, six_change_places(hours)):
        publication = hold(publication, worked(moment_of_hours), minimum=5)
        adder.see(publication)
    assert adder.leaks() == [{"a0"}]
