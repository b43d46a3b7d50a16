"""What is found by which word, in Dutch and in English."""

import pytest

from werkveld.ground.words import asked, dutch_stem, folded, parts_of, stems, words_of


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("bedrijven", "bedrijf"),
        ("leerplekken", "leerplek"),
        ("lessen", "les"),
        ("duurzame", "duurzaamheid"),
        ("kinderen", "kind"),
        ("keuzedelen", "keuzedeel"),
        ("huizen", "huis"),
    ],
)
def test_a_word_is_found_by_its_other_forms(written: str, typed: str):
    assert dutch_stem(written) == dutch_stem(typed)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("zorgtechnologie", ("zorg", "technologie")),
        ("wijkleerbedrijf", ("wijk", "leer", "bedrijf")),
        ("praktijkverklaring", ("praktijk", "verklaring")),
        ("huiswerkbegeleiding", ("huis", "werk", "begeleiding")),
        ("werkelijk", ()),
        ("student", ()),
    ],
)
def test_a_compound_is_taken_apart_only_into_known_parts(compound: str, parts: tuple[str, ...]):
    assert parts_of(compound) == parts


def test_accents_and_capitals_make_no_difference():
    assert folded("Oriëntatie") == "orientatie"
    assert words_of("Café «De Lieve Vrouw» – 2026!") == ("cafe", "de", "lieve", "vrouw", "2026")


def test_a_word_whose_stem_is_no_beginning_is_kept_as_written():
    assert "technologie" in stems("technologie")
    assert "technoloog" in stems("technologie")


def test_only_the_last_word_may_be_half_typed_and_only_from_three_letters():
    first, second = asked("hulp admin")
    assert (first.prefix, second.prefix) == ("", "admin")
    assert asked("ad")[0].prefix == ""


def test_words_that_mean_the_same_find_each_other():
    assert "leerplek" in asked("stages")[0].stems
    assert "keuzedeel" in asked("Keuzevakken")[0].stems
    assert asked("zorg")[0].stems == ("zorg",)


def test_a_question_holds_each_word_once_and_not_endlessly():
    assert [word.word for word in asked("zorg Zorg zorg")] == ["zorg"]
    assert len(asked(" ".join(f"woord{number}" for number in range(40)))) == 8
    assert asked(" !? ") == ()
