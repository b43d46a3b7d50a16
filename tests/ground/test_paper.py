"""Paper says what it is, takes nothing from elsewhere, and reads aloud."""

import io

import pytest
from pypdf import PdfReader

from werkveld.ground.paper import written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Verslag</title>'
    '<link rel="stylesheet" href="static:werkveld/paper.css"></head><body><h1>Verslag</h1><p>Woorden.</p>{}</body></html>'
)


def test_it_says_that_it_is_for_ever_and_for_everybody():
    xmp = PdfReader(io.BytesIO(written(PAGE.format("")))).xmp_metadata
    assert xmp is not None
    words = xmp.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in words
    assert 'pdfaid:part="2"' in words
    assert 'pdfaid:conformance="A"' in words
    assert words.count("</rdf:RDF>") == 1


def test_the_same_words_give_the_same_text_with_a_language_and_tags():
    reader = PdfReader(io.BytesIO(written(PAGE.format(""))))
    assert (reader.root_object["/Lang"], reader.metadata.title) == ("nl", "Verslag")
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.pages[0].extract_text().split() == ["Verslag", "Woorden.", "1", "/", "1"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "static:../settings.py"])
def test_nothing_is_taken_from_elsewhere(address: str):
    with_picture = written(PAGE.format(f'<img alt="plaatje" src="{address}">'))
    (page,) = PdfReader(io.BytesIO(with_picture)).pages
    assert list(page.images) == []
