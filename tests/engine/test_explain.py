"""Which records made the difference, and a digest anyone can check."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld_engine.explain import Difference, compare, digest

values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
records = st.dictionaries(st.text(), values, max_size=8)


def test_a_difference_names_its_records():
    difference = compare({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 1, "e": 1})
    assert difference == Difference(
        added=frozenset("de"), removed=frozenset("a"), changed=frozenset("c"), kept=frozenset("b")
    )
    assert (difference.touched, difference.net) == (4, 1)


@pytest.mark.slow
@given(records, records)
def test_every_record_is_in_one_place(frozen, live):
    difference = compare(frozen, live)
    groups = [difference.added, difference.removed, difference.changed, difference.kept]
    assert sum(map(len, groups)) == len(frozen.keys() | live.keys())
    assert difference.net == len(live) - len(frozen)


@pytest.mark.slow
@given(records, st.randoms())
def test_a_digest_does_not_depend_on_the_order(given_records, random):
    pairs = list(given_records.items())
    random.shuffle(pairs)
    assert digest(pairs) == digest(given_records)


def test_a_digest_is_made_as_documented():
    lines = b'["a",1]\n["b","\\u00e9"]\n["c",8.0]\n["d",null]\n'
    assert digest({"d": None, "b": "é", "a": 1, "c": 8.0}) == hashlib.sha256(lines).hexdigest()
    assert digest({}) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    "other",
    [{"a": 2}, {"a": "1"}, {"a": 1.0}, {"a": None}, {"b": 1}, {}, {"a": 1, "b": 1}, {'a",1]\n["b': 1}],
)
def test_every_change_changes_the_digest(other):
    assert digest(other) != digest({"a": 1})


def test_a_record_stands_once():
    with pytest.raises(ValueError, match="twice"):
        digest([("a", 1), ("a", 1)])


def test_a_value_is_a_number_or_text():
    with pytest.raises(ValueError, match="JSON"):
        digest({"a": float("nan")})
