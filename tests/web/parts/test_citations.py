"""Where something was found reads well in both languages."""

import pytest
from django.utils.translation import override

from werkveld.web.parts.citations import cited, cited_plainly, in_words, name

SOURCES = {
    "page": {
        "nl": "De pagina",
        "en": "The page",
        "short_nl": "Pagina van 2022",
        "short_en": "Page of 2022",
        "lang": "nl",
    },
    "pc4": "Middens van postcodegebieden",
    "own": {"nl": "Eigen", "en": "Own", "short_nl": "Eigen regel", "short_en": "Own rule"},
}


@pytest.mark.parametrize(
    ("source", "dutch", "english"),
    [
        ("page: bullet 6", "Pagina van 2022: punt 6", "Page of 2022: point 6"),
        ("page: bullets 1 and 2", "Pagina van 2022: punten 1 en 2", "Page of 2022: points 1 and 2"),
        ("page: title", "Pagina van 2022: titel", "Page of 2022: title"),
        (
            "page: Campus Amersfoort, introduction",
            "Pagina van 2022: Campus Amersfoort, inleiding",
            'Page of 2022: <span lang="nl">Campus Amersfoort</span>, introduction',
        ),
        ("own: eigen enquêtes / own surveys", "Eigen regel: eigen enquêtes", "Own rule: own surveys"),
        ("page: bullet 1 | pc4: 3817", "Pagina van 2022: punt 1 · pc4: 3817", "Page of 2022: point 1 · pc4: 3817"),
        ("unknown: page 9", "unknown: pagina 9", "unknown: page 9"),
        ("only words", "only words", "only words"),
        ("", "", ""),
    ],
)
def test_a_citation_is_said_in_the_readers_language(source: str, dutch: str, english: str):
    with override("nl"):
        assert cited(source, SOURCES) == dutch
    with override("en"):
        assert cited(source, SOURCES) == english


def test_a_law_is_cited_by_article_and_paragraph():
    with override("nl"):
        assert cited("own: article 7.2.10, paragraph 1", SOURCES) == "Eigen regel: artikel 7.2.10, lid 1"


def test_a_citation_cannot_bring_marks_of_its_own():
    with override("en"):
        assert "<b>" not in cited("page: <b>bold</b> & more", SOURCES)
        assert cited_plainly("page: Vragen & antwoorden", SOURCES) == "Page of 2022: Vragen & antwoorden"


def test_a_source_has_a_whole_citation_and_a_short_name():
    with override("nl"):
        assert [in_words(source) for source in SOURCES.values()] == [
            "De pagina",
            "Middens van postcodegebieden",
            "Eigen",
        ]
        assert [name(source, code) for code, source in SOURCES.items()] == ["Pagina van 2022", "pc4", "Eigen regel"]
