"""Writing, publishing and taking back."""

from datetime import datetime

import pytest

from steps.promises.world import Book
from steps.types import DeedsOn
from werkveld.steps.promises.actions import (
    FigureIsUnknown,
    MayNotPublish,
    MayNotWrite,
    NothingToPublish,
    ReportIsFrozen,
    SomeoneElseSaved,
    freeze,
    publish,
    withdraw_edition,
    write_section,
)
from werkveld.steps.promises.models import Section
from werkveld.steps.promises.queries import changes_of, published_report, suggestions


def words(**changed: str) -> dict[str, str]:
    kept = {"heading_nl": "Kop", "heading_en": "Head", "body_nl": "Tekst", "body_en": "Text"}
    return kept | changed


def test_a_text_is_saved_with_who_changed_what(told: Book, at: datetime, deeds_on: DeedsOn):
    saved = write_section(told.section, turn=0, words=words(), by=told.quality, at=at)
    (change,) = changes_of(told.report)
    assert (saved.turn, saved.body_nl) == (1, "Tekst")
    assert (change.by, change.before["heading_nl"], change.after["heading_nl"]) == (told.quality, "Conclusie", "Kop")
    assert deeds_on(saved) == [("wrote", told.quality.key)]


def test_saving_the_same_words_changes_nothing(told: Book, at: datetime):
    same = {name: getattr(told.section, name) for name in words()}
    assert write_section(told.section, turn=0, words=same, by=told.quality, at=at).turn == 0
    assert list(changes_of(told.report)) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{figure:peeple}", "{figure:people}"),
        ("{target:mani}", "{target:many}"),
        ("{claimed:people}", "{figure:people}"),
        ("{figure:People}", "{figure:people}"),
    ],
)
def test_an_unknown_figure_is_refused_at_its_field_with_what_was_meant(
    told: Book, at: datetime, typed: str, meant: str
):
    with pytest.raises(FigureIsUnknown) as refused:
        write_section(told.section, turn=0, words=words(body_en=f"See {typed}."), by=told.quality, at=at)
    assert refused.value.faults == (("body_en", typed, meant),)
    assert Section.objects.get().turn == 0


def test_all_unknown_figures_are_said_at_once(told: Book, at: datetime):
    typed = words(body_nl="{figure:peeple}, {figure:peeple}", body_en="{target:mani} of {figure:peeple}")
    with pytest.raises(FigureIsUnknown) as refused:
        write_section(told.section, turn=0, words=typed, by=told.quality, at=at)
    assert [(field, reference) for field, reference, _meant in refused.value.faults] == [
        ("body_nl", "{figure:peeple}"),
        ("body_en", "{target:mani}"),
        ("body_en", "{figure:peeple}"),
    ]
    assert len(list(refused.value.by_field())) == 3


def test_nobody_overwrites_another_unseen(told: Book, at: datetime):
    write_section(told.section, turn=0, words=words(), by=told.quality, at=at)
    with pytest.raises(SomeoneElseSaved):
        write_section(told.section, turn=0, words=words(body_nl="Anders"), by=told.director, at=at)


def test_a_coach_does_not_write_and_the_quality_officer_does_not_publish(told: Book, at: datetime):
    with pytest.raises(MayNotWrite):
        write_section(told.section, turn=0, words=words(), by=told.world.people["coach"], at=at)
    with pytest.raises(MayNotPublish):
        publish(told.report, by=told.quality, at=at)


@pytest.mark.slow
def test_an_edition_stays_as_it_was_and_the_one_before_comes_back(told: Book, at: datetime):
    region = told.world.region
    first = publish(told.report, by=told.director, at=at)
    write_section(told.section, turn=0, words=words(), by=told.quality, at=at)
    second = publish(told.report, by=told.director, at=at)
    assert published_report(region, "samen", 2025) == second
    withdraw_edition(second, by=told.director, at=at)
    standing = published_report(region, "samen", 2025)
    assert standing == first
    assert standing.sections[0]["heading_nl"] == "Conclusie"


def test_the_same_text_is_not_published_twice(told: Book, at: datetime):
    publish(told.report, by=told.director, at=at)
    with pytest.raises(NothingToPublish):
        publish(told.report, by=told.director, at=at)


@pytest.mark.slow
def test_a_frozen_text_stays_as_it_is(told: Book, at: datetime):
    freeze(told.report, by=told.director, at=at)
    with pytest.raises(ReportIsFrozen):
        write_section(told.section, turn=0, words=words(), by=told.quality, at=at)


@pytest.mark.parametrize("typed", ["people", "peple", "mensen"])
def test_suggestions_forgive_typing_faults(told: Book, typed: str):
    assert suggestions(told.world.region, typed)[0] == ("{figure:people}", "Mensen")
