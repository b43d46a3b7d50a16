"""What is written once holds only what it was given; a gap is filled anew each time."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from werkveld.web.parts import kept
from werkveld.web.parts.kept import Kept

LOAD = "{% load i18n parts %}"


def template(source: str) -> Template:
    return Template(LOAD + source)


def part(made: Template) -> Kept:
    return made.nodelist.get_nodes_by_type(Kept)[0]


def test_equal_values_are_written_once_and_a_gap_each_time():
    made = template("{% kept name=name %}<b>{{ name }}</b>{% gap %}{{ number }}{% endgap %}!{% endkept %}")
    pages = [made.render(Context({"name": name, "number": number})) for name, number in (("a", 1), ("a", 2), ("b", 3))]
    assert pages == ["<b>a</b>1!", "<b>a</b>2!", "<b>b</b>3!"]
    assert len(part(made).writings) == 2


def test_what_it_was_not_given_is_not_known_inside():
    made = template("{% kept name=name %}{{ name }}{{ person }}{% endkept %}")
    with pytest.raises(NameError, match="person"):
        made.render(Context({"name": "a", "person": "Anna"}))


def test_each_language_has_its_own_writing():
    made = template('{% kept %}{% translate "Search" %}{% endkept %}')
    with translation.override("nl"):
        dutch = made.render(Context())
    with translation.override("en"):
        english = made.render(Context())
    assert (dutch, english) == ("Zoeken", "Search")


def test_a_text_is_not_taken_for_the_markup_that_it_equals():
    made = template("{% kept said=said %}{{ said }}{% endkept %}")
    assert made.render(Context({"said": mark_safe("<b>")})) == "<b>"
    assert made.render(Context({"said": "<b>"})) == "&lt;b&gt;"
    assert made.render(Context({"said": True})) == "True"
    assert made.render(Context({"said": 1})) == "1"


def test_a_gap_that_a_condition_leaves_out_stays_out():
    made = template("{% kept shown=shown %}[{% if shown %}{% gap %}{{ word }}{% endgap %}{% endif %}]{% endkept %}")
    assert [made.render(Context({"shown": shown, "word": "a"})) for shown in (True, False, True)] == [
        "[a]",
        "[]",
        "[a]",
    ]


def test_a_kept_part_in_a_gap_has_gaps_of_its_own():
    made = template(
        "{% kept %}({% gap %}{% kept one=one %}{{ one }}{% gap %}{{ two }}{% endgap %}{% endkept %}{% endgap %}){% endkept %}"
    )
    assert [made.render(Context({"one": 1, "two": two})) for two in (2, 3)] == ["(12)", "(13)"]


def test_text_in_a_gap_is_never_markup():
    made = template("{% kept %}{% gap %}{{ said }}{% endgap %}{% endkept %}")
    assert made.render(Context({"said": "<script>"})) == "&lt;script&gt;"


def test_no_more_writings_are_kept_than_fit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "MOST_WRITINGS", 3)
    made = template("{% kept number=number %}{{ number }}{% endkept %}")
    assert [made.render(Context({"number": number})) for number in range(5)] == ["0", "1", "2", "3", "4"]
    assert len(part(made).writings) == 3


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{% gap %}{% endgap %}", "stands in a part that is kept"),
        ("{% kept name %}{% endkept %}", "names its values"),
        ("{% kept %}{% block title %}{% endblock %}{% endkept %}", "stands in a gap"),
    ],
)
def test_what_cannot_be_kept_is_refused_when_it_is_read(source: str, why: str):
    with pytest.raises(TemplateSyntaxError, match=why):
        template(source)
