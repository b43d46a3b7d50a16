"""Typed HTML stays words, references become what the page makes of them, and nothing dangerous comes through."""

import pytest

from werkveld.ground.markdown import as_typed, rendered


def link(kind: str, code: str) -> str:
    return f'<a class="figure-ref" href="/{kind}/{code}">{code}</a>'


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Er waren {figure:a-b} keer.", '<p>Er waren <a class="figure-ref" href="/figure/a-b">a-b</a> keer.</p>\n'),
        ("**{claimed:x}**", '<p><strong><a class="figure-ref" href="/claimed/x">x</a></strong></p>\n'),
        ("{figure:A} {other:b}", "<p>{figure:A} {other:b}</p>\n"),
        ("`{figure:a}`", "<p><code>{figure:a}</code></p>\n"),
        ("# Kop", "<h3>Kop</h3>\n"),
        ("##### Kop", "<h6>Kop</h6>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[x](https://example.nl)", '<p><a href="https://example.nl">x</a></p>\n'),
        ("[x](/nl/)", '<p><a href="/nl/">x</a></p>\n'),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("[x](http://example.nl)", "<p><a>x</a></p>\n"),
    ],
)
def test_a_text_becomes_clean_html(typed: str, html: str):
    assert rendered(typed, link) == html


def test_what_a_reference_becomes_is_cleaned_too():
    assert rendered("{figure:a}", lambda _kind, _code: '<a onclick="x" href="/a">1</a><script>y</script>') == (
        '<p><a href="/a">1</a></p>\n'
    )


def test_a_reference_to_nothing_stays_as_it_was_typed():
    assert rendered("{figure:gone}", as_typed) == "<p>{figure:gone}</p>\n"
